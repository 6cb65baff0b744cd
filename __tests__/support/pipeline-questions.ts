import type { Pipeline, Platform, Stage } from "../../lib/model/platform";
import { type Ability, type Question, pipelineArn, question } from "./question";
import { serviceQuestions } from "./service-questions";

const READS = [
  "GetPipeline",
  "GetPipelineExecution",
  "ListActionExecutions",
  "ListPipelineExecutions",
  "ListRuleExecutions",
  "ListTagsForResource",
];
const NOBODYS = ["CreatePipeline", "DeletePipeline", "PutWebhook", "TagResource", "UntagResource"];
const ON_STAGES: readonly (readonly [action: string, ability: Ability])[] = [
  ["RetryStageExecution", "retry"],
  ["RollbackStage", "rollback"],
  ["DisableStageTransition", "gate"],
  ["EnableStageTransition", "open"],
  ["OverrideStageCondition", "override"],
];

/** Every action of interest on everything that the platform has in its tooling account. */
export function pipelineQuestions(platform: Platform): Question[] {
  return [
    ...platform.pipelines.flatMap((pipeline) => [
      ...aboutPipeline(pipeline, platform),
      ...aboutStages(pipeline, platform),
    ]),
    ...serviceQuestions(platform),
  ];
}

/** Those of source and build among them. */
function stagesOf(pipeline: Pipeline): string[] {
  return ["source", "build", ...pipeline.stages.map(({ name }) => name)];
}

function aboutPipeline({ name }: Pipeline, platform: Platform): Question[] {
  const ask = (action: string, by: readonly Ability[], guarded = true): Question =>
    question(platform, {
      action: `codepipeline:${action}`,
      resource: pipelineArn(platform, name),
      by,
      on: [name],
      guarded,
    });
  return [
    ...READS.map((action) => ask(action, ["view"], false)),
    ask("GetPipelineState", ["view", "approve"], false),
    ask("ListDeployActionExecutionTargets", [], false),
    ask("StartPipelineExecution", ["start"]),
    ask("StopPipelineExecution", ["stop"]),
    ask("UpdatePipeline", ["edit"]),
    ...NOBODYS.map((action) => ask(action, [])),
  ];
}

function aboutStages(pipeline: Pipeline, platform: Platform): Question[] {
  const { name } = pipeline;
  const named = (some: readonly Stage[]) => some.map((stage) => stage.name as string);
  const approved = named(pipeline.stages.filter(({ approval }) => approval !== undefined));
  const silent = named(pipeline.stages.filter(({ approval }) => approval === undefined));
  return stagesOf(pipeline).flatMap((stage) => {
    const ask = (action: string, by: readonly Ability[], ...below: readonly string[]): Question =>
      question(platform, {
        action: `codepipeline:${action}`,
        resource: pipelineArn(platform, name, stage, ...below),
        by,
        on: [name],
        stage,
      });
    return [
      ...ON_STAGES.map(([action, ability]) => ask(action, [ability])),
      // A stage without an approval has no such action; who could approve it can't be asked.
      ...(silent.includes(stage)
        ? []
        : [ask("PutApprovalResult", approved.includes(stage) ? ["approve"] : [], "approve")]),
      ask("PutApprovalResult", [], "sign-off"),
      ask("PutActionRevision", [], stage),
    ];
  });
}
