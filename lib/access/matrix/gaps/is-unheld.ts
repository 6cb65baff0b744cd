import type { Platform } from "../../../model/platform";
import type { Subject } from "../access-matrix";

/**
 * Whether nobody could miss what a subject is granted: Identity Center makes a persona's role where a group is assigned,
 * and without sign-in the config makes none at all.
 */
export function isUnheld({ identity }: Platform, { roles, groups }: Subject): boolean {
  if (roles.length > 0) return false;
  return identity.mode === "none" || (identity.mode === "identity-center" && groups.length === 0);
}
