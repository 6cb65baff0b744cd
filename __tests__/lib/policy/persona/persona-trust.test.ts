import { LIMITS } from "../../../../lib/model/limits";
import { policySize } from "../../../../lib/policy/render-policy";
import { type SignIn, lets } from "../../../support/decide-trust";
import { BY_USERS, DEV, OIDC, PERSONAS, SAML, TOOLING, trustOf } from "../../../support/trust-of";

/** What is told of how and when somebody signed in, with some of it changed; without what is undefined. */
function told(
  all: Record<string, string>,
  changes: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...all, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

describe("IAM users of the identity account take a role", () => {
  const user = (persona: string, changes: Record<string, string | undefined> = {}): SignIn => ({
    action: "sts:AssumeRole",
    from: "arn:aws:iam::555555555555:root",
    context: told(
      {
        "aws:MultiFactorAuthPresent": "true",
        "aws:MultiFactorAuthAge": "3599",
        "aws:PrincipalOrgID": "o-a1b2c3d4e5",
        "aws:PrincipalTag/persona": persona,
        "aws:username": "dag",
        "sts:RoleSessionName": "dag",
      },
      changes,
    ),
  });

  test.each(PERSONAS)("with MFA, tagged with its persona: %s", async (persona) => {
    expect(lets(await trustOf(persona, BY_USERS), user(persona))).toBe(true);
  });

  test.each([
    ["its name", "developer", true],
    ["the first of several", "developer:auditor", true],
    ["the last of several", "auditor:developer", true],
    ["one in the middle", "auditor:developer:tester", true],
    ["a longer name", "developers", false],
    ["a name that ends like it", "web-developer", false],
    ["a name that begins like it, among others", "auditor:developer-lead:tester", false],
    ["another case", "Developer", false],
    ["several without a colon", "auditor developer", false],
    ["nothing", "", false],
    ["everything", "*", false],
  ])("where their tag has %s: %s, %s", async (_what, tag, expected) => {
    expect(lets(await trustOf("developer", BY_USERS), user(tag))).toBe(expected);
  });

  test.each<[string, Record<string, string | undefined>]>([
    ["without MFA", { "aws:MultiFactorAuthPresent": "false" }],
    ["with an access key, which says nothing of MFA", { "aws:MultiFactorAuthPresent": undefined }],
    ["with MFA of unknown age", { "aws:MultiFactorAuthAge": undefined }],
    ["with MFA of yesterday", { "aws:MultiFactorAuthAge": "43200" }],
    ["from another organization", { "aws:PrincipalOrgID": "o-zzzzzzzzzz" }],
    ["from no organization", { "aws:PrincipalOrgID": undefined }],
    ["without the tag", { "aws:PrincipalTag/persona": undefined }],
    ["by the name of somebody else", { "sts:RoleSessionName": "ada" }],
    ["by a name that stands for every name", { "sts:RoleSessionName": "*" }],
    ["as a role, which is no user", { "aws:username": undefined }],
  ])("but not %s", async (_what, changes) => {
    expect(lets(await trustOf("developer", BY_USERS), user("developer", changes))).toBe(false);
  });

  test.each([
    ["release-manager", "3599", true],
    ["release-manager", "3600", false],
    ["developer", "3600", true],
    ["developer", "43199", true],
  ])("%s with MFA of %s seconds ago: %s", async (persona, age, expected) => {
    const request = user(persona, { "aws:MultiFactorAuthAge": age });
    expect(lets(await trustOf(persona, BY_USERS), request)).toBe(expected);
  });

  test("of that account and no other", async () => {
    const trust = await trustOf("developer", BY_USERS);
    const request = user("developer");
    expect(lets(trust, { ...request, from: "arn:aws:iam::555555555556:root" })).toBe(false);
    expect(lets(trust, { ...request, from: `arn:aws:iam::${DEV}:root` })).toBe(false);
  });

  test("by a tag of another key, where the config names one", async () => {
    const trust = await trustOf("developer", { signIn: { ...BY_USERS.signIn, personaTag: "Job" } });
    expect(lets(trust, user("developer"))).toBe(false);
    expect(lets(trust, user("x", { "aws:PrincipalTag/Job": "developer" }))).toBe(true);
  });

  describe("and bring their team", () => {
    const shop = {
      ...user("developer", { "aws:PrincipalTag/team": "shop" }),
      tags: { team: "shop" },
    };
    const inTooling = () => trustOf("developer", BY_USERS, { accountId: TOOLING });

    test("where a grant is about it, and only the one they are in", async () => {
      const trust = await inTooling();
      expect(lets(trust, shop)).toBe(true);
      expect(lets(trust, { ...shop, tags: { team: "data" } })).toBe(false);
      expect(lets(trust, { ...shop, tags: { team: "*" } })).toBe(false);
      expect(lets(trust, { ...user("developer"), tags: { team: "shop" } })).toBe(false);
    });

    test("or none at all, which is in no team", async () => {
      expect(lets(await inTooling(), user("developer"))).toBe(true);
    });

    test("and no other tag beside it", async () => {
      const tags = { team: "shop", mfa: "true" };
      expect(lets(await inTooling(), { ...shop, tags })).toBe(false);
    });

    test("not where pipelines aren't, nor by a persona without such a grant", async () => {
      expect(lets(await trustOf("developer", BY_USERS), shop)).toBe(false);
      const other = await trustOf("auditor", BY_USERS, { accountId: TOOLING });
      expect(other.map(({ actions }) => actions)).toEqual([["sts:AssumeRole"]]);
    });
  });
});

test.each<[string, object]>([
  ["identity account", BY_USERS],
  ["SAML", { signIn: { ...SAML, personaTag: "p".repeat(128) }, mfaTag: "m".repeat(128) }],
  ["OpenID Connect", { signIn: { ...OIDC, personaTag: "p".repeat(128) }, mfaTag: "m".repeat(128) }],
])("with long tags too, trust by %s fits into a role", async (_by, identity) => {
  for (const persona of PERSONAS) {
    const trust = await trustOf(persona, { ...identity, teamTag: "t".repeat(128) });
    expect(policySize(trust)).toBeLessThan(LIMITS.trustPolicy);
  }
});
