import type { WorldRole } from "../../../world/world";
import type { Inquiry } from "../../scene/inquiry";
import type { Scene } from "../../scene/scene";
import type { Rights } from "./rights";

/** What a role needs to do its work must be allowed, by its own policies and by the resource's. */
export function findMissing(
  role: WorldRole,
  rights: Rights,
  { inOrg }: Scene,
  inquiry: Inquiry,
): void {
  for (const right of rights.all) {
    for (const { action, resource, context } of right.needs ?? []) {
      inquiry.must(
        {
          asker: { kind: "role", role },
          action,
          resource,
          context: context === undefined ? inOrg : { ...inOrg, ...context },
        },
        {
          who: role.arn,
          what: `${action} on ${resource}, by which it ${right.why}`,
          fix: "apply what Gatehouse generates; was the statement, the boundary or the resource's policy changed?",
        },
      );
    }
  }
}

/** What another role needs for the same work must be denied, unless both have it to do. */
export function findBorrowed(
  role: WorldRole,
  rights: Rights,
  others: Rights,
  { inOrg }: Scene,
  inquiry: Inquiry,
): void {
  for (const { action, resource, context } of others.needs) {
    const asked = context === undefined ? inOrg : { ...inOrg, ...context };
    if (rights.explain(action, resource, asked)) continue;
    inquiry.mustNot(
      { asker: { kind: "role", role }, action, resource, context: asked },
      {
        who: role.arn,
        what: `${action} on ${resource}, which is another pipeline's or account's`,
        fix: "let each role's policy name what belongs to its own pipeline and account",
      },
    );
  }
}
