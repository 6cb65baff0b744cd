import { z } from "zod";
import { format } from "./format";
import { accountId } from "./names";

const days = (most: number) => z.int().min(1).max(most);

const reader = format(/^(?!\/)(?!.*\/\/)[\w+=,.@/-]{3,512}\*?$/, {
  code: "invalid-name",
  fix: "give a role's name, with its path where it has one, and a * only at its end, such as security-auditor or aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Auditor_*",
  description:
    "A role of the account with the logs, by its path and name. A * at the end stands for the rest.",
});

const objectLock = z
  .strictObject({
    mode: z
      .enum(["GOVERNANCE", "COMPLIANCE"])
      .describe(
        "GOVERNANCE: roles with a right of their own may lift it. COMPLIANCE: nobody can, not even AWS or the account's root.",
      ),
    days: days(36_500).describe("Days for which no version of a log can be deleted."),
  })
  .describe(
    "S3 Object Lock: logs can't be deleted before so many days. Once on, it can't be switched off.",
  );

export const audit = z
  .strictObject({
    scope: z
      .enum(["organization", "account"])
      .default("account")
      .describe(
        "What the trail records: every account of the organization, or the tooling account alone, where all approvals are.",
      ),
    adminAccountId: accountId
      .optional()
      .describe(
        "The account that makes the organization's trail, where it is CloudTrail's delegated administrator. Default: the management account.",
      ),
    retentionDays: days(36_500).default(400).describe("Days until a log is deleted."),
    archiveAfterDays: days(36_500)
      .optional()
      .describe(
        "Days until a log is moved to S3 Glacier Flexible Retrieval, where reading it takes hours. Default: never.",
      ),
    objectLock: objectLock.optional(),
    readers: z
      .array(reader)
      .default([])
      .describe("Who may read the logs: roles of the account that keeps them. Default: nobody."),
    dataEvents: z
      .boolean()
      .default(true)
      .describe(
        "Whether each read and write of an artifact or a state is recorded, beside management events.",
      ),
  })
  .describe("A CloudTrail trail, and the bucket that keeps its logs. Left out: none.");
export type AuditConfig = z.infer<typeof audit>;
