import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import type { BoundedRole } from "./bounded-role";
import { dependOn } from "./depend-on";

export interface BuildProjectProps {
  readonly projectName: string;
  readonly description: string;
  /** What builds run as; see `projectRoleStatements`. */
  readonly role: BoundedRole;
  /**
   * The artifact key, by ARN. CodeBuild takes no notice of the pipeline's key; without its own it would use the account's
   * `aws/s3` key, which the artifact bucket refuses. The key's policy must let CloudWatch Logs use it for the log group.
   */
  readonly keyArn: string;
  /** The buildspec's path in the input artifact. Whoever can change that file decides what runs. @default "buildspec.yml" */
  readonly buildspec?: string;
  /** An image with `aarch64` in its name is run on Arm. @default "aws/codebuild/amazonlinux-x86_64-standard:5.0" */
  readonly image?: string;
  /** @default "BUILD_GENERAL1_SMALL" */
  readonly computeType?: string;
  /** Minutes, 5 to 2,160. @default 60 */
  readonly timeoutMinutes?: number;
  /** Plain-text variables; never secrets, since they stand in the Terraform and its state. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Days the build log is kept. @default 365 */
  readonly logRetentionDays?: number;
  /** @default "/aws/codebuild/" and the project's name */
  readonly logGroupName?: string;
  /** Runs the build container privileged: root on the build host. @default false */
  readonly allowPrivilegedBuildContainer?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A CodeBuild project run by a pipeline, with a log group of its own under the same key. */
export class BuildProject extends Construct {
  readonly project: CodebuildProject;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id);
    const image = props.image ?? "aws/codebuild/amazonlinux-x86_64-standard:5.0";
    this.logGroup = new CloudwatchLogGroup(this, "log", {
      name: props.logGroupName ?? `/aws/codebuild/${props.projectName}`,
      kmsKeyId: props.keyArn,
      retentionInDays: props.logRetentionDays ?? 365,
      tags: { ...props.tags },
    });
    this.project = new CodebuildProject(this, "project", {
      name: props.projectName,
      description: props.description,
      serviceRole: props.role.arn,
      encryptionKey: props.keyArn,
      buildTimeout: props.timeoutMinutes ?? 60,
      source: { type: "CODEPIPELINE", buildspec: props.buildspec ?? "buildspec.yml" },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html
        type: image.includes("aarch64") ? "ARM_CONTAINER" : "LINUX_CONTAINER",
        computeType: props.computeType ?? "BUILD_GENERAL1_SMALL",
        image,
        privilegedMode: props.allowPrivilegedBuildContainer === true,
        environmentVariable: Object.entries(props.environment ?? {})
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, value]) => ({ name, value })),
      },
      logsConfig: {
        cloudwatchLogs: { status: "ENABLED", groupName: this.logGroup.name },
        s3Logs: { status: "DISABLED" },
      },
      tags: { ...props.tags },
    });
    dependOn(this.project, [props.role]);
  }
}
