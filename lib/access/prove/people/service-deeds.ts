import type { WorldPipeline, WorldProject } from "../../world/world";
import type { ArtifactStore } from "../scene/artifact-stores";
import { throughS3 } from "../scene/contexts";
import type { Scene } from "../scene/scene";
import type { Deed } from "./deed";
import type { Person } from "./person";
import { holds, tagged } from "./pipeline-deeds";

/** Ways round a pipeline that lead through what it is made of: its source, its builds, its artifacts, its keys. */
export function serviceDeeds(pipeline: WorldPipeline, scene: Scene): Deed[] {
  const projects = scene.projectsOf(pipeline.name);
  const stores = scene.stores.filter((store) => store.pipeline === pipeline);
  return [
    ...sourceDeeds(pipeline, scene),
    ...projects.flatMap(buildDeeds),
    ...stores.flatMap((store) => storeDeeds(store, scene)),
  ];
}

/**
 * Committing by the connection, or letting a pipeline of one's own use it.
 * https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html
 */
function sourceDeeds(pipeline: WorldPipeline, scene: Scene): Deed[] {
  const sources = pipeline.stages.flatMap(({ actions }) =>
    actions.filter(({ category }) => category === "Source"),
  );
  return sources.flatMap(({ configuration }) => {
    const arn = configuration["ConnectionArn"];
    const repository = configuration["FullRepositoryId"];
    if (arn === undefined || repository === undefined) return [];
    return ["codeconnections", "codestar-connections"].flatMap((service): Deed[] => {
      const resource = arn.replace(/:code(star-)?connections:/, `:${service}:`);
      const given = {
        [`${service}:FullRepositoryId`]: repository,
        [`${service}:PassedToService`]: "codepipeline.amazonaws.com",
      };
      const shared = { resource, context: given, accountId: pipeline.accountId };
      return [
        {
          ...shared,
          what: `push to ${repository} by the connection of ${pipeline.name}`,
          action: `${service}:UseConnection`,
          isGranted: (person) => holdsOnRepository(person, repository, scene),
        },
        {
          ...shared,
          what: `pass the connection of ${pipeline.name} on`,
          action: `${service}:PassConnection`,
          isGranted: (person) => holdsByConnection(person, arn, scene),
        },
        {
          ...shared,
          context: {},
          what: `delete the connection of ${pipeline.name}`,
          action: `${service}:DeleteConnection`,
        },
      ];
    });
  });
}

/** Whoever commits to a repository changes whatever runs from it. */
function holdsOnRepository(person: Person, repository: string, scene: Scene): boolean {
  return scene
    .pipelinesFrom(repository)
    .some((pipeline) => holds("source", pipeline, scene)(person));
}

function holdsByConnection(person: Person, arn: string, scene: Scene): boolean {
  return scene.pipelinesBy(arn).some((pipeline) => holds("edit", pipeline, scene)(person));
}

/** A build runs as its project's role, with whatever buildspec it is started with. */
function buildDeeds({ arn, name, accountId, tags }: WorldProject): Deed[] {
  const context = tagged(tags);
  return BUILDS.map((action) => ({
    what: `${action.slice("codebuild:".length)} on project ${name}`,
    action,
    resource: arn,
    context,
    accountId,
  }));
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html */
const BUILDS: readonly string[] = [
  "codebuild:CreateWebhook",
  "codebuild:DeleteProject",
  "codebuild:RetryBuild",
  "codebuild:StartBuild",
  "codebuild:StartBuildBatch",
  "codebuild:UpdateProject",
  "codebuild:UpdateWebhook",
];

function storeDeeds(store: ArtifactStore, scene: Scene): Deed[] {
  const { world, platform } = scene;
  const { bucket, key, keyArn, object, pipeline, region } = store;
  const context = {
    "s3:x-amz-server-side-encryption": "aws:kms",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn ?? null,
  };
  const { accountId } = bucket;
  const onBucket = BUCKETS.map((action) => ({
    what: `change artifacts of ${pipeline.name} (${action})`,
    action,
    resource: action.includes("Object") ? object : bucket.arn,
    context,
    accountId,
  }));
  const reads = [
    { resource: object, isGranted: holds("artifacts", pipeline, scene) },
    // An access point of somebody's own would lead to the same objects.
    {
      resource: `arn:${world.partition}:s3:${region}:${accountId}:accesspoint/zz-stray/object/any`,
      isGranted: (person: Person) =>
        scene.world.pipelines.some((any) => holds("artifacts", any, scene)(person)),
    },
    // The session that a grant gives has none of a person's denies.
    {
      resource: `arn:${world.partition}:s3:${region}:${accountId}:access-grants/default`,
      action: "s3:GetDataAccess",
    },
  ].map((read) => ({
    action: "s3:GetObject",
    ...read,
    what: `read artifacts of ${pipeline.name}`,
    context: {},
    accountId,
  }));
  if (key === undefined) return [...onBucket, ...reads];
  const calls = {
    ...throughS3(bucket.arn, region, key.aliases, platform.partition),
    "kms:ViaService": null,
    "kms:GrantIsForAWSResource": "false",
  };
  const onKey = KEYS.map((action) => ({
    what: `change the key of ${pipeline.name}'s artifacts (${action})`,
    action,
    resource: key.arn,
    context: calls,
    accountId,
  }));
  const aliases = key.aliases.map((alias) => ({
    what: `point ${alias} to another key`,
    action: "kms:UpdateAlias",
    resource: `arn:${world.partition}:kms:${region}:${key.accountId}:${alias}`,
    context: {},
    accountId,
  }));
  return [...onBucket, ...reads, ...onKey, ...aliases];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const BUCKETS: readonly string[] = [
  "s3:DeleteBucketPolicy",
  "s3:DeleteObject",
  "s3:PutBucketPolicy",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutObject",
  "s3:PutReplicationConfiguration",
];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
const KEYS: readonly string[] = [
  "kms:CreateGrant",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
];
