import type { Construct } from "constructs";
import type { Audit } from "../lib/model/audit";
import { STACK_TAG } from "../lib/model/names";
import type { Platform } from "../lib/model/platform";
import { compileAudit } from "../lib/policy/audit/compile-audit";
import { AccessLogBucket } from "../modules/access-log-bucket";
import { ArtifactKey } from "../modules/artifact-key";
import { AuditBucket } from "../modules/audit-bucket";
import { GatehouseStack } from "./gatehouse-stack";

/** What keeps the audit trail's logs: a bucket and a key, in the log archive where there is one. */
export class AuditStack extends GatehouseStack {
  constructor(scope: Construct, platform: Platform, audit: Audit) {
    super(scope, "audit", {
      platform,
      accountId: audit.archiveAccountId,
      region: platform.tooling.homeRegion,
    });
    const compiled = compileAudit(platform, audit);
    const key = new ArtifactKey(this, "key", {
      aliasName: compiled.keyAlias,
      description: "Encrypts audit logs",
      policy: compiled.keyPolicy,
      deletionWindowInDays: platform.retention.keyDeletionDays,
      tags: { [STACK_TAG]: this.node.id },
    });
    const { accessLogBucketName, accessLogBucketPolicy } = compiled;
    const accessLog =
      accessLogBucketPolicy === undefined
        ? undefined
        : new AccessLogBucket(this, "access-log", {
            bucketName: accessLogBucketName,
            policy: accessLogBucketPolicy,
            retentionDays: platform.retention.accessLogDays,
          });
    new AuditBucket(this, "logs", {
      bucketName: compiled.bucketName,
      policy: compiled.bucketPolicy,
      keyArn: key.arn,
      // Of the tooling stack by its name, of this one by reference, so that it is there first.
      accessLogBucketName: accessLog?.privateBucket.bucket.id ?? accessLogBucketName,
      retentionDays: audit.retentionDays,
      archiveAfterDays: audit.archiveAfterDays,
      objectLock: audit.objectLock,
    });
  }
}
