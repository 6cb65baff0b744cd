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

const KEY_ACTIONS = {
  read: ["kms:Decrypt"],
  // A multipart upload decrypts the data key of its parts: https://repost.aws/knowledge-center/s3-multipart-kms-decrypt
  write: ["kms:Decrypt", "kms:GenerateDataKey"],
} as const;

/** What a role needs to read or write artifacts, and the key for these buckets alone. */
export function artifactAccess(locations: readonly ArtifactLocation[], access: "read" | "write" | "read-write"): Statement[] {
  const modes = access === "read-write" ? (["read", "write"] as const) : [access];
  return [
    {
      sid: "Artifacts",
      actions: modes.flatMap((mode) => OBJECT_ACTIONS[mode]),
      resources: locations.map((location) => `${location.bucketArn}/*`),
    },
    ...(access === "read"
      ? []
      : [
          {
            // CodePipeline and CodeBuild look at the bucket before they write to it.
            sid: "ArtifactBucket",
            actions: ["s3:GetBucketVersioning", "s3:GetBucketLocation"],
            resources: locations.map((location) => location.bucketArn),
          },
        ]),
    {
      sid: "ArtifactKey",
      actions: [...new Set(modes.flatMap((mode) => KEY_ACTIONS[mode]))],
      resources: locations.map((location) => location.keyArnPattern),
      conditions: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": locations.map((location) => location.keyAlias) },
        StringEquals: {
          "kms:ViaService": locations.map((location) => location.viaS3),
          // With Bucket Keys the context is the bucket's ARN, not the object's: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
          "kms:EncryptionContext:aws:s3:arn": locations.map((location) => location.bucketArn),
        },
      },
    },
  ];
}
