import type { Statement } from "./statement";

/** One artifact bucket and its key, as a policy needs to know them. */
export interface ArtifactLocation {
  readonly region: string;
  readonly bucketArn: string;
  /** A pattern for the key's ARN: key ids can't be computed, so the alias narrows it. */
  readonly keyArnPattern: string;
  /** With `alias/`. */
  readonly keyAlias: string;
  /** S3 as `kms:ViaService` names it. */
  readonly viaS3: string;
}

const OBJECT_ACTIONS = {
  read: ["s3:GetObject", "s3:GetObjectVersion"],
  write: ["s3:PutObject"],
} as const;

/**
 * What AWS's own minimum has for the bucket itself.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 */
const BUCKET_ACTIONS = [
  "s3:GetBucketAcl",
  "s3:GetBucketLocation",
  "s3:GetBucketVersioning",
] as const;

const KEY_ACTIONS = {
  read: ["kms:Decrypt"],
  // A multipart upload decrypts the data key of its parts: https://repost.aws/knowledge-center/s3-multipart-kms-decrypt
  write: ["kms:Decrypt", "kms:GenerateDataKey"],
} as const;

export interface ArtifactAccess {
  /** May read any artifact of the pipeline. @default false */
  readonly read?: boolean;
  /**
   * The artifacts it may write, by name, or all. A build that could write any artifact could swap a saved plan after it
   * was approved.
   * @default none
   */
  readonly write?: readonly string[] | "all";
  /**
   * Says with each put who owns the object, as a connection's source does; S3 wants a permission of its own for that.
   * @default false
   */
  readonly putsAcl?: boolean;
  /** May look at the bucket itself. @default whether it writes */
  readonly bucket?: boolean;
}

/** What a role needs to read or write artifacts, and the key for these buckets alone. */
export function artifactAccess(
  locations: readonly ArtifactLocation[],
  access: ArtifactAccess,
): Statement[] {
  const { read = false, write = [], putsAcl = false } = access;
  const writes = write === "all" || write.length > 0;
  const { bucket = writes } = access;
  const modes = [...(read ? (["read"] as const) : []), ...(writes ? (["write"] as const) : [])];
  const inBuckets = (pattern: string) =>
    locations.map((location) => `${location.bucketArn}/${pattern}`);
  return [
    ...(read
      ? [{ sid: "ReadArtifacts", actions: OBJECT_ACTIONS.read, resources: inBuckets("*") }]
      : []),
    ...(writes
      ? [
          {
            sid: "WriteArtifacts",
            // https://github.com/aws/aws-cdk/issues/13557: without it a connection's upload is refused.
            actions: [...OBJECT_ACTIONS.write, ...(putsAcl ? ["s3:PutObjectAcl"] : [])],
            // CodePipeline's object keys: <pipeline, cut>/<artifact, cut to 10 characters>/<random>
            resources:
              write === "all"
                ? inBuckets("*")
                : write.flatMap((artifact) => inBuckets(`*/${artifact.slice(0, 10)}/*`)),
          },
        ]
      : []),
    ...(bucket
      ? [
          {
            sid: "ArtifactBucket",
            actions: BUCKET_ACTIONS,
            resources: locations.map((location) => location.bucketArn),
          },
        ]
      : []),
    {
      sid: "ArtifactKey",
      actions: [...new Set(modes.flatMap((mode) => KEY_ACTIONS[mode]))],
      resources: locations.map((location) => location.keyArnPattern),
      conditions: {
        "ForAnyValue:StringEquals": {
          "kms:ResourceAliases": locations.map((location) => location.keyAlias),
        },
        StringEquals: {
          "kms:ViaService": locations.map((location) => location.viaS3),
          // With Bucket Keys the context is the bucket's ARN, not the object's: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
          "kms:EncryptionContext:aws:s3:arn": locations.map((location) => location.bucketArn),
        },
      },
    },
  ];
}
