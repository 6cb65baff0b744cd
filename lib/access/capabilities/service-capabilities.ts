import type { WorldAction } from "../world/world";
import {
  type Capability,
  type CapabilityRequest,
  type PipelineGround,
  lowerCased,
} from "./capability";
import { codePipeline } from "./codepipeline-capabilities";
import { dnsSuffix } from "./dns-suffix";

/** What people do with pipelines by the means of other services. */
export const SERVICE_CAPABILITIES: readonly Capability[] = [
  {
    name: "logs",
    level: "pipeline",
    may: lowerCased([
      "codebuild:BatchGetBuilds",
      "codebuild:ListBuildsForProject",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
    ]),
    // A log stream has no tags: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
    untagged: lowerCased(["logs:GetLogEvents"]),
    requests: (ground) => {
      const requests = logRequests(ground);
      return { needs: requests, marks: requests };
    },
  },
  {
    name: "artifacts",
    level: "pipeline",
    may: lowerCased(["s3:GetObject", "s3:GetObjectVersion", "kms:Decrypt"]),
    requests: (ground) => {
      const objects = objectRequests(ground);
      return { needs: [...objects, ...keyRequests(ground)], marks: objects };
    },
  },
  {
    name: "source",
    level: "pipeline",
    may: lowerCased(["codeconnections:UseConnection", "codestar-connections:UseConnection"]),
    requests: (ground) => {
      const requests = sourcesOf(ground).map(useConnection);
      return { needs: requests, marks: requests };
    },
  },
  {
    name: "edit",
    level: "pipeline",
    may: lowerCased([
      "codepipeline:UpdatePipeline",
      "iam:PassRole",
      "codeconnections:PassConnection",
      "codestar-connections:PassConnection",
    ]),
    requests: (ground) => {
      const update = codePipeline(ground, "UpdatePipeline");
      const passed = sourcesOf(ground).map(passConnection);
      return { needs: [update, passRole(ground), ...passed], marks: [update] };
    },
  },
];

/** Of each project: its builds, and the log that they write. */
function logRequests({ projects, tagKeys }: PipelineGround): CapabilityRequest[] {
  return projects.flatMap((project) => {
    const here = { "aws:RequestedRegion": project.region };
    const context = { ...here, ...tagKeys(project.arn) };
    const builds = ["codebuild:BatchGetBuilds", "codebuild:ListBuildsForProject"].map((action) => ({
      action,
      resource: project.arn,
      context,
    }));
    if (project.logGroupArn === undefined) return builds;
    const group = project.logGroupArn.replace(/:\*$/, "");
    return [
      ...builds,
      {
        action: "logs:FilterLogEvents",
        resource: `${group}:log-stream:`,
        context: { ...here, ...tagKeys(group) },
      },
      {
        action: "logs:GetLogEvents",
        resource: `${group}:log-stream:a-build`,
        context: { ...here, ...NO_TAGS },
      },
    ];
  });
}

/** Of no tag is known that it is there, so a condition on one is not met. */
const NO_TAGS = { "aws:ResourceTag/gatehouse:team": null };

function objectRequests({ pipeline }: PipelineGround): CapabilityRequest[] {
  // CodePipeline cuts the folder's name, and the object's is random:
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome-introducing-artifacts.html
  const key = `${pipeline.name.slice(0, 20)}/build/an-artifact`;
  return pipeline.stores.flatMap(({ bucket, region }) =>
    ["s3:GetObject", "s3:GetObjectVersion"].map((action) => ({
      action,
      resource: `${bucketArn(pipeline.arn, bucket)}/${key}`,
      context: { "aws:RequestedRegion": region },
    })),
  );
}

/** What S3 asks of the key for whoever reads, with Bucket Keys on: the context is the bucket's ARN. */
function keyRequests({ pipeline, partition }: PipelineGround): CapabilityRequest[] {
  return pipeline.stores.flatMap(({ bucket, region, keyArn }) =>
    keyArn === undefined
      ? []
      : [
          {
            action: "kms:Decrypt",
            resource: keyArn,
            context: {
              "aws:RequestedRegion": region,
              "kms:ViaService": `s3.${region}.${dnsSuffix(partition)}`,
              // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
              "kms:EncryptionContext:aws:s3:arn": bucketArn(pipeline.arn, bucket),
              "kms:EncryptionContextKeys": "aws:s3:arn",
            },
          },
        ],
  );
}

export function bucketArn(pipelineArn: string, bucket: string): string {
  const [, partition = "aws"] = pipelineArn.split(":");
  return `arn:${partition}:s3:::${bucket}`;
}

/** A repository that a pipeline reads through a connection. */
export interface ConnectedSource {
  readonly connection: string;
  readonly repository: string;
  readonly region: string;
}

/** The repositories that a pipeline reads through a connection. */
export function sourcesOf({ pipeline }: Pick<PipelineGround, "pipeline">): ConnectedSource[] {
  return pipeline.stages
    .flatMap(({ actions }): readonly WorldAction[] => actions)
    .flatMap(({ category, region, configuration }) => {
      const { ConnectionArn: connection, FullRepositoryId: repository } = configuration;
      return category === "Source" && connection !== undefined && repository !== undefined
        ? [{ connection, repository, region }]
        : [];
    });
}

/** https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html#permissions-reference-connections-use */
function useConnection({ connection, repository, region }: ConnectedSource): CapabilityRequest {
  const prefix = prefixOf(connection);
  return {
    action: `${prefix}:UseConnection`,
    resource: connection,
    context: { "aws:RequestedRegion": region, [`${prefix}:FullRepositoryId`]: repository },
  };
}

/** https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html#permissions-reference-connections-passconnection */
function passConnection({ connection, region }: ConnectedSource): CapabilityRequest {
  const prefix = prefixOf(connection);
  return {
    action: `${prefix}:PassConnection`,
    resource: connection,
    context: {
      "aws:RequestedRegion": region,
      [`${prefix}:PassedToService`]: "codepipeline.amazonaws.com",
    },
  };
}

/** Connections of before July 2024 keep `codestar-connections` in their ARN, and its actions go by that. */
function prefixOf(connection: string): string {
  return connection.split(":")[2] ?? "codeconnections";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
function passRole({ pipeline }: PipelineGround): CapabilityRequest {
  return {
    action: "iam:PassRole",
    resource: pipeline.roleArn,
    context: {
      "aws:RequestedRegion": pipeline.region,
      "iam:PassedToService": "codepipeline.amazonaws.com",
      "iam:AssociatedResourceArn": pipeline.arn,
    },
  };
}
