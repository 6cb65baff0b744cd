/** How a type of resource gets its policy, of those that may have one or are asked about by ARN. */
export interface ResourceType {
  /** Terraform's, such as `aws_s3_bucket`. */
  readonly type: string;
  /** The argument that names it. @default "name" */
  readonly named?: string;
  /** A type of its own that carries the policy, and the argument by which it refers to the resource's ARN, id or name. */
  readonly policyType?: string;
  readonly refersBy?: string;
  /** The policy type's argument with the document. @default "policy" */
  readonly document?: string;
}

export const RESOURCE_TYPES: readonly ResourceType[] = [
  {
    type: "aws_s3_bucket",
    named: "bucket",
    policyType: "aws_s3_bucket_policy",
    refersBy: "bucket",
  },
  { type: "aws_kms_key", named: "key_id", policyType: "aws_kms_key_policy", refersBy: "key_id" },
  { type: "aws_kms_external_key", named: "id" },
  { type: "aws_kms_replica_key", named: "key_id" },
  { type: "aws_sns_topic", policyType: "aws_sns_topic_policy", refersBy: "arn" },
  { type: "aws_sqs_queue", policyType: "aws_sqs_queue_policy", refersBy: "queue_url" },
  { type: "aws_ecr_repository", policyType: "aws_ecr_repository_policy", refersBy: "repository" },
  {
    type: "aws_secretsmanager_secret",
    policyType: "aws_secretsmanager_secret_policy",
    refersBy: "secret_arn",
  },
  {
    type: "aws_dynamodb_table",
    policyType: "aws_dynamodb_resource_policy",
    refersBy: "resource_arn",
  },
  {
    type: "aws_cloudwatch_event_bus",
    policyType: "aws_cloudwatch_event_bus_policy",
    refersBy: "event_bus_name",
  },
  {
    type: "aws_codebuild_project",
    policyType: "aws_codebuild_resource_policy",
    refersBy: "resource_arn",
  },
  { type: "aws_lambda_function", named: "function_name" },
  { type: "aws_codepipeline" },
  { type: "aws_codestarconnections_connection" },
  { type: "aws_codeconnections_connection" },
  { type: "aws_codecommit_repository", named: "repository_name" },
  { type: "aws_cloudwatch_log_group" },
  { type: "aws_cloudwatch_event_rule" },
  { type: "aws_cloudwatch_metric_alarm", named: "alarm_name" },
  { type: "aws_cloudtrail" },
  { type: "aws_ecs_cluster" },
  { type: "aws_iam_openid_connect_provider", named: "url" },
  { type: "aws_iam_policy" },
  { type: "aws_iam_saml_provider" },
  { type: "aws_sfn_state_machine" },
  { type: "aws_ssm_parameter" },
];
