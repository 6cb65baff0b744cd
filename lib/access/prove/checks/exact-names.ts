import type { Check } from "../check";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";
import { Template } from "../../evaluate/match/template";
import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";
import type { WorldRole } from "../../world/world";

/**
 * A pattern that gathers several pipelines' names also means whatever somebody else makes in the tooling account, now or
 * later. So there is one only where the names don't fit.
 */
export const exactNames: Check = {
  id: "exact-names",
  claim: "What people may do names pipelines and what belongs to them one by one, while that fits",
  run: (scene, inquiry) => {
    const things = thingsOf(scene);
    for (const role of scene.people)
      if (role.accountId === scene.platform.tooling.accountId) judge(role, things, scene, inquiry);
  },
};

/** Of an inline policy, without white space: https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
const LARGEST = 10_240;

/** What has a name of its pipeline's. */
interface Thing {
  readonly arn: string;
  readonly pipeline: string;
  /** Of a pipeline 1, of its stages 2, of their approvals 3, of anything else 0. */
  readonly depth: number;
}

function thingsOf({ world, projectsOf }: Scene): readonly Thing[] {
  return world.pipelines.flatMap(({ arn, name, roleArn, stages }) => {
    const thing = (depth: number, own: string): Thing => ({ arn: own, pipeline: name, depth });
    return [
      thing(1, arn),
      thing(0, roleArn),
      ...stages.flatMap(({ name: stage, actions }) => [
        thing(2, `${arn}/${stage}`),
        ...actions
          .filter(({ category }) => category === "Approval")
          .map((action) => thing(3, `${arn}/${stage}/${action.name}`)),
      ]),
      ...projectsOf(name).flatMap(({ arn: project, logGroupArn }) => [
        thing(0, project),
        ...(logGroupArn === undefined ? [] : [thing(0, `${logGroupArn}:*`)]),
      ]),
    ];
  });
}

function judge(role: WorldRole, things: readonly Thing[], scene: Scene, inquiry: Inquiry): void {
  const policies = role.policies.identity.filter(({ source }) => source.file !== undefined);
  let size = policies.reduce((sum, policy) => sum + sizeOf(policy), 0);
  const found: [CompiledStatement, text: string, names: number][] = [];
  for (const statement of policies.flatMap(({ statements }) => statements)) {
    if (statement.evidence.effect === "Deny" || isOwnTeams(statement)) continue;
    if (isOfTheConfig(statement, scene)) continue;
    const depths = depthsOf(statement);
    for (const { text } of statement.resources?.patterns ?? []) {
      if (size > LARGEST || !gathers(text, scene)) continue;
      inquiry.count(1);
      const { widest } = new Template(text, { variables: true, wildcards: true });
      const reached = things.filter(({ arn, depth }) => depths.has(depth) && widest.matches(arn));
      const pipelines = new Set(reached.map(({ pipeline }) => pipeline)).size;
      if (pipelines < 2 && !OPEN_APPROVAL.test(text)) continue;
      size += reached.reduce((sum, { arn }) => sum + arn.length + QUOTES, -text.length);
      found.push([statement, text, reached.length]);
    }
  }
  if (size > LARGEST) return;
  for (const [{ evidence }, text, names] of found)
    inquiry.report({
      kind: "violated",
      message: `${role.persona ?? role.name} is allowed something on ${text}, which names ${names} of what is there, and whatever else is called like that`,
      who: role.arn,
      resource: text,
      evidence: [evidence],
      fix: "write the names one by one: they fit into the policy",
    });
}

/** `"…",` around each name. */
const QUOTES = 3;

/** At what depth CodePipeline knows a statement's actions. */
function depthsOf({ actions }: CompiledStatement): ReadonlySet<number> {
  return new Set([
    0,
    ...actions.texts.map((text) => {
      if (/:PutApprovalResult$/i.test(text)) return 3;
      return ON_STAGES.test(text) ? 2 : 1;
    }),
  ]);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html */
const ON_STAGES =
  /:(DisableStageTransition|EnableStageTransition|OverrideStageCondition|RetryStageExecution|RollbackStage)$/i;

/** Any action of a stage, where one approval is what is granted. */
const OPEN_APPROVAL = /^arn:[^:]*:codepipeline:[^/]*\/[^/]*\/[^/]*\*/;

/** Never less than it is, so that nobody is told of what doesn't fit. */
function sizeOf({ statements }: CompiledPolicy): number {
  const texts = statements.map(({ evidence, actions, resources, conditions }) => [
    [evidence.sid, evidence.effect, actions.texts],
    resources?.patterns.map(({ text }) => text),
    conditions.map(({ operatorText, key, texts }) => [operatorText, key, texts]),
  ]);
  return JSON.stringify(texts).length + ELEMENTS * texts.length;
}

/** `"Sid":`, `"Effect":`, `"NotAction":`, `"NotResource":`, `"Condition":`, and the document around. */
const ELEMENTS = 60;

/** Names of the tooling account alone: what leaves the account open is of other kinds than pipelines' own. */
function gathers(text: string, { platform }: Scene): boolean {
  const [, , , , account, ...rest] = text.split(":");
  return account === platform.tooling.accountId && rest.join(":").includes("*");
}

/** Whose pipelines these are shows at sign-in, so there are no names to write. */
function isOwnTeams({ conditions }: CompiledStatement): boolean {
  return conditions.some(({ key }) => /^aws:ResourceTag\//i.test(key));
}

/** Capabilities of the organisation's own have the patterns that the config gives them. */
function isOfTheConfig({ actions }: CompiledStatement, { platform }: Scene): boolean {
  const own = new Set<string>(
    platform.capabilities.flatMap(({ permissions }) =>
      permissions.flatMap((permission) => permission.actions),
    ),
  );
  return actions.texts.some((text) => own.has(text));
}
