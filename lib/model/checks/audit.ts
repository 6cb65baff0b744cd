import type { Finding } from "../../config/problem";
import { type Check, type CheckInput, droppedFrom } from "./check";

type Config = CheckInput["config"];

/** Whether the trail can be made as described, and what its settings leave open. */
export const checkAudit: Check = (input) => {
  const { config } = input;
  if (config.audit === undefined || droppedFrom(input, "audit")) return [];
  return [
    ...withoutOrganization(config.audit),
    ...archivedTooLate(config.audit),
    ...lockedLonger(config.audit),
    ...unread(config.audit),
    ...(droppedFrom(input, "logArchive") ? [] : besideThePipelines(config)),
  ];
};

type AuditConfig = NonNullable<Config["audit"]>;

function withoutOrganization({ scope, adminAccountId }: AuditConfig): Finding[] {
  if (scope === "organization" || adminAccountId === undefined) return [];
  return [
    {
      code: "audit-admin-unused",
      path: ["audit", "adminAccountId"],
      got: adminAccountId,
      message:
        "only an organization's trail is made by an administrator; this one is the tooling account's own",
      fix: "remove it, or set scope: organization",
    },
  ];
}

function archivedTooLate({ archiveAfterDays, retentionDays }: AuditConfig): Finding[] {
  if (archiveAfterDays === undefined || archiveAfterDays < retentionDays) return [];
  return [
    {
      code: "audit-archived-too-late",
      path: ["audit", "archiveAfterDays"],
      got: String(archiveAfterDays),
      message: `logs are deleted after ${retentionDays} days, so that none would be archived`,
      fix: `archive before, keep logs longer, or remove this`,
    },
  ];
}

function lockedLonger({ objectLock, retentionDays }: AuditConfig): Finding[] {
  if (objectLock === undefined || objectLock.days <= retentionDays) return [];
  return [
    {
      code: "audit-locked-too-long",
      path: ["audit", "objectLock", "days"],
      got: String(objectLock.days),
      message: `logs are to be deleted after ${retentionDays} days, and the lock keeps them longer`,
      fix: `set retentionDays to ${objectLock.days} or more, or lock for ${retentionDays} days at most`,
    },
  ];
}

function unread({ readers }: AuditConfig): Finding[] {
  if (readers.length > 0) return [];
  return [
    {
      code: "audit-without-readers",
      severity: "warning",
      path: ["audit"],
      atKey: true,
      message: "nobody may read the logs",
      fix: "add readers: roles of the account that keeps the logs",
    },
  ];
}

function besideThePipelines({ logArchive }: Config): Finding[] {
  if (logArchive !== undefined) return [];
  return [
    {
      code: "audit-in-tooling",
      severity: "warning",
      path: ["audit"],
      atKey: true,
      message: "the logs are kept in the tooling account, by whose administrators they are about",
      fix: "add logArchive: an account that keeps logs alone",
    },
  ];
}
