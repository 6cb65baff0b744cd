import type { Verdict } from "../../../evaluate/decide/verdict";
import type { CompiledStatement } from "../../../evaluate/policy/compiled-statement";
import type { Context } from "../../scene/contexts";
import type { Inquiry } from "../../scene/inquiry";
import type { Scene } from "../../scene/scene";
import type { OwnSide } from "../../scene/own-side";
import type { Rights } from "./rights";
import { satisfying, variedContexts } from "./varied-contexts";
import { moreOf, straysOf } from "./witnesses";

/** Looks for what a role's allows reach beyond its rights; one or two finds show what is wrong with a statement. */
export function findExcess(
  side: OwnSide,
  rights: Rights,
  scene: Scene,
  known: readonly string[],
  inquiry: Inquiry,
): void {
  const { identity } = side.role.policies;
  for (const statement of identity.flatMap(({ statements }) => statements)) {
    if (statement.evidence.effect === "Deny") continue;
    let found = 0;
    for (const action of scene.catalogue.actionsOf(statement.actions)) {
      if (found >= ENOUGH) break;
      found += ofAction(action, statement, side, rights, scene, known, inquiry);
    }
  }
}

const ENOUGH = 2;

function ofAction(
  action: string,
  statement: CompiledStatement,
  side: OwnSide,
  rights: Rights,
  scene: Scene,
  known: readonly string[],
  inquiry: Inquiry,
): number {
  const probe = (resource: string): number =>
    ofResource(action, resource, statement, side, rights, scene, inquiry);
  const strays = straysOf(statement);
  const unexplained = strays.filter((resource) => rights.to(action, resource).length === 0);
  let found = strays.reduce((sum, resource) => sum + probe(resource), 0);
  if (unexplained.length === 0 || found > 0) return found;
  // The boundary keeps the role from these, perhaps not from all that the statement means.
  for (const resource of moreOf(statement, action, side.boundary, known)) {
    found += probe(resource);
    if (found > 0) break;
  }
  return found;
}

/** How many requests were found that shouldn't be allowed. */
function ofResource(
  action: string,
  resource: string,
  statement: CompiledStatement,
  side: OwnSide,
  rights: Rights,
  { inOrg }: Scene,
  inquiry: Inquiry,
): number {
  const reaching = rights.to(action, resource);
  if (reaching.some(({ when }) => when === undefined)) return 0;
  const contexts: readonly Context[] =
    reaching.length === 0
      ? [{}, satisfying(statement)]
      : reaching.flatMap((right) => variedContexts(right, statement));
  let undecided: readonly [Context, Verdict] | undefined;
  for (const varied of contexts) {
    if (rights.explain(action, resource, varied)) continue;
    const context = { ...inOrg, ...varied };
    inquiry.count(1);
    const verdict = side.decide(action, resource, context);
    if (verdict.kind === "explicitlyDenied" || verdict.kind === "implicitlyDenied") {
      // With nothing said of the keys, a denial is one under all conditions.
      if (reaching.length === 0 && Object.keys(varied).length === 0) return 0;
      continue;
    }
    if (verdict.kind === "allowed") {
      tell("violated", action, resource, varied, verdict, side, inquiry);
      return 1;
    }
    undecided ??= [varied, verdict];
  }
  if (undecided === undefined) return 0;
  tell("undecided", action, resource, ...undecided, side, inquiry);
  return 1;
}

function tell(
  kind: "violated" | "undecided",
  action: string,
  resource: string,
  context: Context,
  verdict: Verdict,
  { role }: OwnSide,
  inquiry: Inquiry,
): void {
  const keys = Object.entries(context).map(
    ([key, value]) => `${key} ${value === null ? "absent" : `= ${[value].flat().join(" or ")}`}`,
  );
  const where = keys.length === 0 ? "" : ` (with ${keys.join(", ")})`;
  const verb = kind === "violated" ? "can" : "may be able to";
  const hangs = verdict.kind === "conditional" ? `; it hangs on this: ${verdict.when}` : "";
  inquiry.report({
    kind,
    message: `${role.name} ${verb} ${action} on ${resource}${where}, which nothing in the config explains${hangs}`,
    who: role.arn,
    action,
    resource,
    evidence: verdict.by.filter(({ source }) => source.file !== undefined),
    fix: "narrow the statement to what the pipeline's description needs, or describe what it is for",
  });
}
