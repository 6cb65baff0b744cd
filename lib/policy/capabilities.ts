import type { AccountCapability, PipelineCapability } from "../config/schema/people";

interface PipelineActions {
  /** Checked on the pipeline's ARN. */
  readonly pipelineActions?: readonly string[];
  /** Checked on a stage's ARN. */
  readonly stageActions?: readonly string[];
  /** Have no resource type. */
  readonly listActions?: readonly string[];
}

/**
 * Capabilities as actions, each at the resource level that IAM checks it on. `approve`, `logs` and `artifacts` reach
 * other resources and are put together in {@link compilePersona}.
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
  // The approval's token comes from GetPipelineState.
  approve: { pipelineActions: ["codepipeline:GetPipelineState"] },
  gate: {
    stageActions: ["codepipeline:DisableStageTransition", "codepipeline:EnableStageTransition"],
  },
  override: { stageActions: ["codepipeline:OverrideStageCondition"] },
  logs: {},
  artifacts: {},
  edit: { pipelineActions: ["codepipeline:UpdatePipeline"] },
};

interface AccountStatement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Capabilities in target accounts. Resources are of any account; the condition on the account is added. */
export const ACCOUNT_ACTIONS: Readonly<Record<AccountCapability, readonly AccountStatement[]>> = {
  inspect: [
    {
      sid: "InspectStacks",
      actions: [
        "cloudformation:DescribeStackEvents",
        "cloudformation:DescribeStackResources",
        "cloudformation:DescribeStacks",
        "cloudformation:GetTemplate",
      ],
      resources: ["arn:{partition}:cloudformation:*:*:stack/*"],
    },
    {
      sid: "InspectServices",
      actions: ["ecs:DescribeClusters", "ecs:DescribeServices", "ecs:DescribeTasks"],
      resources: [
        "arn:{partition}:ecs:*:*:cluster/*",
        "arn:{partition}:ecs:*:*:service/*",
        "arn:{partition}:ecs:*:*:task/*",
      ],
    },
    {
      sid: "InspectLogs",
      actions: [
        "logs:DescribeLogStreams",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetQueryResults",
        "logs:StartQuery",
      ],
      resources: ["arn:{partition}:logs:*:*:log-group:*"],
    },
    {
      sid: "InspectLists",
      actions: [
        "cloudformation:ListStacks",
        "ecs:DescribeTaskDefinition",
        "ecs:ListClusters",
        "logs:DescribeLogGroups",
      ],
      resources: ["*"],
    },
  ],
  operate: [
    {
      sid: "OperateServices",
      actions: ["ecs:StopTask", "ecs:UpdateService"],
      resources: ["arn:{partition}:ecs:*:*:service/*", "arn:{partition}:ecs:*:*:task/*"],
    },
    {
      sid: "OperateFunctions",
      actions: ["lambda:GetFunction", "lambda:InvokeFunction"],
      resources: ["arn:{partition}:lambda:*:*:function:*"],
    },
  ],
};
