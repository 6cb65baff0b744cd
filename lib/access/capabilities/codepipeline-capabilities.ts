import {
  type Capability,
  type CapabilityRequest,
  type PipelineGround,
  lowerCased,
} from "./capability";

/**
 * What people do with pipelines, as the actions of CodePipeline, each on the kind of resource that IAM checks it on: an
 * action of a stage, a stage, or the whole pipeline. Written from
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html alone, so that it shares
 * no mistake with what generates policies.
 */
export const CODEPIPELINE_CAPABILITIES: readonly Capability[] = [
  view(),
  onPipeline("start", "StartPipelineExecution"),
  onPipeline("stop", "StopPipelineExecution"),
  onStage("retry", "RetryStageExecution"),
  onStage("rollback", "RollbackStage"),
  {
    name: "approve",
    level: "approval",
    // The approval's token comes from the pipeline's state.
    // https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutApprovalResult.html
    may: lowerCased(["codepipeline:PutApprovalResult", "codepipeline:GetPipelineState"]),
    requests: (ground) => {
      const answer = codePipeline(ground, "PutApprovalResult", ground.stage, ground.action);
      return { needs: [answer, codePipeline(ground, "GetPipelineState")], marks: [answer] };
    },
  },
  onStage("gate", "DisableStageTransition"),
  onStage("gate-open", "EnableStageTransition"),
  onStage("override", "OverrideStageCondition"),
];

/** Seeing all of a pipeline; its state alone is also needed to approve, and names of pipelines are nobody's secret. */
function view(): Capability {
  const own = [
    "GetPipeline",
    "GetPipelineExecution",
    "ListActionExecutions",
    "ListPipelineExecutions",
    "ListRuleExecutions",
    "ListTagsForResource",
  ];
  return {
    name: "view",
    level: "pipeline",
    may: lowerCased(
      [...own, "GetPipelineState", "ListPipelines"].map((name) => `codepipeline:${name}`),
    ),
    requests: (ground) => {
      const marks = own.map((name) => codePipeline(ground, name));
      const context = { "aws:RequestedRegion": ground.pipeline.region };
      const list = { action: "codepipeline:ListPipelines", resource: "*", context };
      return { needs: [...marks, codePipeline(ground, "GetPipelineState"), list], marks };
    },
  };
}

function onPipeline(name: string, action: string): Capability {
  return {
    name,
    level: "pipeline",
    may: lowerCased([`codepipeline:${action}`]),
    requests: (ground) => {
      const requests = [codePipeline(ground, action)];
      return { needs: requests, marks: requests };
    },
  };
}

function onStage(name: string, action: string): Capability {
  return {
    name,
    level: "stage",
    may: lowerCased([`codepipeline:${action}`]),
    requests: (ground) => {
      const requests = [codePipeline(ground, action, ground.stage)];
      return { needs: requests, marks: requests };
    },
  };
}

/** A request about a pipeline, or what is below it; its ARN has no `pipeline/` before the name. */
export function codePipeline(
  { pipeline, tagKeys }: PipelineGround,
  action: string,
  ...below: readonly string[]
): CapabilityRequest {
  return {
    action: `codepipeline:${action}`,
    resource: [pipeline.arn, ...below].join("/"),
    // A pipeline's tags count for its stages and actions too: the authorization reference lists the key there.
    context: { "aws:RequestedRegion": pipeline.region, ...tagKeys(pipeline.arn) },
  };
}
