import type { Audit } from "../../model/audit";
import { AuditNames } from "../../model/audit-names";
import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import { accessLogBucketPolicy } from "../bucket-policies";
import type { Statement } from "../statement";
import { auditBucketPolicy } from "./audit-bucket-policy";
import { auditKeyPolicy } from "./audit-key-policy";

export interface CompiledAudit {
  readonly bucketName: string;
  readonly bucketPolicy: readonly Statement[];
  /** Without `alias/`. */
  readonly keyAlias: string;
  readonly keyPolicy: readonly Statement[];
  readonly accessLogBucketName: string;
  /** Undefined where the tooling stack makes that bucket. */
  readonly accessLogBucketPolicy?: readonly Statement[];
}

/** What keeps the trail's logs. */
export function compileAudit(platform: Platform, audit: Audit): CompiledAudit {
  const names = new Names(platform);
  const own = new AuditNames(platform, audit);
  const { archiveAccountId, trailAccountId, trailOwnerId } = audit;
  const bucketArn = names.bucketArn(own.bucket());
  const readerRolePatterns = audit.readers.map((role) => names.roleArn(archiveAccountId, role));
  const accessLogBucketName = own.accessLogBucket();
  return {
    bucketName: own.bucket(),
    bucketPolicy: auditBucketPolicy({
      bucketArn,
      trailArn: own.trailArn(),
      // An organization's logs lie below its id, but for those of the management account.
      folders: [trailOwnerId, ...(audit.scope === "organization" ? [platform.organizationId] : [])],
      readerRolePatterns,
    }),
    keyAlias: own.keyAlias(),
    keyPolicy: auditKeyPolicy({
      rootArn: names.rootArn(archiveAccountId),
      trailArn: own.trailArn(),
      viaS3: names.viaService("s3", platform.tooling.homeRegion),
      readerRolePatterns,
      ...(trailAccountId === archiveAccountId
        ? {}
        : { trailRootArn: names.rootArn(trailAccountId) }),
    }),
    accessLogBucketName,
    ...(archiveAccountId === platform.tooling.accountId
      ? {}
      : {
          accessLogBucketPolicy: accessLogBucketPolicy({
            bucketArn: names.bucketArn(accessLogBucketName),
            accountId: archiveAccountId,
            sourceBucketArnPatterns: [bucketArn],
          }),
        }),
  };
}
