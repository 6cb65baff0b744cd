import { type SignIn, lets } from "../../../support/decide-trust";
import { DEV, OIDC, SAML, TOOLING, trustOf } from "../../../support/trust-of";

describe("people of a SAML provider take a role", () => {
  const assertion = (tags: Record<string, string>, rest: Partial<SignIn> = {}): SignIn => ({
    action: "sts:AssumeRoleWithSAML",
    from: `arn:aws:iam::${DEV}:saml-provider/directory`,
    context: { "SAML:aud": "https://signin.aws.amazon.com/saml" },
    tags,
    ...rest,
  });

  test("as the provider says, which also says their team", async () => {
    const trust = await trustOf("developer", { signIn: SAML });
    expect(lets(trust, assertion({}))).toBe(true);
    expect(lets(trust, assertion({ team: "shop" }))).toBe(true);
    expect(lets(trust, assertion({ team: "shop", clearance: "top" }))).toBe(false);
  });

  test("not with an assertion for somebody else, or from another provider or account", async () => {
    const trust = await trustOf("developer", { signIn: SAML });
    const others: Partial<SignIn>[] = [
      { context: { "SAML:aud": "https://example.com/saml" } },
      { context: { "SAML:aud": "https://signin.amazonaws.cn/saml" } },
      { context: {} },
      { from: `arn:aws:iam::${DEV}:saml-provider/directory2` },
      { from: `arn:aws:iam::${TOOLING}:saml-provider/directory` },
    ];
    for (const rest of others) expect(lets(trust, assertion({ team: "shop" }, rest))).toBe(false);
  });

  test.each([
    ["aws-us-gov", "https://signin.amazonaws-us-gov.com/saml"],
    ["aws-cn", "https://signin.amazonaws.cn/saml"],
  ] as const)("in %s by that partition's sign-in", async (partition, audience) => {
    const trust = await trustOf("developer", { signIn: SAML }, { partition });
    const from = `arn:${partition}:iam::${DEV}:saml-provider/directory`;
    expect(lets(trust, assertion({}, { from, context: { "SAML:aud": audience } }))).toBe(true);
    expect(lets(trust, assertion({}, { from }))).toBe(false);
  });

  test("by the tag that names the persona, where the config asks for it", async () => {
    const trust = await trustOf("developer", { signIn: { ...SAML, personaTag: "Job" } });
    expect(lets(trust, assertion({ Job: "auditor:developer", team: "shop" }))).toBe(true);
    expect(lets(trust, assertion({ Job: "developers" }))).toBe(false);
    expect(lets(trust, assertion({ team: "shop" }))).toBe(false);
    expect(lets(trust, assertion({}))).toBe(false);
  });

  test("and with MFA where they decide, if the provider tells", async () => {
    const identity = { signIn: SAML, mfaTag: "mfa" };
    const manager = await trustOf("release-manager", identity);
    expect(lets(manager, assertion({ mfa: "true" }))).toBe(true);
    expect(lets(manager, assertion({ mfa: "false" }))).toBe(false);
    expect(lets(manager, assertion({}))).toBe(false);
    expect(lets(await trustOf("developer", identity), assertion({ mfa: "false" }))).toBe(true);
  });
});

describe("people of an OpenID Connect provider take a role", () => {
  const token = (tags: Record<string, string>, rest: Partial<SignIn> = {}): SignIn => ({
    action: "sts:AssumeRoleWithWebIdentity",
    from: `arn:aws:iam::${DEV}:oidc-provider/login.example.com/oauth2`,
    context: { "login.example.com/oauth2:aud": "people" },
    tags,
    ...rest,
  });

  test("with a token for Gatehouse's audience that names the persona", async () => {
    const trust = await trustOf("developer", { signIn: OIDC });
    expect(lets(trust, token({ persona: "developer" }))).toBe(true);
    expect(lets(trust, token({ persona: "auditor:developer", team: "shop" }))).toBe(true);
    expect(lets(trust, token({ persona: "developer-lead" }))).toBe(false);
    expect(lets(trust, token({ team: "shop" }))).toBe(false);
    expect(lets(trust, token({}))).toBe(false);
    expect(lets(trust, token({ persona: "developer", admin: "true" }))).toBe(false);
  });

  test("not with a token for another audience, or from another provider or account", async () => {
    const trust = await trustOf("developer", { signIn: OIDC });
    const others: Partial<SignIn>[] = [
      { context: { "login.example.com/oauth2:aud": "shop" } },
      { context: { "login.example.com:aud": "people" } },
      { context: {} },
      { from: `arn:aws:iam::${DEV}:oidc-provider/login.example.com` },
      { from: `arn:aws:iam::${TOOLING}:oidc-provider/login.example.com/oauth2` },
    ];
    for (const rest of others)
      expect(lets(trust, token({ persona: "developer" }, rest))).toBe(false);
  });

  test("and with MFA where they decide, if the provider tells", async () => {
    const trust = await trustOf("release-manager", { signIn: OIDC, mfaTag: "mfa" });
    expect(lets(trust, token({ persona: "release-manager", mfa: "true" }))).toBe(true);
    expect(lets(trust, token({ persona: "release-manager" }))).toBe(false);
  });
});
