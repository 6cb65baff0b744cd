import type { RolePolicies, WorldRole } from "../world";
import { setLikeness } from "../likeness";
import type { LazyPolicy } from "./policy-shelf";

type Made = "persona" | "pipeline" | "policies" | "trust";

export interface RoleProps extends Omit<WorldRole, Made> {
  readonly identity: readonly LazyPolicy[];
  readonly boundary: LazyPolicy | undefined;
  readonly trust: LazyPolicy;
}

/** A role whose policies are compiled when they are first looked at. */
export function createRole({ identity, boundary, trust, ...role }: RoleProps): WorldRole {
  let policies: RolePolicies | undefined;
  const persona = role.tags["gatehouse:persona"];
  const pipeline = role.tags["gatehouse:pipeline"];
  const made: WorldRole = {
    ...role,
    ...(persona === undefined ? {} : { persona }),
    ...(pipeline === undefined ? {} : { pipeline }),
    get policies() {
      policies ??= {
        identity: identity.map((policy) => policy()),
        ...(boundary === undefined ? {} : { boundary: boundary() }),
      };
      return policies;
    },
    get trust() {
      return trust();
    },
  };
  const texts = [trust, ...identity].map(({ text }) => text);
  setLikeness(made, boundary === undefined ? texts : [...texts, BOUNDED, boundary.text]);
  return made;
}

const BOUNDED = "with a boundary";
