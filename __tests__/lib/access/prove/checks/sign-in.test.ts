import {
  checkPlatform,
  type RawStatement,
  type Slip,
  withCondition,
} from "../../../../support/checked-platform";
import { SHIPPED, type SynthesizedPlatform, synthFile } from "../../../../support/synth-platform";
import { type ExampleConfig, exampleWith } from "../../../../support/without-identity-center";

const WAYS = {
  users: undefined,
  "users of the tooling account": { by: "identity-account", accountId: "222222222222" },
  saml: { by: "saml", providerName: "directory" },
  "saml with a tag": { by: "saml", providerName: "directory", personaTag: "job" },
  oidc: { by: "oidc", issuer: "login.example.com/oauth2", audience: "aws people" },
} as const;
type WayName = keyof typeof WAYS;

/** The example with a persona for one's own team, and people who come in some way. */
function signingIn(way: WayName): (config: ExampleConfig) => void {
  return (config) => {
    config.personas["teammate"] = {
      description: "Starts what the own team has.",
      grants: [{ capabilities: ["view", "start"], pipelines: "own-team" }],
    };
    const signIn = WAYS[way];
    if (signIn === undefined) return;
    const mfa = signIn.by === "identity-account" ? {} : { mfaTag: "mfa" };
    config.identity = { mode: "iam", rolePath: "/people/", signIn, ...mfa };
    for (const group of config.groups) delete group.members;
  };
}

const made = new Map<WayName, SynthesizedPlatform>();

beforeAll(async () => {
  for (const way of Object.keys(WAYS) as WayName[])
    made.set(way, await exampleWith(signingIn(way)));
});

function platformOf(way: WayName): SynthesizedPlatform {
  const found = made.get(way);
  if (found === undefined) throw new Error(`no platform for ${way}`);
  return found;
}

it.each(Object.keys(WAYS) as WayName[])(
  "%s take a persona's role as the config says, and in no other way",
  async (way) => {
    const { findings, decisions } = await checkPlatform(platformOf(way), "sign-in");
    expect(findings).toEqual([]);
    expect(decisions).toBeGreaterThan(40);
  },
);

const at = (persona: string, change: Slip["change"], sid = "SignIn"): Slip => ({
  stack: "tooling",
  address: `aws_iam_role.people_role-${persona}`,
  sid,
  change,
});
const condition = (operator: string, key: string, value?: unknown) => (was: RawStatement) =>
  withCondition(was, operator, key, value);
const MFA_AGE = "aws:MultiFactorAuthAge";

const LOOSE: readonly (readonly [what: string, way: WayName, slip: Slip, finding: RegExp])[] = [
  [
    "no second factor",
    "users",
    at("developer", condition("Bool", "aws:MultiFactorAuthPresent")),
    /without a second factor/,
  ],
  [
    "a second factor of any age",
    "users",
    at("developer", condition("NumericLessThan", MFA_AGE)),
    /older than 12 h/,
  ],
  [
    "one of half a day to approve",
    "users",
    at("harbour-master", condition("NumericLessThan", MFA_AGE, "43200")),
    /older than 1 h/,
  ],
  [
    "a key that never saw one",
    "users",
    at("developer", (was) =>
      condition(
        "BoolIfExists",
        "aws:MultiFactorAuthPresent",
        "true",
      )(
        condition("Bool", "aws:MultiFactorAuthPresent")(condition("NumericLessThan", MFA_AGE)(was)),
      ),
    ),
    /a key that never saw one/,
  ],
  [
    "another organisation",
    "users",
    at("watch", condition("StringEquals", "aws:PrincipalOrgID")),
    /from another organisation/,
  ],
  [
    "another account",
    "users",
    at("watch", (was) => ({ ...was, Principal: { AWS: "*" } })),
    /from another account/,
  ],
  [
    "a name of one's choice",
    "users",
    at("watch", condition("StringEquals", "sts:RoleSessionName")),
    /under another name/,
  ],
  [
    "any persona's tag",
    "users",
    at("watch", condition("StringLike", "aws:PrincipalTag/persona")),
    /without a persona's tag/,
  ],
  [
    "tags that begin alike",
    "users",
    at(
      "watch",
      condition("StringLike", "aws:PrincipalTag/persona", ["watch*", "*:watch", "*:watch:*"]),
    ),
    /tagged "watchx"/,
  ],
  [
    "another persona's tag",
    "users",
    at(
      "harbour-master",
      condition("StringLike", "aws:PrincipalTag/persona", [
        "harbour-master",
        "harbour-master:*",
        "*:harbour-master",
        "*:harbour-master:*",
        "developer",
      ]),
    ),
    /tagged "developer"/,
  ],
  [
    "a token",
    "users",
    at("watch", (was) => ({
      ...was,
      Action: "sts:*",
      Principal: {
        ...(was["Principal"] as object),
        Federated: "arn:aws:iam::222222222222:saml-provider/zz-stray",
      },
      Condition: {},
    })),
    /by a token of a provider/,
  ],
  [
    "a team of one's choice",
    "users",
    at("teammate", condition("StringEquals", "aws:RequestTag/team"), "OwnTeam"),
    /with another's team/,
  ],
  [
    "tags of one's choice",
    "users",
    at("teammate", condition("ForAllValues:StringEquals", "aws:TagKeys"), "OwnTeam"),
    /with more tags than the team/,
  ],
  [
    "another audience",
    "saml",
    at("developer", condition("StringEquals", "SAML:aud")),
    /for another audience/,
  ],
  [
    "no second factor to approve",
    "saml",
    at("harbour-master", condition("StringEquals", "aws:RequestTag/mfa")),
    /without a second factor/,
  ],
  [
    "another persona's tag, by SAML",
    "saml with a tag",
    at("watch", condition("StringLike", "aws:RequestTag/job")),
    /tagged "developer"/,
  ],
  [
    "another persona's session tags",
    "saml with a tag",
    at("watch", condition("StringLike", "aws:RequestTag/job"), "SessionTags"),
    /with tags of another persona/,
  ],
  [
    "session tags of one's choice",
    "oidc",
    at("watch", condition("ForAllValues:StringEquals", "aws:TagKeys"), "SessionTags"),
    /with more tags than it names/,
  ],
  [
    "tokens for another audience",
    "oidc",
    at("watch", condition("StringEquals", "login.example.com/oauth2:aud")),
    /for another audience/,
  ],
  [
    "tokens of another provider",
    "oidc",
    at("watch", (was) => ({
      ...was,
      Principal: {
        Federated: [
          "arn:aws:iam::222222222222:oidc-provider/login.example.com/oauth2",
          "arn:aws:iam::222222222222:oidc-provider/login.example.com/oauth2x",
        ],
      },
    })),
    /by another provider/,
  ],
];

it.each(LOOSE)("finds a role that is taken with %s (%s)", async (_, way, slip, finding) => {
  const { findings } = await checkPlatform(platformOf(way), "sign-in", slip);
  expect(findings.map(({ message }) => message).join("\n")).toMatch(finding);
});

it.each([
  [
    "a stricter second factor than is asked for",
    at("watch", condition("NumericLessThan", MFA_AGE, "60")),
  ],
  ["nobody's tag", at("watch", condition("StringLike", "aws:PrincipalTag/persona", "nobody"))],
  [
    "another account alone",
    at("watch", (was) => ({ ...was, Principal: { AWS: "arn:aws:iam::300000000001:root" } })),
  ],
] as const)("finds a role that its own people can't take, for %s", async (_, slip) => {
  const { findings } = await checkPlatform(platformOf("users"), "sign-in", slip);
  expect(findings.map(({ message }) => message).join("\n")).toMatch(/cannot be taken .*needs to/);
});

it("does not mind a second organisation condition, or the values in another order", async () => {
  const { findings } = await checkPlatform(
    platformOf("users"),
    "sign-in",
    at("watch", (was) => {
      const tags = ["watch:*", "*:watch:*", "*:watch", "watch"];
      const sorted = condition("StringLike", "aws:PrincipalTag/persona", tags)(was);
      return withCondition(sorted, "StringLike", "aws:PrincipalOrgID", "o-*");
    }),
  );
  expect(findings).toEqual([]);
});

it("finds a role of a persona that is off, or that the config doesn't have", async () => {
  const named = (persona: string): Slip => ({
    stack: "tooling",
    address: "aws_iam_role.people_role-developer",
    change: (was) => ({ ...was, tags: { "gatehouse:persona": persona } }),
  });
  const off = await checkPlatform(platformOf("users"), "sign-in", named("break-glass"));
  expect(off.findings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/is made in account 222222222222, and persona "break-glass" is off$/),
  );
  const unknown = await checkPlatform(platformOf("users"), "sign-in", named("ghost"));
  expect(unknown.findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/the config has no persona "ghost"$/),
  ]);
});

it("finds nothing where Identity Center guards the roles", async () => {
  const { findings, decisions } = await checkPlatform(await synthFile(SHIPPED), "sign-in");
  expect(findings).toEqual([]);
  expect(decisions).toBeGreaterThan(0);
});
