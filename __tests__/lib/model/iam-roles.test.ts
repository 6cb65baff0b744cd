import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { derivedNames } from "../../../lib/model/derived-names";
import { goldenWith, problemsIn, problemsOf, validPlatform } from "../../support/platform-file";

const SAML = { by: "saml", providerName: "directory" };
const USERS = { by: "identity-account", accountId: "555555555555" };

/** The golden platform, whose people take IAM roles. */
function inIamMode(identity: object = {}, ...settings: readonly Setting[]): string {
  const groups = ["developer", "release-manager", "platform-engineer", "auditor"].map((name) => ({
    name,
    personas: [name],
    source: "created",
  }));
  return goldenWith(
    { path: ["identity"], value: { mode: "iam", signIn: SAML, ...identity } },
    { path: ["groups"], value: groups },
    ...settings,
  );
}

/** A library, which has a build project and its roles. */
function library(name: string): Setting {
  const source = { connection: "github", repository: "acme/x", branch: "main" };
  return { path: ["pipelines", name], value: { team: "shop", source } };
}

function persona(name: string, grant: object): Setting {
  return { path: ["personas", name], value: { description: "Helps.", grants: [grant] } };
}

const VIEW = { capabilities: ["view"], pipelines: "all" };

test.each([
  ["saml", SAML],
  ["oidc", { by: "oidc", issuer: "login.example.com", audience: "people" }],
  ["identity-account", USERS],
  ["the tooling account's users", { ...USERS, accountId: "100000000002" }],
])("sign-in by %s is valid without a warning", async (_by, signIn) => {
  expect(await problemsIn(inIamMode({ signIn }))).toEqual([]);
});

describe("a path of people's roles", () => {
  test.each(["/people/", "/acme/people/", "/acme/", "/acmes/", "/org/acme-people/", "/api/"])(
    "is taken: %s",
    async (rolePath) => {
      expect(await problemsIn(inIamMode({ rolePath }))).toEqual([]);
    },
  );

  test.each([
    ["/acme-people/", /taken for those of pipelines, acme-/],
    ["/acme/api/", /deployments of pipeline "api" may create and change/],
    ["/acme/api/people/", /deployments of pipeline "api"/],
    ["/aws-reserved/people/", /AWS keeps this path/],
  ])("is refused: %s", async (rolePath, message) => {
    const problems = await problemsIn(inIamMode({ rolePath }));
    expect(problems).toMatchObject([{ code: "role-path", path: "identity.rolePath" }]);
    expect(problems[0]?.message).toMatch(message);
  });

  test("that nobody wrote down is refused at the pipeline that would take it", async () => {
    const problems = await problemsIn(inIamMode({}, library("people")));
    expect(problems).toMatchObject([{ code: "role-path", path: "pipelines.people" }]);
  });
});

describe("session tags", () => {
  test.each([
    ["a tag on every role that would be everybody's team", {}, { Team: "platform" }, "tags.Team"],
    ["one that would say everybody had MFA", { mfaTag: "mfa" }, { MFA: "true" }, "tags.MFA"],
    [
      "team and persona by one tag",
      { signIn: { ...SAML, personaTag: "TEAM" } },
      {},
      "identity.teamTag",
    ],
    ["MFA and team by one tag", { mfaTag: "team" }, {}, "identity.mfaTag"],
    [
      "MFA by a tag, of users who can't pass one",
      { signIn: USERS, mfaTag: "mfa" },
      {},
      "identity.mfaTag",
    ],
  ])("are refused: %s", async (_what, identity, tags, path) => {
    const problems = await problemsIn(inIamMode(identity, { path: ["tags"], value: tags }));
    expect(problems).toMatchObject([{ code: "session-tag", path }]);
  });

  test("are no matter with Identity Center, whose roles carry no tags", async () => {
    expect(await problemsIn(goldenWith({ path: ["tags", "team"], value: "platform" }))).toEqual([]);
  });
});

describe("a persona's role", () => {
  test("has the name of no other role in its account, since a path keeps no two apart", async () => {
    const named = persona("api-pipeline", VIEW);
    const problems = await problemsOf("name-collision", inIamMode({ rolePath: "/people/" }, named));
    expect(problems).toMatchObject([{ path: "personas.api-pipeline", got: "acme-api-pipeline" }]);
  });

  test("may share its name with a role of another account", async () => {
    expect(await problemsOf("name-collision", inIamMode({}, persona("api-deploy", VIEW)))).toEqual(
      [],
    );
    const reaching = persona("api-deploy", {
      capabilities: ["inspect"],
      accounts: { environments: ["dev"] },
    });
    const problems = await problemsOf("name-collision", inIamMode({}, reaching));
    expect(problems).toMatchObject([{ got: "acme-api-deploy" }]);
  });

  test("has room for a longer name than a permission set", async () => {
    const long = persona("p".repeat(28), VIEW);
    const prefix = { path: ["namePrefix"], value: "abcdefghijkl" };
    expect(await problemsOf("name-too-long", inIamMode({}, long, prefix))).toEqual([]);
    expect(await problemsOf("name-too-long", goldenWith(long, prefix))).toHaveLength(1);
    const names = derivedNames(await validPlatform(inIamMode()));
    expect(names.filter(({ kind }) => kind === "permission set")).toEqual([]);
  });

  test("is out of reach of what deployments and builds may change", async () => {
    const taken: Setting = {
      path: ["executionProfiles", "functions", "permissions", 1],
      value: {
        actions: ["iam:DeleteRolePolicy"],
        resources: ["arn:{partition}:iam::{account}:role/people/*"],
      },
    };
    const at = inIamMode({ rolePath: "/people/" }, taken);
    expect(await problemsOf("guarded-resource", at)).toHaveLength(1);
    const elsewhere = inIamMode({ rolePath: "/staff/" }, taken);
    expect(await problemsOf("guarded-resource", elsewhere)).toEqual([]);
  });
});

test("a persona without a group is told where groups decide, and left to the provider where it does", async () => {
  const lone = persona("lone", VIEW);
  expect(
    await problemsOf("persona-without-group", inIamMode({ signIn: USERS }, lone)),
  ).toHaveLength(1);
  expect(await problemsOf("persona-without-group", inIamMode({}, lone))).toEqual([]);
});
