/** The shipped platform's tooling account. */
const TOOLING = "222222222222";

const pipeline = (place: string, region = "eu-west-1") =>
  `arn:aws:codepipeline:${region}:${TOOLING}:${place}`;

/** Ways round an approval that are CodePipeline's own; some of them are some persona's job. */
export const ON_PIPELINES: Readonly<Record<string, readonly [action: string, resource: string]>> = {
  "start storefront": ["codepipeline:StartPipelineExecution", pipeline("storefront")],
  "start data-lake": ["codepipeline:StartPipelineExecution", pipeline("data-lake")],
  "edit storefront": ["codepipeline:UpdatePipeline", pipeline("storefront")],
  "delete storefront": ["codepipeline:DeletePipeline", pipeline("storefront")],
  "create a pipeline": ["codepipeline:CreatePipeline", pipeline("mine")],
  "create one in another region": ["codepipeline:CreatePipeline", pipeline("mine", "us-east-1")],
  "give it to another team": ["codepipeline:TagResource", pipeline("storefront")],
  "take its team away": ["codepipeline:UntagResource", pipeline("storefront")],
  "add a webhook": ["codepipeline:PutWebhook", pipeline("webhook:mine")],
  "approve storefront/staging": [
    "codepipeline:PutApprovalResult",
    pipeline("storefront/staging/approve"),
  ],
  "approve storefront/prod": [
    "codepipeline:PutApprovalResult",
    pipeline("storefront/prod/approve"),
  ],
  "approve another action": [
    "codepipeline:PutApprovalResult",
    pipeline("storefront/prod/sign-off"),
  ],
  "put a revision": ["codepipeline:PutActionRevision", pipeline("storefront/source/source")],
  "override a condition": ["codepipeline:OverrideStageCondition", pipeline("storefront/prod")],
  "open the gate": ["codepipeline:EnableStageTransition", pipeline("storefront/prod")],
  "retry storefront/prod": ["codepipeline:RetryStageExecution", pipeline("storefront/prod")],
  "retry data-lake/prod": ["codepipeline:RetryStageExecution", pipeline("data-lake/prod")],
  "roll back storefront/prod": ["codepipeline:RollbackStage", pipeline("storefront/prod")],
  "roll back storefront/staging": ["codepipeline:RollbackStage", pipeline("storefront/staging")],
  "close the gate to staging": [
    "codepipeline:DisableStageTransition",
    pipeline("storefront/staging"),
  ],
  "stop storefront": ["codepipeline:StopPipelineExecution", pipeline("storefront")],
};
