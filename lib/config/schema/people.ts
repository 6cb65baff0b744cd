import { z } from "zod";
import { format } from "./format";
import { accountId, groupName, personaName, region } from "./names";
import { accountSelector, pipelineSelector, stageSelector } from "./selectors";

/** What a persona may do on pipelines; each compiles to the resource level at which IAM knows it. */
export const PIPELINE_CAPABILITIES = [
  "view",
  "start",
  "stop",
  "retry",
  "rollback",
  "approve",
  "gate",
  "override",
  "logs",
  "artifacts",
  "edit",
] as const;
export type PipelineCapability = (typeof PIPELINE_CAPABILITIES)[number];

/** What a persona may do in target accounts. */
export const ACCOUNT_CAPABILITIES = ["inspect", "operate"] as const;
export type AccountCapability = (typeof ACCOUNT_CAPABILITIES)[number];

const grant = z
  .strictObject({
    capabilities: z
      .array(z.enum([...PIPELINE_CAPABILITIES, ...ACCOUNT_CAPABILITIES]))
      .min(1)
      .describe("What is granted."),
    pipelines: pipelineSelector.optional(),
    stages: stageSelector.optional(),
    accounts: accountSelector.optional().describe("Target accounts, for inspect and operate."),
  })
  .describe("Capabilities, and where they hold.");
export type GrantConfig = z.infer<typeof grant>;

/**
 * ISO 8601, as `aws_ssoadmin_permission_set.session_duration` takes it; the range is checked apart so that the message
 * can tell a wrong form from a wrong length.
 */
const sessionDuration = format(/^PT(?=\d)(\d+H)?(\d+M)?$/, {
  code: "invalid-session-duration",
  fix: "write an ISO 8601 duration between PT1H and PT12H, such as PT8H",
  description: "How long a sign-in lasts: PT1H to PT12H.",
});

const managedPolicies = z
  .array(
    format(/^([\w-]+\/)?[\w+=,.@-]{1,128}$/, {
      code: "invalid-name",
      fix: "give the name of an AWS-managed policy, with its path if it has one, such as ReadOnlyAccess",
      description: "The name of an AWS-managed policy, such as ReadOnlyAccess.",
    }),
  )
  .max(10)
  .default([])
  .describe(
    "AWS-managed policies, in every account the persona reaches. AWS may change what they allow.",
  );

const customerManagedPolicies = z
  .array(
    format(/^[\w+=,.@-]{1,128}$/, {
      code: "invalid-name",
      fix: "give the name (not the ARN) of a customer-managed policy that exists in every account the persona reaches",
      description: "The name of a customer-managed policy.",
    }),
  )
  .max(10)
  .default([])
  .describe("Customer-managed policies, which must exist in every account the persona reaches.");

export const persona = z.strictObject({
  description: format(/^[\t\n\r\u0020-\u007E\u00A1-\u00FF]{1,700}$/, {
    code: "invalid-format",
    fix: "use 1 to 700 characters of Latin script; Identity Center takes no others",
    description: "What the job is. Shown to people in the access portal.",
  }),
  enabled: z
    .boolean()
    .default(true)
    .describe("false: described, checked, but not given to anyone."),
  sessionDuration: sessionDuration.default("PT8H"),
  extends: z
    .array(personaName)
    .default([])
    .describe("Also holds all grants of these personas; managed policies stay with each."),
  grants: z.array(grant).default([]).describe("What it may do, and where."),
  managedPolicies,
  customerManagedPolicies,
});

export const group = z.strictObject({
  name: groupName,
  personas: z.array(personaName).min(1).describe("The personas that members of this group hold."),
  source: z
    .enum(["created", "lookup"])
    .default("lookup")
    .describe(
      "lookup: comes from the directory (SCIM) and must exist. created: Gatehouse creates it.",
    ),
});

const identityCenter = z.strictObject({
  mode: z
    .literal("identity-center")
    .describe("By Identity Center's permission sets and assignments."),
  region: region.describe("The region that Identity Center is enabled in."),
  adminAccountId: accountId
    .optional()
    .describe("The delegated administrator account. Default: the management account."),
  permissionsBoundaryPolicy: format(/^[\w+=,.@-]{1,128}$/, {
    code: "invalid-name",
    fix: "give the name (not the ARN) of a customer-managed policy that exists in every assigned account",
    description:
      "A customer-managed policy that bounds every permission set. It must exist in each assigned account.",
  }).optional(),
});

const noIdentity = z.strictObject({
  mode: z.literal("none").describe("Not by Gatehouse."),
});

export const identity = z
  .discriminatedUnion("mode", [identityCenter, noIdentity])
  .describe(
    "How people get their personas. none: personas are checked and shown, but nobody is given them.",
  );
