import { Names } from "../../model/names";
import type { IamIdentity, Persona, SignIn } from "../../model/people";
import type { Platform } from "../../model/platform";
import { isPipelineGrant } from "../../model/reach";
import type { Conditions, Statement } from "../statement";

type SignInBy<By extends SignIn["by"]> = Extract<SignIn, { readonly by: By }>;

/** Who may take a persona's role in one account, where there is no Identity Center. */
export function personaTrust(
  platform: Platform,
  identity: IamIdentity,
  persona: Persona,
  accountId: string,
): Statement[] {
  const { signIn } = identity;
  switch (signIn.by) {
    case "identity-account":
      return fromUsers(platform, identity, signIn, persona, accountId);
    case "saml":
      return fromSaml(platform, identity, signIn, persona, accountId);
    case "oidc":
      return fromOidc(platform, identity, signIn, persona, accountId);
  }
}

/** Seconds since the second factor was shown, for whoever decides and for everybody else. */
const MFA_AGE = { decides: 3_600, other: 43_200 } as const;

/**
 * The session is named as the user is, as the console does anyway, so that a log of the role says who it was.
 * @see https://aws.amazon.com/blogs/security/easily-control-naming-individual-iam-role-sessions/
 */
const NAMED_AS_USER = { "sts:RoleSessionName": "${aws:username}" } as const;

/**
 * Users show the second factor when they sign in to the console, by GetSessionToken, or in the call of AssumeRole
 * itself. The role's own session no longer says so, hence it is asked for here.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
function fromUsers(
  platform: Platform,
  identity: IamIdentity,
  signIn: SignInBy<"identity-account">,
  persona: Persona,
  accountId: string,
): Statement[] {
  const principals = { AWS: [new Names(platform).rootArn(signIn.accountId)] };
  const organization = { "aws:PrincipalOrgID": platform.organizationId };
  return [
    {
      sid: "SignIn",
      actions: ["sts:AssumeRole"],
      principals,
      conditions: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        NumericLessThan: {
          "aws:MultiFactorAuthAge": String(decides(persona) ? MFA_AGE.decides : MFA_AGE.other),
        },
        StringEquals: { ...organization, ...NAMED_AS_USER },
        StringLike: { [`aws:PrincipalTag/${signIn.personaTag}`]: among(persona) },
      },
    },
    ...(asksForTeam(platform, persona, accountId)
      ? [
          {
            sid: "OwnTeam",
            actions: ["sts:TagSession"],
            principals,
            conditions: onlyOwnTeam(identity, organization),
          },
        ]
      : []),
  ];
}

/**
 * Whether a user must bring the team: a session's tags are the role's own and those that are passed, never the user's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function asksForTeam(
  { tooling }: Platform,
  { grants }: Persona,
  accountId: string,
): boolean {
  return (
    accountId === tooling.accountId &&
    grants.some((grant) => isPipelineGrant(grant) && grant.ownTeam)
  );
}

/** The one tag that users may pass, with the one value that they carry themselves, so that nobody picks a team. */
export function onlyOwnTeam(
  { teamTag }: Pick<IamIdentity, "teamTag">,
  also: Readonly<Record<string, string>> = {},
): Conditions {
  return {
    "ForAllValues:StringEquals": { "aws:TagKeys": [teamTag] },
    StringEquals: { ...also, [`aws:RequestTag/${teamTag}`]: `\${aws:PrincipalTag/${teamTag}}` },
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html */
function fromSaml(
  platform: Platform,
  identity: IamIdentity,
  signIn: SignInBy<"saml">,
  persona: Persona,
  accountId: string,
): Statement[] {
  const resource = `saml-provider/${signIn.providerName}`;
  const provider = new Names(platform).arn("iam", "", accountId, resource);
  const audience = { "SAML:aud": platform.partition.samlAudience };
  return federated(provider, {
    action: "sts:AssumeRoleWithSAML",
    signIn: { StringEquals: { ...audience, ...mfaShown(identity, persona) } },
    tagging: { StringEquals: audience },
    identity,
    persona,
  });
}

/**
 * The session's name is whatever the token's bearer chooses: a provider's `sub` may be longer than a name or have other
 * characters, so that asking for it would lock people out. CloudTrail records it where the role is assumed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
function fromOidc(
  platform: Platform,
  identity: IamIdentity,
  signIn: SignInBy<"oidc">,
  persona: Persona,
  accountId: string,
): Statement[] {
  const provider = new Names(platform).arn("iam", "", accountId, `oidc-provider/${signIn.issuer}`);
  const audience = { [`${signIn.issuer}:aud`]: signIn.audience };
  return federated(provider, {
    action: "sts:AssumeRoleWithWebIdentity",
    signIn: { StringEquals: { ...audience, ...mfaShown(identity, persona) } },
    // The service authorization reference has no key of the token's for sts:TagSession.
    tagging: {},
    identity,
    persona,
  });
}

/**
 * A provider says by session tags who somebody is. It passes the same ones whatever role is taken, and a sign-in with a
 * tag that the trust does not allow fails; so every persona takes all that the config names, and no others.
 */
function federated(
  provider: string,
  { action, signIn, tagging, identity, persona }: Federation,
): Statement[] {
  const { teamTag, mfaTag } = identity;
  const personaTag = "personaTag" in identity.signIn ? identity.signIn.personaTag : undefined;
  const tags = [personaTag, teamTag, mfaTag].filter((tag) => tag !== undefined);
  const isAmong: Conditions =
    personaTag === undefined
      ? {}
      : { StringLike: { [`aws:RequestTag/${personaTag}`]: among(persona) } };
  const principals = { Federated: [provider] };
  return [
    { sid: "SignIn", actions: [action], principals, conditions: { ...signIn, ...isAmong } },
    {
      sid: "SessionTags",
      actions: ["sts:TagSession"],
      principals,
      conditions: {
        ...tagging,
        ...isAmong,
        "ForAllValues:StringEquals": { "aws:TagKeys": tags },
      },
    },
  ];
}

interface Federation {
  readonly action: string;
  readonly signIn: Conditions;
  readonly tagging: Conditions;
  readonly identity: IamIdentity;
  readonly persona: Persona;
}

function mfaShown({ mfaTag }: IamIdentity, persona: Persona): Readonly<Record<string, string>> {
  return mfaTag === undefined || !decides(persona) ? {} : { [`aws:RequestTag/${mfaTag}`]: "true" };
}

/** A tag may name several personas, joined by colons: tags' values take no commas. */
function among({ name }: Persona): string[] {
  return [name, `${name}:*`, `*:${name}`, `*:${name}:*`];
}

/** Personas whose use counts for others: who says yes, overrides a condition, or steps in. */
function decides({ breakGlass, grants }: Persona): boolean {
  return (
    breakGlass !== undefined ||
    grants.some(
      (grant) =>
        isPipelineGrant(grant) &&
        grant.capabilities.some(
          (capability) => capability === "approve" || capability === "override",
        ),
    )
  );
}
