import type { IamIdentity, Persona } from "../../lib/model/people";
import type { Platform } from "../../lib/model/platform";
import type { PolicyStatement } from "./policies";

/** What is known of a persona's role, beside its policies. */
export interface PersonaRoleFacts {
  readonly platform: Platform;
  readonly identity: IamIdentity;
  readonly persona: Persona;
  /** The account that the role is in. */
  readonly accountId: string;
}

/**
 * Whether a persona's role trusts those who may have the persona, and nobody else: written down here by hand, since the
 * least difference (an operator with IfExists, an audience less) lets others in.
 */
export function isPersonaTrust(statement: PolicyStatement, facts: PersonaRoleFacts): boolean {
  const { Sid: _sid, ...rest } = statement;
  return formsOf(facts).some((form) => canonical(form) === canonical(rest));
}

function formsOf(facts: PersonaRoleFacts): PolicyStatement[] {
  const { signIn } = facts.identity;
  switch (signIn.by) {
    case "identity-account":
      return fromUsers(facts, `iam::${signIn.accountId}:root`, signIn.personaTag);
    case "saml": {
      const audience = { "SAML:aud": SAML[facts.platform.partition.name] };
      const provider = `iam::${facts.accountId}:saml-provider/${signIn.providerName}`;
      return fromProvider(facts, provider, {
        action: "sts:AssumeRoleWithSAML",
        signIn: audience,
        tagging: audience,
        tags: signIn.personaTag === undefined ? [] : [signIn.personaTag],
      });
    }
    case "oidc":
      return fromProvider(facts, `iam::${facts.accountId}:oidc-provider/${signIn.issuer}`, {
        action: "sts:AssumeRoleWithWebIdentity",
        signIn: { [`${signIn.issuer}:aud`]: signIn.audience },
        tags: [signIn.personaTag],
      });
  }
}

/** @see https://docs.aws.amazon.com/general/latest/gr/signin-service.html */
const SAML = {
  aws: "https://signin.aws.amazon.com/saml",
  "aws-us-gov": "https://signin.amazonaws-us-gov.com/saml",
  "aws-cn": "https://signin.amazonaws.cn/saml",
} as const;

function fromUsers(
  { platform, identity: { teamTag }, persona, accountId }: PersonaRoleFacts,
  root: string,
  personaTag: string,
): PolicyStatement[] {
  const Principal = { AWS: `arn:${platform.partition.name}:${root}` };
  const bringsTeam = persona.grants.some((grant) => grant.kind === "pipeline" && grant.ownTeam);
  const organization = { "aws:PrincipalOrgID": platform.organizationId };
  const tagging: PolicyStatement = {
    Effect: "Allow",
    Principal,
    Action: "sts:TagSession",
    Condition: {
      "ForAllValues:StringEquals": { "aws:TagKeys": teamTag },
      StringEquals: {
        ...organization,
        [`aws:RequestTag/${teamTag}`]: `\${aws:PrincipalTag/${teamTag}}`,
      },
    },
  };
  return [
    {
      Effect: "Allow",
      Principal,
      Action: "sts:AssumeRole",
      Condition: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        NumericLessThan: { "aws:MultiFactorAuthAge": decides(persona) ? "3600" : "43200" },
        StringEquals: { ...organization, "sts:RoleSessionName": "${aws:username}" },
        StringLike: { [`aws:PrincipalTag/${personaTag}`]: isOneOf(persona) },
      },
    },
    ...(bringsTeam && accountId === platform.tooling.accountId ? [tagging] : []),
  ];
}

type Condition = NonNullable<PolicyStatement["Condition"]>;

interface Federation {
  readonly action: string;
  readonly signIn: Readonly<Record<string, string>>;
  readonly tagging?: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
}

function fromProvider(
  { platform, identity: { teamTag, mfaTag }, persona }: PersonaRoleFacts,
  provider: string,
  { action, signIn, tagging, tags }: Federation,
): PolicyStatement[] {
  const Principal = { Federated: `arn:${platform.partition.name}:${provider}` };
  const named = Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${tag}`, isOneOf(persona)]));
  const isNamed: Condition = tags.length === 0 ? {} : { StringLike: named };
  const isTagging: Condition = tagging === undefined ? {} : { StringEquals: tagging };
  const mfa =
    mfaTag === undefined || !decides(persona) ? {} : { [`aws:RequestTag/${mfaTag}`]: "true" };
  const allowed = [...tags, teamTag, ...(mfaTag === undefined ? [] : [mfaTag])];
  return [
    {
      Effect: "Allow",
      Principal,
      Action: action,
      Condition: { StringEquals: { ...signIn, ...mfa }, ...isNamed },
    },
    {
      Effect: "Allow",
      Principal,
      Action: "sts:TagSession",
      Condition: {
        ...isTagging,
        ...isNamed,
        "ForAllValues:StringEquals": { "aws:TagKeys": allowed },
      },
    },
  ];
}

function isOneOf({ name }: Persona): string[] {
  return [name, `${name}:*`, `*:${name}`, `*:${name}:*`];
}

function decides({ breakGlass, grants }: Persona): boolean {
  const counts = new Set<string>(["approve", "override"]);
  return (
    breakGlass !== undefined ||
    grants.some(({ capabilities }) => capabilities.some((each) => counts.has(each)))
  );
}

/** The same text for the same meaning: sorted, and a list of one like the one. */
function canonical(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return [...(value as string[])].sort();
  return Object.entries(value as object)
    .map(([key, inner]) => [key, sorted(inner)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
