import type { Context } from "../../scene/contexts";
import { type Allowed, needsOf, type Need, type Right } from "./right";
import type { Store, Surroundings } from "./surroundings";

export interface ArtifactUse {
  /** The pipeline's name. */
  readonly pipeline: string;
  /** Reads whatever the pipeline's actions handed on. @default false */
  readonly reads?: boolean;
  /** The artifacts that it writes, by name, or all. @default none */
  readonly writes?: readonly string[] | "all";
  /** Sets who owns what it writes, as a connection's source does: https://github.com/aws/aws-cdk/issues/13557 @default false */
  readonly setsOwner?: boolean;
  /** Looks at the bucket itself. @default false */
  readonly looks?: boolean;
}

/**
 * What reading and writing artifacts takes.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 */
export function artifactRights(
  stores: readonly Store[],
  use: ArtifactUse,
  surroundings: Surroundings,
): Right[] {
  const { reads = false, writes = [], setsOwner = false, looks = false } = use;
  const written = writes === "all" ? ["any"] : writes;
  const rights: Right[] = [];
  if (reads)
    rights.push({
      why: "reads its pipeline's artifacts",
      actions: READING,
      resources: stores.map(({ bucketArn }) => `${bucketArn}/*`),
      needs: stores.flatMap((store) => needsOf(READING, [objectIn(store, use.pipeline, "any")])),
    });
  if (written.length > 0) {
    const actions = setsOwner ? ["s3:PutObject", "s3:PutObjectAcl"] : ["s3:PutObject"];
    rights.push({
      why: writes === "all" ? "moves its pipeline's artifacts" : "writes its own artifacts",
      actions,
      resources: stores.flatMap(({ bucketArn }) =>
        writes === "all"
          ? [`${bucketArn}/*`]
          : writes.map((name) => `${bucketArn}/*/${cut(name)}/*`),
      ),
      needs: stores.flatMap((store) =>
        written.flatMap((artifact) =>
          needsOf(actions, [objectIn(store, use.pipeline, artifact)], encrypted(store)),
        ),
      ),
    });
  }
  if (looks)
    rights.push({
      why: "looks at its pipeline's buckets",
      actions: LOOKING,
      resources: stores.map(({ bucketArn }) => bucketArn),
      needs: needsOf(
        LOOKING,
        stores.map(({ bucketArn }) => bucketArn),
      ),
    });
  return [...rights, ...keyRights(stores, written.length > 0, surroundings)];
}

const READING = ["s3:GetObject", "s3:GetObjectVersion"] as const;
const LOOKING = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"] as const;

/** The keys of the stores, through S3 and for their buckets alone. */
function keyRights(
  stores: readonly Store[],
  writes: boolean,
  surroundings: Surroundings,
): readonly Right[] {
  // Parts of a multipart upload are decrypted too: https://repost.aws/knowledge-center/s3-multipart-kms-decrypt
  const actions = writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"];
  const vias = stores.map(({ region }) => surroundings.via("s3", region));
  const when = {
    "kms:ViaService": { values: vias },
    // With Bucket Keys it is the bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    "kms:EncryptionContext:aws:s3:arn": { values: stores.map(({ bucketArn }) => bucketArn) },
  };
  const needs = stores.flatMap(({ keyArn, bucketArn, region }): Need[] =>
    keyArn === undefined
      ? []
      : needsOf(actions, [keyArn], {
          "kms:ViaService": surroundings.via("s3", region),
          "kms:EncryptionContext:aws:s3:arn": bucketArn,
          "kms:EncryptionContextKeys": ["aws:s3:arn"],
        }),
  );
  return keyUse("uses its stores' keys through S3", { actions, stores, when, needs }, surroundings);
}

/**
 * The use of exact keys, or of whatever key has their alias: ids can't be known beforehand, and an account has an alias
 * once in a region.
 */
export function keyUse(
  why: string,
  use: {
    readonly actions: readonly string[];
    readonly stores: readonly Store[];
    readonly when: Readonly<Record<string, Allowed>>;
    readonly needs: readonly Need[];
  },
  surroundings: Surroundings,
): Right[] {
  const { actions, stores, when, needs } = use;
  const aliases = stores.flatMap((store) => store.aliases);
  return [
    { why, actions, when, needs, resources: stores.flatMap(({ keyArn }) => keyArn ?? []) },
    {
      why,
      actions,
      resources: stores.map(({ region }) => surroundings.inTooling("kms", "key/*", region)),
      when: { ...when, "kms:ResourceAliases": { values: aliases } },
    },
  ];
}

/** `<pipeline, 20 characters>/<artifact, 10>/<random>`: https://github.com/aws/aws-cli/blob/develop/awscli/examples/codebuild/batch-get-builds.rst */
function objectIn({ bucketArn }: Store, pipeline: string, artifact: string): string {
  return `${bucketArn}/${pipeline.slice(0, 20)}/${cut(artifact)}/a1B2c3D`;
}

function cut(artifact: string): string {
  return artifact.slice(0, 10);
}

/** How CodePipeline and CodeBuild put artifacts where the store has a key. */
function encrypted({ keyArn }: Store): Context {
  return keyArn === undefined
    ? {}
    : {
        "s3:x-amz-server-side-encryption": "aws:kms",
        "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn,
      };
}
