import type { AccountCapability } from "../config/schema/capabilities";

export interface AccountStatement {
  readonly sid: string;
  readonly actions: readonly string[];
  /** Of any account; with `{partition}`. */
  readonly resources: readonly string[];
  /** True where the service has no regions, so that no region can narrow it. @default false */
  readonly global?: boolean;
  /** Condition operator → condition key → value. @default none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Capabilities in accounts. */
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
      sid: "OperateTasks",
      actions: ["ecs:StopTask"],
      resources: ["arn:{partition}:ecs:*:*:task/*"],
    },
    {
      sid: "OperateServices",
      actions: ["ecs:UpdateService"],
      resources: ["arn:{partition}:ecs:*:*:service/*"],
      // Scales and restarts. What a service runs is its pipeline's to say, so no other task definition may be named.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
      conditions: {
        Null: { "ecs:task-definition": "true" },
        StringEqualsIfExists: { "ecs:enable-execute-command": "false" },
      },
    },
    {
      sid: "OperateFunctions",
      actions: ["lambda:GetFunction", "lambda:InvokeFunction"],
      resources: ["arn:{partition}:lambda:*:*:function:*"],
    },
  ],
  // How access is set up and what was done with it; never what an object, a message or a log of a workload says.
  audit: [
    {
      sid: "AuditTrails",
      global: true,
      actions: [
        "cloudtrail:GetEventSelectors",
        "cloudtrail:GetInsightSelectors",
        "cloudtrail:GetTrail",
        "cloudtrail:GetTrailStatus",
      ],
      resources: ["arn:{partition}:cloudtrail:*:*:trail/*"],
    },
    {
      sid: "AuditIdentities",
      global: true,
      actions: [
        "iam:GenerateServiceLastAccessedDetails",
        "iam:GetGroup",
        "iam:GetGroupPolicy",
        "iam:GetOpenIDConnectProvider",
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:GetSAMLProvider",
        "iam:GetUserPolicy",
        "iam:ListAccessKeys",
        "iam:ListAttachedGroupPolicies",
        "iam:ListAttachedRolePolicies",
        "iam:ListAttachedUserPolicies",
        "iam:ListEntitiesForPolicy",
        "iam:ListGroupPolicies",
        "iam:ListGroupsForUser",
        "iam:ListMFADevices",
        "iam:ListPolicyVersions",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
        "iam:ListUserPolicies",
        "iam:SimulatePrincipalPolicy",
      ],
      resources: [
        "arn:{partition}:iam::*:group/*",
        "arn:{partition}:iam::*:oidc-provider/*",
        "arn:{partition}:iam::*:policy/*",
        "arn:{partition}:iam::*:role/*",
        "arn:{partition}:iam::*:saml-provider/*",
        "arn:{partition}:iam::*:user/*",
        "arn:{partition}:iam::aws:policy/*",
      ],
    },
    {
      sid: "AuditKeys",
      global: true,
      actions: [
        "kms:DescribeKey",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListGrants",
        "kms:ListKeyPolicies",
      ],
      resources: ["arn:{partition}:kms:*:*:key/*"],
    },
    {
      sid: "AuditBuckets",
      global: true,
      actions: [
        "s3:GetBucketLogging",
        "s3:GetBucketPolicy",
        "s3:GetBucketPolicyStatus",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketVersioning",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
      ],
      resources: ["arn:{partition}:s3:::*"],
    },
    {
      sid: "AuditBuilds",
      global: true,
      actions: ["codebuild:BatchGetProjects"],
      resources: ["arn:{partition}:codebuild:*:*:project/*"],
    },
    {
      sid: "AuditTopics",
      global: true,
      actions: ["sns:GetTopicAttributes"],
      resources: ["arn:{partition}:sns:*:*:*"],
    },
    {
      sid: "AuditLists",
      global: true,
      actions: [
        "cloudtrail:DescribeTrails",
        "cloudtrail:ListTrails",
        "cloudtrail:LookupEvents",
        "codebuild:ListProjects",
        "iam:GenerateCredentialReport",
        "iam:GetAccountAuthorizationDetails",
        "iam:GetAccountSummary",
        "iam:GetCredentialReport",
        "iam:GetServiceLastAccessedDetails",
        "iam:GetServiceLastAccessedDetailsWithEntities",
        "iam:ListGroups",
        "iam:ListOpenIDConnectProviders",
        "iam:ListPolicies",
        "iam:ListRoles",
        "iam:ListSAMLProviders",
        "iam:ListUsers",
        "kms:ListAliases",
        "kms:ListKeys",
        "s3:ListAllMyBuckets",
        "sns:ListTopics",
      ],
      resources: ["*"],
    },
  ],
};
