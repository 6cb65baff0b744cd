import type { Platform } from "../../../model/platform";
import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import { alterRole, oneOfEach } from "../../world/likeness";
import type { Subject } from "../access-matrix";

/** A subject as it would be without the managed policies that the config attaches to its persona by name. */
export interface OwnPolicies {
  readonly subject: Subject;
  /** The names of those that some role of it has. */
  readonly named: readonly string[];
}

/** What a named policy allows is explained by its name: whoever wrote it into the config asked for it. */
export function ownPoliciesOf({ personas }: Platform, subject: Subject): OwnPolicies {
  const persona = personas.find(({ name }) => name === subject.persona);
  const names = new Set(
    [...(persona?.managedPolicies ?? []), ...(persona?.customerManagedPolicies ?? [])].map((name) =>
      name.slice(name.lastIndexOf("/") + 1),
    ),
  );
  const found = new Set<string>();
  if (names.size === 0) return { subject, named: [] };
  const isNamed = ({ source }: CompiledPolicy) => names.has(source.name);
  for (const { policies } of oneOfEach(subject.roles))
    for (const policy of policies.identity) if (isNamed(policy)) found.add(policy.source.name);
  const roles = subject.roles.map((role) =>
    alterRole(role, "without named policies", ({ identity, ...rest }) => ({
      identity: identity.filter((policy) => !isNamed(policy)),
      ...rest,
    })),
  );
  return { subject: { ...subject, roles }, named: [...found].sort() };
}
