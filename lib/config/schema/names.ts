import { z } from "zod";
import { format } from "./format";

/** @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const accountId = format(/^[0-9]{12}$/, {
  code: "invalid-account-id",
  fix: 'use the 12 digits of the account id, in quotes: "123456789012"',
  description:
    'An AWS account id: 12 digits, in quotes ("012345678901"), so that YAML keeps a leading zero.',
}).brand<"AccountId">();
export type AccountId = z.infer<typeof accountId>;

/** Is checked against the partition's list later; here only that it looks like a region. */
export const region = z
  .string()
  .min(1)
  .describe("An AWS region code, such as eu-west-1.")
  .brand<"Region">();
export type Region = z.infer<typeof region>;

const SLUG =
  "use lower-case letters, digits and single hyphens, starting with a letter, such as web-shop";

function slug(maximum: number, description: string) {
  return format(new RegExp(`^(?=.{1,${maximum}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$`), {
    code: "invalid-name",
    fix: `${SLUG}; at most ${maximum} characters`,
    description,
  });
}

/**
 * Bucket names start with it: S3 takes lower case only, and keeps some beginnings for itself.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const namePrefix = format(
  /^(?!(sthree|amzn-s3-demo)(-|$))(?=.{1,12}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  {
    code: "invalid-name",
    fix: `${SLUG}; at most 12 characters, and not sthree or amzn-s3-demo, which S3 keeps for itself`,
    description: "Starts the name of everything Gatehouse creates, such as gatehouse or acme.",
  },
);

export const accountName = slug(
  40,
  "Names a target account within Gatehouse.",
).brand<"AccountName">();
export type AccountName = z.infer<typeof accountName>;

export const environmentName = slug(
  20,
  "Names an environment, such as dev or prod.",
).brand<"EnvironmentName">();
export type EnvironmentName = z.infer<typeof environmentName>;

/** CodePipeline takes 1 to 100 of `[A-Za-z0-9.@_-]`; the bucket name leaves room for fewer. */
export const pipelineName = slug(
  32,
  "Names a pipeline, in CodePipeline too.",
).brand<"PipelineName">();
export type PipelineName = z.infer<typeof pipelineName>;

export const stageName = slug(
  32,
  "Names a stage of a pipeline, in CodePipeline too.",
).brand<"StageName">();
export type StageName = z.infer<typeof stageName>;

export const personaName = slug(
  28,
  "Names a persona: a job that people do.",
).brand<"PersonaName">();
export type PersonaName = z.infer<typeof personaName>;

export const capabilityName = slug(
  32,
  "A capability: one of Gatehouse's own, or one under capabilities.",
).brand<"CapabilityName">();
export type CapabilityName = z.infer<typeof capabilityName>;

export const dutyName = slug(64, "Names a rule about separation of duties.");

/** @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_User.html */
export const userName = format(/^[\p{L}\p{M}\p{N}_.,+=@'-]{1,128}$/u, {
  code: "invalid-name",
  fix: "give the name that the user signs in with: at most 128 letters, digits and _.,+=@'-",
  description: "The name that a user signs in with.",
});

export const profileName = slug(40, "Names an execution profile.").brand<"ProfileName">();
export type ProfileName = z.infer<typeof profileName>;

export const connectionName = slug(28, "Names a source connection.").brand<"ConnectionName">();
export type ConnectionName = z.infer<typeof connectionName>;

export const teamName = slug(40, "Names the team that owns a pipeline.");

export const notificationName = slug(40, "Names a notification of HCP Terraform.");

/**
 * Identity Center group display names; wider than a slug because directories name them.
 * @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_Group.html
 */
export const groupName = format(/^(?=\S)(?=.*\S$)[\p{L}\p{M}\p{N}_ .,+=@:/&'()-]{1,128}$/u, {
  code: "invalid-name",
  fix: "use at most 128 letters, digits, spaces and _.,+=@:/&'()-, without a space at either end",
  description: "The display name of a group of people, as Identity Center or the directory has it.",
}).brand<"GroupName">();
export type GroupName = z.infer<typeof groupName>;

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const organizationId = format(/^o-[a-z0-9]{10,32}$/, {
  code: "invalid-organization-id",
  fix: "give the id that `aws organizations describe-organization` prints: o- and 10 to 32 letters and digits",
  description: "The id of the AWS Organization, such as o-a1b2c3d4e5.",
});

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const tags = z
  .record(
    format(/^(?!aws:)(?=.*\S)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu, {
      code: "invalid-tag",
      fix: "a tag's key has 1 to 128 letters, digits, spaces or _.:/=+-@ and doesn't start with aws:",
      description: "A tag's key.",
    }),
    format(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u, {
      code: "invalid-tag",
      fix: "a tag's value has at most 256 letters, digits, spaces or _.:/=+-@",
      description: "A tag's value.",
    }),
  )
  .describe("Tags as key: value.");
export type Tags = z.infer<typeof tags>;
