import type { CatalogueEntry } from "./catalogue-entry";

const LOG_ARCHIVE = { path: ["logArchive"], value: { accountId: "300000000009" } };
const READERS = ["security-auditor"];

export const AUDIT_PROBLEMS = {
  "audit-admin-unused": {
    title: "The trail's administrator is named, and there is none",
    meaning:
      "A trail of the whole organization is made by its management account or by CloudTrail's delegated administrator. A trail of one account is made in that account. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html",
    provoke: {
      set: [{ path: ["audit"], value: { readers: READERS, adminAccountId: "300000000008" } }],
    },
    remedy: { set: [{ path: ["audit", "scope"], value: "organization" }] },
  },
  "audit-archived-too-late": {
    title: "Logs would be deleted before they are archived",
    meaning:
      "S3 moves a log to another storage class so many days after it was written, and deletes it after retentionDays. Moving it on the day on which it is deleted, or later, does nothing. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
    provoke: {
      set: [LOG_ARCHIVE, { path: ["audit"], value: { readers: READERS, archiveAfterDays: 400 } }],
    },
    remedy: { set: [{ path: ["audit", "archiveAfterDays"], value: 90 }] },
  },
  "audit-locked-too-long": {
    title: "Logs are locked for longer than they are kept",
    meaning:
      "Object Lock keeps every version of a log from deletion, also from S3's own at the end of retentionDays. What retentionDays says would then not be true. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html",
    provoke: {
      set: [
        {
          path: ["audit"],
          value: { readers: READERS, objectLock: { mode: "GOVERNANCE", days: 401 } },
        },
      ],
    },
    remedy: { set: [{ path: ["audit", "retentionDays"], value: 401 }] },
  },
  "audit-without-readers": {
    title: "Nobody may read the audit logs",
    meaning:
      "The bucket and the key let in exactly the roles that readers names, and everybody else is denied, administrators too. Logs that nobody reads help when something happened, once somebody is named and the stack applied.",
    severity: "warning",
    provoke: { set: [{ path: ["audit"], value: {} }] },
    remedy: { set: [{ path: ["audit", "readers"], value: READERS }] },
  },
  "audit-in-tooling": {
    title: "Audit logs are kept where what they tell of happens",
    meaning:
      "Without a log archive the logs are in the tooling account. Policies keep personas and pipelines from them, but an administrator of that account can rewrite those policies. An account of its own has other administrators. https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html",
    severity: "warning",
    provoke: { set: [{ path: ["audit"], value: { readers: READERS } }, { path: ["logArchive"] }] },
    remedy: { set: [LOG_ARCHIVE] },
  },
} as const satisfies Record<string, CatalogueEntry>;
