import { goldenWith, problemsIn, problemsOf } from "../../support/platform-file";

describe("groups of the directory", () => {
  const twice = (issuer: string, id: string) =>
    problemsOf(
      "duplicate-name",
      goldenWith(
        { path: ["groups", 0, "externalId"], value: { issuer: "idp", id: "42" } },
        { path: ["groups", 1, "externalId"], value: { issuer, id } },
      ),
    );

  test("are one where they have one id, whatever they are called here", async () => {
    expect(await twice("idp", "42")).toMatchObject([{ path: "groups[1].externalId" }]);
  });

  test("are two where the id or who gave it differs", async () => {
    expect([...(await twice("idp", "43")), ...(await twice("other", "42"))]).toEqual([]);
  });
});

describe("members of a group", () => {
  const inGroup = (...members: string[]) =>
    problemsIn(goldenWith({ path: ["groups", 2, "members"], value: members }));

  test("are listed once, whatever the case and however accents are written", async () => {
    expect(await inGroup("ada", "grace")).toEqual([]);
    expect(await inGroup("ada", "grace", "ADA")).toMatchObject([
      { code: "duplicate-name", path: "groups[2].members[2]", got: '"ADA"' },
    ]);
    expect(await inGroup("zo\u00e9", "zoe\u0301")).toMatchObject([{ code: "duplicate-name" }]);
  });
});

describe("IAM users", () => {
  const users = (...groups: readonly (readonly string[])[]) =>
    problemsIn(
      goldenWith(
        {
          path: ["identity"],
          value: { mode: "iam", signIn: { by: "identity-account", accountId: "555555555555" } },
        },
        {
          path: ["groups"],
          value: groups.map((members, index) => ({
            name: `group-${index}`,
            personas: ["auditor", "developer", "platform-engineer"],
            source: "created",
            members,
          })),
        },
        { path: ["personas", "release-manager", "enabled"], value: false },
        { path: ["pipelines", "api", "stages", 1, "approval"] },
      ),
    );
  const errors = async (...groups: readonly (readonly string[])[]) =>
    (await users(...groups)).filter(({ severity }) => severity === "error");

  test("are in at most ten groups", async () => {
    const ten = Array.from({ length: 10 }, () => ["ada"]);
    expect(await errors(...ten)).toEqual([]);
    expect(await errors(...ten, ["Ada"], ["ADA"])).toMatchObject([
      { code: "too-many-groups", path: "groups[10].members[0]", got: '"Ada"' },
    ]);
  });

  test("have a name that a session can have too", async () => {
    expect(await errors(["a"])).toMatchObject([{ code: "invalid-name" }]);
    expect(await errors(["al"])).toEqual([]);
  });
});

describe("attributes for access control", () => {
  const attributes = (names: readonly string[], identity: object = {}) =>
    problemsIn(
      goldenWith({
        path: ["identity"],
        value: {
          mode: "identity-center",
          region: "eu-west-1",
          attributes: Object.fromEntries(names.map((name) => [name, "${path:userName}"])),
          ...identity,
        },
      }),
    );

  test("may say the team, which is what they are for", async () => {
    expect(await attributes(["team", "cost"], { mfaTag: "mfa" })).toEqual([]);
  });

  test.each([["mfa"], ["MFA"]])("never say that there was MFA: %s", async (name) => {
    expect(await attributes(["team", name], { mfaTag: "mfa" })).toMatchObject([
      { code: "session-tag", path: `identity.attributes.${name}` },
    ]);
  });

  test("say each thing once, and in one case", async () => {
    expect(await attributes(["team", "cost", "Cost"])).toMatchObject([
      { code: "session-tag", path: "identity.attributes.Cost" },
    ]);
    expect(await attributes(["Team"])).toMatchObject([
      { code: "session-tag", path: "identity.attributes.Team", fix: "write team" },
    ]);
    expect(await attributes(["team"], { mfaTag: "Team" })).toMatchObject([
      { code: "session-tag", path: "identity.mfaTag" },
    ]);
  });
});
