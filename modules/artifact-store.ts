import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { type ArtifactLocation, artifactAccess } from "../lib/policy/artifact-access";
import { type ArtifactReaders, artifactBucketPolicy } from "../lib/policy/bucket-policies";
import type { BoundedRole } from "./bounded-role";
import { expireAfter } from "./lifecycle-rules";
import { PrivateBucket } from "./private-bucket";

export interface ArtifactStoreProps {
  readonly bucketName: string;
  /** The region's artifact key, by ARN: CodePipeline resolves an alias in its own account only. */
  readonly keyArn: string;
  /** Takes this bucket's server access log; in the same region. */
  readonly accessLogBucketName: string;
  /** The bucket and its key as policies name them; see `artifactLocation`. */
  readonly location: ArtifactLocation;
  /** Exactly the roles in exactly the accounts that may read artifacts from outside. @default nobody */
  readonly readers?: ArtifactReaders;
  /** Days until an artifact is deleted. @default 90 */
  readonly artifactDays?: number;
  /** Days until an overwritten artifact is deleted. @default 30 */
  readonly oldVersionDays?: number;
  /** Lets Terraform delete the bucket with every artifact in it, also by a rename. @default false */
  readonly deleteBucketWithArtifacts?: boolean;
  /** The provider of the bucket's region. @default the stack's */
  readonly provider?: TerraformProvider;
  readonly tags?: Readonly<Record<string, string>>;
}

/** One pipeline's artifacts in one region. Takes nothing but what is encrypted with its own key. */
export class ArtifactStore extends Construct {
  readonly privateBucket: PrivateBucket;
  readonly location: ArtifactLocation;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: ArtifactStoreProps) {
    super(scope, id);
    checkLocation(props);
    this.location = props.location;
    this.keyArn = props.keyArn;
    this.privateBucket = new PrivateBucket(this, "artifacts", {
      bucketName: props.bucketName,
      kmsKeyArn: props.keyArn,
      policy: artifactBucketPolicy({
        bucketArn: props.location.bucketArn,
        keyArn: props.keyArn,
        readers: props.readers,
      }),
      lifecycleRules: expireAfter({
        objects: props.artifactDays ?? 90,
        oldVersions: props.oldVersionDays ?? 30,
      }),
      deleteWithContents: props.deleteBucketWithArtifacts,
      provider: props.provider,
      tags: props.tags,
    });
    new S3BucketLoggingA(this, "access-log", {
      bucket: this.privateBucket.bucket.id,
      targetBucket: props.accessLogBucketName,
      targetPrefix: `${props.bucketName}/`,
      provider: props.provider,
    });
  }

  get bucketName(): string {
    return this.privateBucket.bucket.bucket;
  }

  /** Lets a role of the same account read artifacts. For one of another account see `readers`. */
  grantRead(role: BoundedRole): void {
    role.grant(artifactAccess([this.location], { read: true }));
  }

  /**
   * Lets a role of the same account read all artifacts and write some.
   *
   * @param artifacts those it writes, by name; "all" is for the pipeline's own role. CodePipeline tells names apart by
   * their first 10 characters.
   */
  grantReadWrite(role: BoundedRole, artifacts: readonly string[] | "all"): void {
    role.grant(artifactAccess([this.location], { read: true, write: artifacts }));
  }
}

/** A location of another bucket would leave this one without the denies that its policy is there for. */
function checkLocation({ bucketName, location }: ArtifactStoreProps): void {
  if (Token.isUnresolved(bucketName) || Token.isUnresolved(location.bucketArn)) return;
  if (location.bucketArn.endsWith(`:::${bucketName}`)) return;
  throw new Error(`artifact store "${bucketName}" was given the location of ${location.bucketArn}`);
}
