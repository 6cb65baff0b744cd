import type { AuditConfig } from "../config/schema/audit";
import type { AccountId } from "../config/schema/names";
import type { PlatformConfig } from "../config/schema/platform";
import { sorted } from "./order";

/** What is recorded, by which account's trail, and which account keeps it. */
export interface Audit extends Omit<AuditConfig, "adminAccountId"> {
  /** Keeps the logs and their key: the log archive, or where there is none the tooling account. */
  readonly archiveAccountId: AccountId;
  /** Where Terraform makes the trail. */
  readonly trailAccountId: AccountId;
  /**
   * Whose the trail is by its ARN: an organization's trail is the management account's, whoever makes it.
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
   */
  readonly trailOwnerId: AccountId;
}

export function resolveAudit(config: PlatformConfig): Audit | undefined {
  const { audit, logArchive, organization, tooling } = config;
  if (audit === undefined) return undefined;
  const { adminAccountId, ...rest } = audit;
  const ofOrganization = audit.scope === "organization";
  return {
    ...rest,
    readers: sorted(new Set(audit.readers)),
    archiveAccountId: logArchive?.accountId ?? tooling.accountId,
    trailAccountId: ofOrganization
      ? (adminAccountId ?? organization.managementAccountId)
      : tooling.accountId,
    trailOwnerId: ofOrganization ? organization.managementAccountId : tooling.accountId,
  };
}
