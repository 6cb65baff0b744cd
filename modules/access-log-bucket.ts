import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Statement } from "../lib/policy/statement";
import { expireAfter } from "./lifecycle-rules";
import { PrivateBucket } from "./private-bucket";

export interface AccessLogBucketProps {
  readonly bucketName: string;
  /** See `accessLogBucketPolicy`. */
  readonly policy: readonly Statement[];
  /** Days until a log is deleted. @default 365 */
  readonly retentionDays?: number;
  /** The provider of the region; a bucket logs to its own region only. @default the stack's */
  readonly provider?: TerraformProvider;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Takes the server access logs of a region's buckets. Encrypted with S3's own keys: log delivery can't use a KMS key.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends Construct {
  readonly privateBucket: PrivateBucket;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const days = props.retentionDays ?? 365;
    this.privateBucket = new PrivateBucket(this, "bucket", {
      bucketName: props.bucketName,
      policy: props.policy,
      lifecycleRules: expireAfter({ objects: days, oldVersions: 1 }),
      provider: props.provider,
      tags: props.tags,
    });
  }
}
