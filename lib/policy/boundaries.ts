import type { Statement } from "./statement";

/** Patterns of everything in the tooling account that a role of Gatehouse's may ever touch. */
export interface ToolingBoundaryProps {
  readonly rolePattern: string;
  readonly bucketPattern: string;
  readonly keyPattern: string;
  readonly projectPattern: string;
  readonly reportGroupPattern: string;
  readonly logGroupPattern: string;
  readonly topicPattern: string;
  readonly connectionPatterns: readonly string[];
  /** What builds may do besides, as the config has it. */
  readonly extra: readonly Statement[];
}

/**
 * The most that a pipeline, action or build role can do, whatever is attached to it later. It grants nothing by itself.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function toolingBoundary(props: ToolingBoundaryProps): Statement[] {
  return [
    { sid: "Roles", actions: ["sts:AssumeRole"], resources: [props.rolePattern] },
    {
      sid: "Artifacts",
      actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:PutObjectAcl"],
      resources: [`${props.bucketPattern}/*`],
    },
    {
      sid: "Buckets",
      actions: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
      resources: [props.bucketPattern],
    },
    { sid: "Keys", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [props.keyPattern] },
    {
      sid: "Builds",
      actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"],
      resources: [props.projectPattern],
    },
    {
      sid: "Reports",
      actions: [
        "codebuild:BatchPutCodeCoverages",
        "codebuild:BatchPutTestCases",
        "codebuild:CreateReport",
        "codebuild:CreateReportGroup",
        "codebuild:UpdateReport",
      ],
      resources: [props.reportGroupPattern],
    },
    {
      sid: "Logs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${props.logGroupPattern}:log-stream:*`],
    },
    { sid: "Topics", actions: ["sns:Publish"], resources: [props.topicPattern] },
    ...connections(props.connectionPatterns),
    ...props.extra,
  ];
}

/** One statement for each prefix that connections have; IAM refuses a statement without resources. */
function connections(patterns: readonly string[]): Statement[] {
  const groups = [
    { sid: "Connections", prefix: "codeconnections" },
    { sid: "StarConnections", prefix: "codestar-connections" },
  ];
  return groups
    .map(({ sid, prefix }) => ({
      sid,
      actions: [`${prefix}:UseConnection`],
      resources: patterns.filter((pattern) => pattern.split(":")[2] === prefix),
    }))
    .filter(({ resources }) => resources.length > 0);
}

/**
 * The most that a deploy or plan role can do: exactly what it is given, and never less, so that the boundary still holds
 * when somebody attaches more by hand.
 */
export function deployBoundary(given: readonly Statement[]): Statement[] {
  return [...given, ...guardRails()];
}

/**
 * The most that an execution role, and any role that it creates, can do. The boundary allows what the profile allows;
 * roles created under it can share that out, never exceed it.
 */
export function executionBoundary(props: {
  readonly allowed: readonly Statement[];
  readonly boundaryArn: string;
}): Statement[] {
  return [
    ...props.allowed,
    ...guardRails(),
    ...keepBoundary(props.boundaryArn),
    ...onlyOwnBoundary(props.boundaryArn),
  ];
}

/** Denied even if a profile were to allow it: long-lived credentials and the organization itself. */
function guardRails(): Statement[] {
  return [
    {
      sid: "NoUsersOrKeys",
      effect: "Deny",
      actions: [
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:CreateServiceSpecificCredential",
        "iam:CreateUser",
        "iam:DeleteRolePermissionsBoundary",
        "organizations:*",
        "sso:*",
      ],
      resources: ["*"],
    },
  ];
}

/**
 * Whatever a profile allows, no role is made or widened but under this boundary. A key that is missing counts as
 * different, so a role without any boundary is refused too.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
function onlyOwnBoundary(boundaryArn: string): Statement[] {
  return [
    {
      sid: "OnlyOwnBoundary",
      effect: "Deny",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
      ],
      resources: ["*"],
      conditions: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
  ];
}

function keepBoundary(boundaryArn: string): Statement[] {
  return [
    {
      sid: "KeepBoundary",
      effect: "Deny",
      actions: [
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
      ],
      resources: [boundaryArn],
    },
  ];
}
