import { z } from "zod";
import { ACCOUNT_CAPABILITIES, PIPELINE_CAPABILITIES } from "./capabilities";
import { format } from "./format";
import { capabilityName, groupName, personaName, userName } from "./names";
import { grantedAccounts, pipelineSelector, stageSelector } from "./selectors";
import { termKeys } from "./term";
import { text } from "./text";

const grant = z
  .strictObject({
    capabilities: z
      .array(z.union([z.enum([...PIPELINE_CAPABILITIES, ...ACCOUNT_CAPABILITIES]), capabilityName]))
      .min(1)
      .describe("What is granted: Gatehouse's own capabilities, or those under capabilities."),
    pipelines: pipelineSelector.optional(),
    stages: stageSelector.optional(),
    accounts: grantedAccounts.optional(),
    ...termKeys,
    expiresInPolicy: z
      .boolean()
      .default(false)
      .describe(
        "true: IAM itself stops at the end of the day in expires, by aws:CurrentTime, whether or not anything is applied.",
      ),
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

const instant = format(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, {
  code: "invalid-format",
  fix: 'write a UTC time in quotes, such as "2027-01-31T18:00:00Z"',
  description: "A UTC time, such as 2027-01-31T18:00:00Z.",
});

const breakGlass = z
  .strictObject({
    from: instant.optional().describe("Nothing is allowed before this time."),
    until: instant
      .optional()
      .describe("Nothing is allowed from this time on. Needed as soon as the persona is enabled."),
    reason: text(
      200,
      "Why, such as the incident's number. Needed as soon as the persona is enabled.",
    ).optional(),
    notify: z
      .array(z.email().max(254))
      .min(1)
      .describe("Who gets a mail whenever the persona is used."),
    ticket: termKeys.ticket,
    expires: termKeys.expires.describe(
      "The last day, in UTC, on which the persona may be kept for emergencies without being reviewed. validate, synth and promote plan warn from 14 days before, and fail after it.",
    ),
  })
  .describe("For emergencies: within a window of time only, with MFA, and never unnoticed.");

export const persona = z.strictObject({
  description: format(/^(?=[\s\S]*\S)[\t\n\r\u0020-\u007E\u00A1-\u00FF]{1,700}$/, {
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
  breakGlass: breakGlass.optional(),
});

const heldPersona = z
  .union([personaName, z.strictObject({ persona: personaName, ...termKeys })])
  .describe("A persona by name, or with the day on which the group ceases to hold it.");

const member = z
  .union([userName, z.strictObject({ user: userName, ...termKeys })])
  .describe("A user name, or with the day on which the membership ends.");

export const group = z.strictObject({
  name: groupName,
  personas: z.array(heldPersona).min(1).describe("The personas that members of this group hold."),
  source: z
    .enum(["created", "lookup"])
    .default("lookup")
    .describe(
      "lookup: comes from the directory (SCIM) and must exist. created: Gatehouse creates it.",
    ),
  externalId: z
    .strictObject({
      issuer: text(100, "The identity provider's issuer id."),
      id: text(256, "The group's id there."),
    })
    .optional()
    .describe("Looks the group up by the id that the directory gave it, not by its name."),
  members: z
    .array(member)
    .optional()
    .describe(
      "User names. A created group gets these (users are looked up, never created); of a looked-up group they only say who is in it, to check that nobody unites duties.",
    ),
});
export type GroupConfig = z.infer<typeof group>;
