import { z } from "zod";
import { format } from "./format";
import { accountId, region } from "./names";
import { text } from "./text";

const policyName = format(/^[\w+=,.@-]{1,128}$/, {
  code: "invalid-name",
  fix: "give the name (not the ARN) of a customer-managed policy that exists in every account that people reach",
  description:
    "A customer-managed policy that bounds what people can do, in place of the one that Gatehouse creates. It must exist in each account that people reach.",
});

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
const tagKey = format(/^(?!aws:)(?=.*\S)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu, {
  code: "invalid-tag",
  fix: "a tag's key has 1 to 128 letters, digits, spaces or _.:/=+-@ and doesn't start with aws:",
  description: "The key of a tag that a person's session carries.",
});

const teamTag = tagKey
  .default("team")
  .describe(
    "The session tag (attribute) that says which team a person is in, for pipelines: own-team. IAM users of an identity account pass the tag that they carry themselves when they take a role, by CLI or API: the console passes none.",
  );

const mfaTag = tagKey
  .optional()
  .describe(
    'A session tag (attribute) that your identity provider sets to "true" for sign-ins with MFA. Approvals, overrides and break-glass then need it. Federated sessions carry no aws:MultiFactorAuthPresent. Not for IAM users of an identity account, who show MFA when they take a role.',
  );

/** @see https://docs.aws.amazon.com/singlesignon/latest/userguide/attributemappingsconcept.html */
const attributeSource = format(/^\$\{path:[\w.:[\]" =-]+\}$/, {
  code: "invalid-format",
  fix: "write where Identity Center finds it, such as ${path:enterprise.department}",
  description: "Where Identity Center finds the attribute, such as ${path:enterprise.department}.",
});

const identityCenter = z.strictObject({
  mode: z
    .literal("identity-center")
    .describe("By Identity Center's permission sets and assignments."),
  region: region.describe("The region that Identity Center is enabled in."),
  adminAccountId: accountId
    .optional()
    .describe("The delegated administrator account. Default: the management account."),
  permissionsBoundaryPolicy: policyName.optional(),
  attributes: z
    .record(tagKey, attributeSource)
    .default({})
    .describe(
      "Attributes for access control: session tag → where Identity Center finds it. Empty: not managed here.",
    ),
  teamTag,
  mfaTag,
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const rolePath = format(/^(?=.{1,512}$)\/([\w+=,.@-]+\/)+$/, {
  code: "invalid-format",
  fix: "write a path of at most 512 characters with a slash at each end, such as /people/",
  description: "The path of people's roles. Default: /<prefix>/people/.",
});

const providerName = format(/^[\w.-]{1,128}$/, {
  code: "invalid-name",
  fix: "give the provider's name as IAM has it, without the ARN",
  description: "The name of the SAML provider, the same in each account.",
});

const personaTag = tagKey.describe(
  "The tag that says which personas a person may take: one name, or several joined by colons.",
);

const signIn = z
  .discriminatedUnion("by", [
    z.strictObject({
      by: z
        .literal("identity-account")
        .describe(
          "IAM users of one account of the organization. They take a role with MFA, shown within the last hour for approving, overriding and break-glass, and within 12 hours for the rest.",
        ),
      accountId: accountId.describe(
        "The account that the users are in, which may be the tooling account. No user is created. Whoever may tag its users says who has which persona.",
      ),
      personaTag: personaTag.default("persona"),
    }),
    z.strictObject({
      by: z
        .literal("saml")
        .describe(
          "A SAML provider, which exists in each account. Its assertions say who may take which role, and by mfaTag whether there was MFA.",
        ),
      providerName,
      personaTag: personaTag.optional(),
    }),
    z.strictObject({
      by: z
        .literal("oidc")
        .describe(
          "An OpenID Connect provider, which exists in each account. Its tokens carry personaTag, and mfaTag where that is asked for, as session tags.",
        ),
      issuer: format(/^[a-z0-9.-]+(:\d+)?(\/[\w.~/-]*[\w.~-])?$/, {
        code: "invalid-format",
        fix: "write the issuer without https:// and without a slash at the end, such as login.example.com/oauth2",
        description: "The provider's issuer, without https://.",
      }),
      audience: text(255, "The audience (client id) that tokens are for."),
      personaTag: personaTag.default("persona"),
    }),
  ])
  .describe("How people come to their roles.");

const iam = z.strictObject({
  mode: z
    .literal("iam")
    .describe("By an IAM role for each persona, for organizations without Identity Center."),
  signIn,
  rolePath: rolePath.optional(),
  permissionsBoundaryPolicy: policyName.optional(),
  teamTag,
  mfaTag,
});

const noIdentity = z.strictObject({
  mode: z.literal("none").describe("Not by Gatehouse."),
});

export const identity = z
  .discriminatedUnion("mode", [identityCenter, iam, noIdentity])
  .describe(
    "How people get their personas. none: personas are checked and shown, but nobody is given them.",
  );
