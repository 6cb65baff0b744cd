import type { Reading } from "./reading";
import { RESOURCE_TYPES } from "./resource-types";

/** Says of every resource that has no part in the world what that means. */
export function reportOthers(reading: Reading): void {
  for (const type of reading.resolver.types.slice().sort()) {
    if (MODELLED.has(type) || HARMLESS.has(type) || ELSEWHERE.test(type)) continue;
    for (const block of reading.resolver.all(type))
      reading.report(
        block,
        WARNINGS.get(type) ?? `no ${type} is modelled: what it grants isn't seen`,
      );
  }
  reportTargets(reading);
}

/** Whose targets run with rights of their own. */
const RUNS = /^arn:[^:]+:(codebuild|codepipeline|ecs|lambda|states):/;

function reportTargets(reading: Reading): void {
  for (const block of reading.resolver.all("aws_cloudwatch_event_target")) {
    const arn = reading.resolver.find(block, "arn");
    if (arn === undefined || RUNS.test(arn))
      reading.report(block, `events start ${arn ?? "something"}, whoever brings them about`);
  }
}

const WARNINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    aws_iam_user:
      "users are not modelled: what this user may do by policies of its own is in no verdict, only what its groups give",
    aws_iam_user_policy: "a user's own policy is in no verdict",
    aws_iam_user_policy_attachment: "a user's own policy is in no verdict",
    aws_codebuild_webhook: "whoever changes its repository starts the project, in no verdict",
    aws_codepipeline_webhook: "whoever has its secret starts the pipeline, in no verdict",
    aws_s3_bucket_acl:
      "what the list grants is in no verdict, but for ownership controls that void it",
    aws_iam_access_key: "whoever has this access key is its user, in no verdict",
    aws_kms_grant: "a grant lets its grantee use the key beside all policies: it is in no verdict",
    aws_s3_access_point: "an access point has a policy of its own, which is in no verdict",
    aws_cloudwatch_log_resource_policy:
      "a policy for all log groups of an account and region is in no verdict",
  }),
);

const MODELLED: ReadonlySet<string> = new Set([
  ...RESOURCE_TYPES.flatMap(({ type, policyType }) =>
    policyType === undefined ? [type] : [type, policyType],
  ),
  "aws_iam_group",
  "aws_iam_group_membership",
  "aws_iam_group_policy",
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_iam_user_group_membership",
  "aws_identitystore_group",
  "aws_kms_alias",
  "aws_lambda_permission",
  "aws_organizations_policy",
  "aws_organizations_policy_attachment",
  "aws_s3_bucket_public_access_block",
  "aws_ssoadmin_account_assignment",
  "aws_ssoadmin_customer_managed_policy_attachment",
  "aws_ssoadmin_managed_policy_attachment",
  "aws_ssoadmin_permission_set",
  "aws_ssoadmin_permission_set_inline_policy",
  "aws_ssoadmin_permissions_boundary_attachment",
]);

/** Known to have no bearing on who may do what, or to say no more than what is modelled. */
const HARMLESS: ReadonlySet<string> = new Set([
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_log_metric_filter",
  "aws_cloudwatch_query_definition",
  "aws_cloudwatch_dashboard",
  "aws_cloudwatch_log_stream",
  "aws_codestarnotifications_notification_rule",
  "aws_ecr_lifecycle_policy",
  "aws_iam_account_alias",
  "aws_iam_account_password_policy",
  "aws_iam_role_policies_exclusive",
  "aws_iam_role_policy_attachments_exclusive",
  "aws_identitystore_group_membership",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_notification",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_secretsmanager_secret_version",
  "aws_sns_topic_subscription",
  "aws_ssoadmin_instance_access_control_attributes",
]);

/** Providers that know nothing of AWS. */
const ELSEWHERE = /^(archive|github|gitlab|local|null|random|terraform|tfe|time|tls)_/;
