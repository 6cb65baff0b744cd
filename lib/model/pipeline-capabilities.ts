import type { PipelineCapability } from "../config/schema/capabilities";

export interface PipelineActions {
  /** Checked on the pipeline's ARN. */
  readonly pipelineActions?: readonly string[];
  /** Checked on a stage's ARN. */
  readonly stageActions?: readonly string[];
  /** Checked on an approval action's ARN. */
  readonly approvalActions?: readonly string[];
  /** Have no resource type. */
  readonly listActions?: readonly string[];
}

/**
 * Capabilities as CodePipeline actions, each at the resource level that IAM checks it on. `logs`, `artifacts`, `source`
 * and `edit` reach resources of other services too.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
 */
export const PIPELINE_ACTIONS: Readonly<Record<PipelineCapability, PipelineActions>> = {
  view: {
    pipelineActions: [
      "codepipeline:GetPipeline",
      "codepipeline:GetPipelineExecution",
      "codepipeline:GetPipelineState",
      "codepipeline:ListActionExecutions",
      "codepipeline:ListPipelineExecutions",
      "codepipeline:ListRuleExecutions",
      "codepipeline:ListTagsForResource",
    ],
    listActions: ["codepipeline:ListPipelines"],
  },
  start: { pipelineActions: ["codepipeline:StartPipelineExecution"] },
  stop: { pipelineActions: ["codepipeline:StopPipelineExecution"] },
  retry: { stageActions: ["codepipeline:RetryStageExecution"] },
  rollback: { stageActions: ["codepipeline:RollbackStage"] },
  approve: {
    // The approval's token comes from GetPipelineState.
    pipelineActions: ["codepipeline:GetPipelineState"],
    approvalActions: ["codepipeline:PutApprovalResult"],
  },
  gate: {
    stageActions: ["codepipeline:DisableStageTransition", "codepipeline:EnableStageTransition"],
  },
  override: { stageActions: ["codepipeline:OverrideStageCondition"] },
  logs: {},
  artifacts: {},
  source: {},
  edit: { pipelineActions: ["codepipeline:UpdatePipeline"] },
};

/** Opens what a closed gate holds back. */
export const OPENING_ACTION = "codepipeline:EnableStageTransition";

/** The capability that allows a CodePipeline action or the use of a connection, if one does. */
export function findCapabilityFor(action: string): PipelineCapability | undefined {
  if (/^(codeconnections|codestar-connections):useconnection$/i.test(action)) return "source";
  const wanted = action.toLowerCase();
  const entries = Object.entries(PIPELINE_ACTIONS) as [PipelineCapability, PipelineActions][];
  return entries.find(([, levels]) =>
    Object.values<readonly string[]>({ ...levels }).some((actions) =>
      actions.some((each) => each.toLowerCase() === wanted),
    ),
  )?.[0];
}
