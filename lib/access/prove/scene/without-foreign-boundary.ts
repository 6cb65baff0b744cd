import { alterRole } from "../../world/likeness";
import type { WorldRole } from "../../world/world";
import type { Inquiry } from "./inquiry";
import { isUnknown } from "./is-unknown";
import type { Scene } from "./scene";

/**
 * An organisation's own boundary isn't in the Terraform. It can only take rights away, so the claim about excess holds
 * with it too; whether it takes too many, nobody can tell from here.
 */
export function withoutForeignBoundary(
  role: WorldRole,
  { platform }: Scene,
  inquiry: Inquiry,
): WorldRole {
  const { boundary, identity } = role.policies;
  if (boundary === undefined || !isUnknown(boundary)) return role;
  const { name } = boundary.source;
  if (name !== platform.boundary.toolingPolicy && name !== platform.boundary.targetPolicy)
    return role;
  inquiry.note(`what the boundary ${name} allows isn't known: roles were judged without it`);
  return alterRole(role, "without boundary", () => ({ identity }));
}
