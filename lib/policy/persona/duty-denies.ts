import type { AccountCapability } from "../../config/schema/capabilities";
import { ACCOUNT_ACTIONS } from "../../model/account-capabilities";
import { dutiesHeld, isAccountCapability } from "../../model/duties";
import type { DutyRule, Persona } from "../../model/people";
import type { Pipeline, Platform } from "../../model/platform";
import { PIPELINE_ACTIONS } from "../../model/pipeline-capabilities";
import { Names } from "../../model/names";
import { stagesHeld } from "../../model/reach";
import type { Statement } from "../statement";
import { sidOf } from "./pipeline-allows";
import { projectNames, writeNames } from "./pipeline-universe";

/**
 * The config's own rules about separation of duties, as denies: who holds the one duty is denied the other, whatever
 * another policy grants. To change a pipeline, to read artifacts and to commit are denied to whoever wasn't granted it
 * anyway: see `notGranted` and `guard`. So this is about the rest: reading a pipeline and its logs, and accounts.
 */
export function dutyDenies(platform: Platform, persona: Persona): Statement[] {
  return platform.duties.flatMap((rule) => {
    const pipelines = platform.pipelines.filter((pipeline) => dutiesHeld(persona, rule, pipeline));
    if (pipelines.length === 0) return [];
    return rule.mustNotHold.flatMap((capability) => {
      if (isAccountCapability(capability)) return inAccounts(platform, rule, capability, pipelines);
      if (capability === "view") return ofViewing(platform, rule, persona, pipelines);
      if (capability === "logs") return ofLogs(platform, rule, pipelines);
      return [];
    });
  });
}

function inAccounts(
  platform: Platform,
  rule: DutyRule,
  capability: AccountCapability,
  pipelines: readonly Pipeline[],
): Statement[] {
  const accounts = pipelines.flatMap(({ targets }) => targets.map(({ account }) => account.id));
  if (accounts.length === 0) return [];
  return [
    {
      ...deny(rule),
      actions: ACCOUNT_ACTIONS[capability].flatMap(({ actions }) => actions),
      resources: ["*"],
      conditions: { StringEquals: { "aws:PrincipalAccount": [...new Set(accounts)].sort() } },
    },
  ];
}

/** Who approves still reads the state that the approval's token is in. */
function ofViewing(
  platform: Platform,
  rule: DutyRule,
  persona: Persona,
  pipelines: readonly Pipeline[],
): Statement[] {
  const names = new Names(platform);
  const { view, approve } = PIPELINE_ACTIONS;
  return pipelines.map((pipeline) => {
    const approves = stagesHeld(persona, "approve", pipeline.name).size > 0;
    const kept = approves ? (approve.pipelineActions ?? []) : [];
    return {
      ...deny(rule),
      actions: (view.pipelineActions ?? []).filter((action) => !kept.includes(action)),
      resources: [names.pipelineArn(pipeline)],
    };
  });
}

function ofLogs(platform: Platform, rule: DutyRule, pipelines: readonly Pipeline[]): Statement[] {
  const names = new Names(platform);
  const projects = pipelines.flatMap((pipeline) => projectNames(pipeline, names));
  return [
    {
      ...deny(rule),
      actions: ["codebuild:BatchGet*", "codebuild:List*", "logs:Filter*", "logs:Get*"],
      resources: writeNames(platform, "projects", projects, "patterns").flatMap((project) => [
        names.projectArn(project),
        `${names.logGroupArn(`/aws/codebuild/${project}`)}:*`,
      ]),
    },
  ];
}

function deny(rule: DutyRule) {
  return {
    sid: `Duty${sidOf(rule.name)}`,
    effect: "Deny",
    reasons: [{ text: rule.description, path: rule.path }],
  } as const;
}
