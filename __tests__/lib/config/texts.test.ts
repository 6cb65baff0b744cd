import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { goldenWith, problemsIn } from "../../support/platform-file";

const codes = async (...settings: Setting[]) =>
  (await problemsIn(goldenWith(...settings)))
    .filter(({ severity }) => severity === "error")
    .map(({ code, path }) => ({ code, path }));

const RULE = { name: "rule", description: "Kept apart.", holder: ["stop"], mustNotHold: ["edit"] };
const CUSTOM = {
  description: "Looks.",
  on: "accounts",
  permissions: [{ actions: ["ecs:ListTaskDefinitions"], resources: ["*"] }],
};
const GLASS = {
  description: "Repairs.",
  enabled: false,
  sessionDuration: "PT1H",
  grants: [{ capabilities: ["operate"], accounts: "all" }],
  breakGlass: { notify: ["a@example.com"], reason: "   " },
};

describe("a text of spaces alone says nothing, and is refused:", () => {
  test.each<[string, Setting, string]>([
    [
      "a persona's description",
      { path: ["personas", "auditor", "description"], value: "  " },
      "personas.auditor.description",
    ],
    [
      "the reason of an emergency",
      { path: ["personas", "emergency"], value: GLASS },
      "personas.emergency.breakGlass.reason",
    ],
    [
      "a rule's description",
      { path: ["separationOfDuties"], value: [{ ...RULE, description: "\n" }] },
      "separationOfDuties[0].description",
    ],
    [
      "a capability's description",
      { path: ["capabilities", "look"], value: { ...CUSTOM, description: "\t" } },
      "capabilities.look.description",
    ],
    [
      "a pipeline's description",
      { path: ["pipelines", "web", "description"], value: " " },
      "pipelines.web.description",
    ],
    [
      "an approval's instructions",
      { path: ["pipelines", "api", "stages", 2, "approval", "instructions"], value: " " },
      "pipelines.api.stages[2].approval.instructions",
    ],
    [
      "a resource",
      { path: ["executionProfiles", "queues", "permissions", 0, "resources", 0], value: " " },
      "executionProfiles.queues.permissions[0].resources[0]",
    ],
  ])("%s", async (_what, setting, path) => {
    expect(await codes(setting)).toEqual([{ code: "invalid-format", path }]);
  });

  test.each<[string, Setting, string]>([
    ["a group's name", { path: ["groups", 0, "name"], value: " " }, "invalid-name"],
    [
      "spaces around a group's name",
      { path: ["groups", 0, "name"], value: "Ops " },
      "invalid-name",
    ],
    ["an OU", { path: ["accounts", "dev", "ou"], value: "Workloads/ " }, "invalid-format"],
    ["a tag's key", { path: ["tags", " "], value: "x" }, "invalid-tag"],
  ])("%s", async (_what, setting, code) => {
    expect((await codes(setting)).map((problem) => problem.code)).toEqual([code]);
  });

  test("an empty one is too short, and told once", async () => {
    expect(await codes({ path: ["pipelines", "web", "description"], value: "" })).toEqual([
      { code: "out-of-range", path: "pipelines.web.description" },
    ]);
  });
});

describe("what IAM would refuse halfway through is refused here:", () => {
  test.each([
    ["a letter beyond Latin-1", "Gibt frei \u2192 Produktion"],
    ["a pictograph", "Approves \u{1F680}"],
    ["a control character", "Approves\u0007"],
    ["one that no font shows", "Approves\u0085"],
  ])("a description with %s", async (_what, value) => {
    expect(await codes({ path: ["personas", "auditor", "description"], value })).toEqual([
      { code: "invalid-format", path: "personas.auditor.description" },
    ]);
  });

  test("a tag with a character that tags don't take", async () => {
    expect(await codes({ path: ["tags", "owner"], value: "platform; ops" })).toEqual([
      { code: "invalid-tag", path: "tags.owner" },
    ]);
  });

  test("a path of people's roles that is longer than 512 characters", async () => {
    const identity = (length: number): Setting => ({
      path: ["identity"],
      value: {
        mode: "iam",
        signIn: { by: "saml", providerName: "directory" },
        rolePath: `/${"p".repeat(length - 2)}/`,
      },
    });
    expect(await codes(identity(512))).toEqual([]);
    expect(await codes(identity(513))).toEqual([
      { code: "invalid-format", path: "identity.rolePath" },
    ]);
  });
});

test("names may be written with accents of their own, as some directories have them", async () => {
  const members: Setting = { path: ["groups", 2, "members"], value: ["zoe\u0301"] };
  expect(
    await codes(members, { path: ["groups", 0, "name"], value: "De\u0301veloppeurs" }),
  ).toEqual([]);
});
