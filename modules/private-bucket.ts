import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Statement } from "../lib/policy/statement";
import { policyJson } from "./policy-json";

export interface PrivateBucketProps {
  readonly bucketName: string;
  readonly policy: readonly Statement[];
  /** The KMS key that encrypts objects, with Bucket Keys. @default S3's own keys (AES256) */
  readonly kmsKeyArn?: string;
  readonly lifecycleRules: readonly S3BucketLifecycleConfigurationRule[];
  /** Lets Terraform delete the bucket with everything in it. @default false */
  readonly deleteWithContents?: boolean;
  readonly provider?: TerraformProvider;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What every bucket of ours has in common: owned, closed, versioned, encrypted, TLS only, kept from deletion. */
export class PrivateBucket extends Construct {
  readonly bucket: S3Bucket;
  readonly policy: S3BucketPolicy;
  readonly versioning: S3BucketVersioningA;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { provider } = props;
    this.bucket = new S3Bucket(this, "bucket", {
      bucket: props.bucketName,
      forceDestroy: props.deleteWithContents === true,
      lifecycle: { preventDestroy: props.deleteWithContents !== true },
      tags: { ...props.tags },
      provider,
    });
    const bucket = this.bucket.id;
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
      provider,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      provider,
    });
    this.versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
      provider,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          bucketKeyEnabled: props.kmsKeyArn !== undefined,
          applyServerSideEncryptionByDefault:
            props.kmsKeyArn === undefined
              ? { sseAlgorithm: "AES256" }
              : { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.kmsKeyArn },
        },
      ],
      provider,
    });
    // Rules for old versions are refused while versioning is off.
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [...props.lifecycleRules],
      dependsOn: [this.versioning],
      provider,
    });
    // S3 refuses two changes of one bucket's access at a time.
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyJson(props.policy),
      dependsOn: [publicAccess],
      provider,
    });
  }
}
