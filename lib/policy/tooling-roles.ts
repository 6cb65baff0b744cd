import { ARTIFACTS } from "../model/names";
import type { ArtifactLocation } from "./artifact-access";
import { artifactAccess } from "./artifact-access";
import { connectionPrefixes } from "./connection-prefixes";
import type { Statement } from "./statement";

/** The pipeline role moves artifacts between regions and assumes exactly the roles of its actions. */
export function pipelineRoleStatements(props: {
  readonly artifacts: readonly ArtifactLocation[];
  readonly roleArns: readonly string[];
}): Statement[] {
  return [
    { sid: "ActionRoles", actions: ["sts:AssumeRole"], resources: props.roleArns },
    ...artifactAccess(props.artifacts, { read: true, write: "all" }),
  ];
}

/** Reads one repository through the connection, and writes the source artifact. */
export function sourceActionStatements(props: {
  readonly connectionArn: string;
  readonly repository: string;
  readonly artifacts: readonly ArtifactLocation[];
}): Statement[] {
  return [
    ...connectionUseStatements(props),
    ...artifactAccess(props.artifacts, { write: [ARTIFACTS.source], putsAcl: true }),
  ];
}

/**
 * Uses the connection for one repository, as a source does and a build that clones.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html#codebuild-role-connections
 */
export function connectionUseStatements(props: {
  readonly connectionArn: string;
  readonly repository: string;
}): Statement[] {
  return connectionPrefixes(props.connectionArn).map((prefix, index) => ({
    sid: index === 0 ? "Repository" : "StarRepository",
    actions: [`${prefix}:UseConnection`],
    resources: [props.connectionArn],
    conditions: {
      // Not every use is about a repository: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodeconnections.html
      StringEqualsIfExists: { [`${prefix}:FullRepositoryId`]: props.repository },
    },
  }));
}

/** Starts and follows builds of one project. */
export function buildActionStatements(projectArn: string): Statement[] {
  return [
    {
      sid: "Project",
      actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"],
      resources: [projectArn],
    },
  ];
}

/** Tells the approvers, through the topic's key. */
export function approvalActionStatements(props: {
  readonly topicArn: string;
  readonly keyArnPattern: string;
  readonly keyAlias: string;
  readonly viaSns: string;
}): Statement[] {
  return [
    { sid: "Tell", actions: ["sns:Publish"], resources: [props.topicArn] },
    {
      sid: "TopicKey",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [props.keyArnPattern],
      conditions: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": [props.keyAlias] },
        StringEquals: {
          "kms:ViaService": props.viaSns,
          "kms:EncryptionContext:aws:sns:topicArn": props.topicArn,
        },
      },
    },
  ];
}

/** What a CodeBuild project itself does: log, report, move artifacts, and what the team adds. */
export function projectRoleStatements(props: {
  readonly logGroupArn: string;
  readonly reportGroupArn: string;
  readonly artifacts: readonly ArtifactLocation[];
  /** The artifacts it writes, by name. */
  readonly outputs: readonly string[];
  /** The one role that this project deploys with; none for a plain build. */
  readonly deployRoleArn?: string;
  readonly extra: readonly Statement[];
}): Statement[] {
  return [
    {
      sid: "Logs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${props.logGroupArn}:log-stream:*`],
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
      resources: [props.reportGroupArn],
    },
    ...artifactAccess(props.artifacts, { read: true, write: props.outputs, bucket: true }),
    ...(props.deployRoleArn === undefined
      ? []
      : [{ sid: "DeployRole", actions: ["sts:AssumeRole"], resources: [props.deployRoleArn] }]),
    ...props.extra,
  ];
}

/** Only the approval's own action role publishes, over TLS. */
export function approvalTopicPolicy(props: {
  readonly topicArn: string;
  readonly rootArn: string;
  readonly roleArn: string;
}): Statement[] {
  return [
    {
      sid: "ApprovalAction",
      actions: ["sns:Publish"],
      resources: [props.topicArn],
      principals: { AWS: [props.rootArn] },
      conditions: { ArnEquals: { "aws:PrincipalArn": props.roleArn } },
    },
    {
      sid: "OnlyTls",
      effect: "Deny",
      actions: ["sns:Publish"],
      resources: [props.topicArn],
      principals: "*",
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}
