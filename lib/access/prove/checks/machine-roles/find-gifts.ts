import type { CompiledStatement } from "../../../evaluate/policy/compiled-statement";
import type { WorldResource, WorldRole } from "../../../world/world";
import type { Context } from "../../scene/contexts";
import type { Inquiry } from "../../scene/inquiry";
import { namedCallers } from "../../scene/named-callers";
import type { Scene } from "../../scene/scene";
import type { Rights } from "./rights";
import { satisfying } from "./varied-contexts";
import { straysOf } from "./witnesses";

/**
 * Looks for what policies of resources grant to roles of their own account by themselves: such a grant needs nothing of
 * the role's. Where a policy names the account alone, or the role is of another, the role's own policies decide.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function findGifts(
  rightsOf: (role: WorldRole) => Rights | undefined,
  scene: Scene,
  inquiry: Inquiry,
): void {
  for (const resource of scene.world.resources) {
    for (const statement of resource.policy?.statements ?? []) {
      if (statement.evidence.effect === "Allow" && isDirect(statement))
        ofStatement(statement, resource, rightsOf, scene, inquiry);
    }
  }
}

function isDirect({ principals }: CompiledStatement): boolean {
  if (principals === undefined || principals.negated) return true;
  return principals.entries.some(
    ({ shape }) => !["account", "service", "federated", "user", "federatedUser"].includes(shape),
  );
}

function ofStatement(
  statement: CompiledStatement,
  resource: WorldResource,
  rightsOf: (role: WorldRole) => Rights | undefined,
  scene: Scene,
  inquiry: Inquiry,
): void {
  const { policy, accountId, arn } = resource;
  const actions = scene.catalogue.actionsOf(statement.actions);
  const [first] = actions;
  if (policy === undefined || first === undefined) return;
  const callers = namedCallers(policy, first, scene.roles).filter(
    (role) => role.accountId === accountId,
  );
  const texts = straysOf(statement).map((text) => (text === "*" ? arn : text));
  for (const role of callers) {
    const rights = rightsOf(role);
    if (rights === undefined) continue;
    for (const action of actions) {
      for (const text of texts) probe(action, text, statement, role, rights, scene, inquiry);
    }
  }
}

function probe(
  action: string,
  resource: string,
  statement: CompiledStatement,
  role: WorldRole,
  rights: Rights,
  { inOrg }: Scene,
  inquiry: Inquiry,
): void {
  if (rights.to(action, resource).some(({ when }) => when === undefined)) return;
  const given = satisfying(statement);
  // Who asks is settled; what else the statement wants is to be had.
  const varied: Context = Object.fromEntries(
    Object.entries(given).filter(([key]) => !/^aws:Principal/i.test(key)),
  );
  if (rights.explain(action, resource, varied)) return;
  inquiry.mustNot(
    { asker: { kind: "role", role }, action, resource, context: { ...inOrg, ...varied } },
    {
      who: role.arn,
      what: `${action} on ${resource} by the resource's own policy, which nothing in the config explains`,
      fix: "name the one role that needs it in the resource's policy, or take the statement out",
    },
  );
}
