import type { Platform } from "../../../model/platform";
import type { WorldRole } from "../../world/world";
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
  const roles = subject.roles.map((role): WorldRole => {
    const { identity, boundary } = role.policies;
    const own = identity.filter(({ source }) => {
      const isNamed = names.has(source.name);
      if (isNamed) found.add(source.name);
      return !isNamed;
    });
    return {
      ...role,
      policies: { identity: own, ...(boundary === undefined ? {} : { boundary }) },
    };
  });
  return { subject: { ...subject, roles }, named: [...found].sort() };
}
