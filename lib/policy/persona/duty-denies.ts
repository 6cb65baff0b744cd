import type { AccountCapability, PipelineCapability } from "../../config/schema/capabilities";
import { ACCOUNT_ACTIONS } from "../../model/account-capabilities";
import { dutiesHeld, isAccountCapability } from "../../model/duties";
import type { DutyRule, Persona, Pipeline, Platform } from "../../model/platform";
import { PIPELINE_ACTIONS } from "../../model/pipeline-capabilities";
import { Names } from "../../model/names";
import type { Statement } from "../statement";
import { sidOf } from "./pipeline-allows";
import { projectNames, writeNames } from "./pipeline-universe";

/**
 * The config's own rules about separation of duties, as denies: who holds the one duty is denied the other, whatever
 * another policy grants. Changes of a pipeline are denied to whoever wasn't granted them anyway, so this is about the
 * rest: reading, logs, artifacts, and what holds in accounts.
 */
export function dutyDenies(platform: Platform, persona: Persona): Statement[] {
  return platform.duties.flatMap((rule) => {
    const pipelines = platform.pipelines.filter((pipeline) => dutiesHeld(persona, rule, pipeline));
    if (pipelines.length === 0) return [];
    return rule.mustNotHold.flatMap((capability) =>
      isAccountCapability(capability)
        ? inAccounts(platform, rule, capability, pipelines)
        : onPipelines(platform, rule, capability, pipelines),
    );
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

function onPipelines(
  platform: Platform,
  rule: DutyRule,
  capability: PipelineCapability,
  pipelines: readonly Pipeline[],
): Statement[] {
  const names = new Names(platform);
  const { pipelineActions = [], stageActions = [] } = PIPELINE_ACTIONS[capability];
  const own = pipelines.map(({ name }) => name);
  const projects = pipelines.flatMap((pipeline) => projectNames(pipeline, names));
  const statements: Statement[] = [
    {
      ...deny(rule),
      actions: [...pipelineActions, ...stageActions],
      resources: own.flatMap((name) => [
        names.pipelineArn({ name }),
        names.pipelineArn({ name }, "*"),
      ]),
    },
    ...(capability === "logs"
      ? [
          {
            ...deny(rule),
            actions: ["codebuild:BatchGet*", "codebuild:List*", "logs:Filter*", "logs:Get*"],
            resources: writeNames(platform, "projects", projects, "patterns").flatMap((project) => [
              names.projectArn(project),
              `${names.logGroupArn(`/aws/codebuild/${project}`)}:*`,
            ]),
          },
        ]
      : []),
  ];
  return statements.filter(({ actions }) => actions.length > 0);
}

function deny(rule: DutyRule) {
  return {
    sid: `Duty${sidOf(rule.name)}`,
    effect: "Deny",
    reasons: [{ text: rule.description, path: rule.path }],
  } as const;
}
