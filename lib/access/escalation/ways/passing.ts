import { onBehalfOf } from "../../prove/scene/contexts";
import { favourable, fill } from "../../prove/scene/favourable";
import { allowsOf } from "../../prove/scene/identity-reach";
import { stranger } from "../../prove/scene/strangers";
import type { Context } from "../../prove/scene/contexts";
import type { Verdict } from "../../evaluate/decide/verdict";
import type { WorldRole } from "../../world/world";
import type { Ground, Way } from "../escalation-graph";
import { edgeOf } from "./edge";
import { RUN_AS, type RunAs } from "./run-as";

const PASS = "iam:PassRole";

/**
 * A role hands another to a service that then does as it is told. It takes the right to pass, in the role's own account,
 * that to have the service run something, and a role that trusts the service for it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const passing: Way = (ground) => {
  const { scene } = ground;
  for (const from of scene.world.roles) {
    const passes = allowsOf(from.policies, PASS);
    if (passes.length === 0) continue;
    const ways = RUN_AS.filter(({ actions }) =>
      actions.every((action) => allowsOf(from.policies, action).length > 0),
    );
    if (ways.length === 0) continue;
    const meant = new Set(
      passes.flatMap(({ resources }) =>
        resources === undefined || resources.negated
          ? scene.roles.inAccount(from.accountId)
          : resources.patterns.flatMap(({ text }) => scene.roles.matching(text)),
      ),
    );
    for (const to of meant) {
      if (to === from || to.accountId !== from.accountId) continue;
      for (const way of ways) tryOne(from, to, way, ground);
    }
  }
};

function tryOne(from: WorldRole, to: WorldRole, way: RunAs, { scene, ask, add }: Ground): void {
  const asker = { kind: "role", role: from } as const;
  const context: Context = { ...scene.inOrg, "iam:PassedToService": way.service };
  const passed = ask({ asker, action: PASS, resource: to.arn, context });
  if (passed.kind === "explicitlyDenied" || passed.kind === "implicitlyDenied") return;
  const verdicts: Verdict[] = [passed];
  for (const action of way.actions) {
    const found = bestOf(from, to, action, way, { scene, ask, add });
    if (found === undefined) return;
    verdicts.push(found);
  }
  const source = fill(
    way.resource.replace("{p}", scene.world.partition).replace("{a}", to.accountId),
  );
  const trusted = ask({
    asker: stranger({ service: way.service }),
    action: "sts:AssumeRole",
    resource: to.arn,
    context: sourceUnknown(onBehalfOf(source, to.accountId, scene.platform.organizationId)),
  });
  verdicts.push(trusted);
  const edge = edgeOf(from.arn, to.arn, `${PASS} with ${way.actions.join(" and ")}`, verdicts);
  if (edge !== undefined) add(edge);
}

/** Which resource the service names is whoever's who made it. */
function sourceUnknown(context: Context): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => key !== "aws:SourceArn"));
}

/** The best that comes of asking for the action where its own statements mean, with the role passed as they want. */
function bestOf(
  from: WorldRole,
  to: WorldRole,
  action: string,
  way: RunAs,
  { scene, ask }: Ground,
): Verdict | undefined {
  const made = way.resource
    .replace("{p}", scene.world.partition)
    .replace("{r}", scene.platform.tooling.homeRegion)
    .replace("{a}", from.accountId);
  let best: Verdict | undefined;
  for (const statement of allowsOf(from.policies, action)) {
    const patterns = statement.resources?.patterns.map(({ text }) => text) ?? ["*"];
    const context = { ...scene.inOrg, ...favourable(statement), "cloudformation:RoleArn": to.arn };
    for (const text of patterns) {
      const resource =
        /^\*+$/.test(text) || statement.resources?.negated === true
          ? made
          : fill(text, { account: from.accountId, region: scene.platform.tooling.homeRegion });
      const verdict = ask({ asker: { kind: "role", role: from }, action, resource, context });
      if (verdict.kind === "allowed") return verdict;
      if (verdict.kind === "conditional") best ??= verdict;
    }
  }
  return best;
}
