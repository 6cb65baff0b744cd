import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { Construct } from "constructs";
import type { Statement } from "../lib/policy/statement";
import { archiveAfter, expireAfter } from "./lifecycle-rules";
import { PrivateBucket } from "./private-bucket";

export interface AuditBucketProps {
  readonly bucketName: string;
  /** See `auditBucketPolicy`. */
  readonly policy: readonly Statement[];
  readonly keyArn: string;
  /** Takes this bucket's server access log; in the same account and region. */
  readonly accessLogBucketName: string;
  /** Days until a log is deleted. */
  readonly retentionDays: number;
  /** Days until a log is moved to Glacier Flexible Retrieval. @default never */
  readonly archiveAfterDays?: number;
  /** Keeps every log from deletion for so many days. Once on, it can't be switched off. @default none */
  readonly objectLock?: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };
  readonly tags?: Readonly<Record<string, string>>;
}

/** Keeps audit logs: what is written stays as it is until it is old enough. */
export class AuditBucket extends Construct {
  readonly privateBucket: PrivateBucket;

  constructor(scope: Construct, id: string, props: AuditBucketProps) {
    super(scope, id);
    const { bucketName, archiveAfterDays, objectLock } = props;
    this.privateBucket = new PrivateBucket(this, "logs", {
      bucketName,
      policy: props.policy,
      kmsKeyArn: props.keyArn,
      lifecycleRules: [
        ...expireAfter({ objects: props.retentionDays, oldVersions: 1 }),
        ...(archiveAfterDays === undefined ? [] : archiveAfter(archiveAfterDays)),
      ],
      tags: props.tags,
    });
    const bucket = this.privateBucket.bucket.id;
    new S3BucketLoggingA(this, "access-log", {
      bucket,
      targetBucket: props.accessLogBucketName,
      targetPrefix: `${bucketName}/`,
    });
    if (objectLock !== undefined)
      new S3BucketObjectLockConfigurationA(this, "object-lock", {
        bucket,
        objectLockEnabled: "Enabled",
        rule: { defaultRetention: { mode: objectLock.mode, days: objectLock.days } },
        // S3 takes it for buckets with versions only.
        dependsOn: [this.privateBucket.versioning],
      });
  }
}
