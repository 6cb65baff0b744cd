import { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import { alterRole } from "../../world/likeness";
import type { Subject } from "../access-matrix";

/**
 * A subject without its boundary and its denies. These are second locks: an allow that is too wide is one even where
 * another lock happens to hold.
 */
export function allowsAlone(subject: Subject): Subject {
  const roles = subject.roles.map((role) =>
    alterRole(role, "allows alone", ({ identity }) => ({ identity: identity.map(withoutDenies) })),
  );
  return { ...subject, roles };
}

/** Roles in many accounts share a policy, and what is found out about it. */
const BARE = new WeakMap<CompiledPolicy, CompiledPolicy>();

function withoutDenies(policy: CompiledPolicy): CompiledPolicy {
  const known = BARE.get(policy);
  if (known !== undefined) return known;
  const allows = policy.statements.filter(({ evidence }) => evidence.effect === "Allow");
  const bare = new CompiledPolicy(policy.source, allows);
  BARE.set(policy, bare);
  return bare;
}
