import {
  GOLDEN_TEXT,
  goldenWith,
  load,
  problemsIn,
  problemsOf,
  textAt,
} from "../../support/platform-file";

describe("all problems at once", () => {
  const text = goldenWith(
    { path: ["namePrefix"], value: "Acme!" },
    { path: ["tooling", "homeRegion"], value: "eu-wset-1" },
    { path: ["accounts", "dev", "id"], value: 200000000001 },
    { path: ["accounts", "staging", "regions"], value: ["eu-west-1", "eu-west-1"] },
    {
      path: ["executionProfiles", "functions", "permissions", 0, "actions", 0],
      value: "lambda:CreateFunktion",
    },
    {
      path: ["executionProfiles", "functions", "permissions", 0, "resources", 0],
      value: "arn:aws:lambda:{regoin}::*",
    },
    { path: ["executionProfiles", "queues", "permissions", 0, "resources"], value: ["*"] },
    { path: ["pipelines", "api", "source", "connection"], value: "gitlab" },
    { path: ["pipelines", "api", "stages", 2, "approval"] },
    { path: ["pipelines", "web", "deploy", "kind"], value: "esc" },
    { path: ["pipelines", "queues", "executionMode"], value: "queued" },
    { path: ["pipelines", "queues", "stages", 0, "name"], value: "source" },
    { path: ["personas", "developer", "sessionDuration"], value: "PT13H" },
    { path: ["personas", "platform-engineer", "extends"], value: ["auditer"] },
    {
      path: ["personas", "release-manager", "grants", 1, "capabilities"],
      value: ["approve", "stop"],
    },
    { path: ["groups", 1, "personas"], value: ["release-manager", "release-manager"] },
    { path: ["groups", 2, "sauce"], value: "created" },
    { path: ["identity", "region"], value: "eu-central-9" },
    { path: ["backend", "bucket"], value: "acme-state" },
    { path: ["retention"], value: { artifactDays: 0, buildLogDays: 100 } },
    { path: ["tags", "aws:owner"], value: "x" },
  );
  const expected = [
    "invalid-name namePrefix",
    'invalid-tag tags["aws:owner"]',
    "unknown-region tooling.homeRegion",
    "account-id-not-text accounts.dev.id",
    "duplicate-name accounts.staging.regions[1]",
    "unknown-action executionProfiles.functions.permissions[0].actions[0]",
    "unknown-placeholder executionProfiles.functions.permissions[0].resources[0]",
    "wildcard-resource executionProfiles.queues.permissions[0].actions[0]",
    "wildcard-resource executionProfiles.queues.permissions[0].actions[1]",
    "wildcard-resource executionProfiles.queues.permissions[0].actions[2]",
    "wildcard-resource executionProfiles.queues.permissions[0].actions[3]",
    "unknown-connection pipelines.api.source.connection",
    "protected-stage-without-approval pipelines.api.stages[2]",
    "unknown-value pipelines.web.deploy.kind",
    "unknown-value pipelines.queues.executionMode",
    "reserved-name pipelines.queues.stages[0].name",
    "session-duration-out-of-range personas.developer.sessionDuration",
    "grant-level personas.release-manager.grants[1].capabilities[1]",
    "unknown-persona personas.platform-engineer.extends[0]",
    "duplicate-name groups[1].personas[1]",
    "unknown-key groups[2].sauce",
    "unknown-region identity.region",
    "unknown-key backend.bucket",
    "out-of-range retention.artifactDays",
    "unknown-value retention.buildLogDays",
  ];

  test("none hides another, none is an echo of another, and they come as they stand in the file", async () => {
    const problems = await problemsIn(text);
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
    const places = problems.map(({ at }) => at.split(":").slice(1).map(Number));
    expect(places).toEqual([...places].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
  });

  test("one that breaks the shape of each required section leaves the rest checked", async () => {
    for (const section of ["version", "organization", "tooling", "environments", "identity"]) {
      const broken = goldenWith(
        { path: [section], value: "?" },
        { path: ["groups", 0, "personas", 0], value: "devloper" },
      );
      const errors = (await problemsIn(broken)).filter(({ severity }) => severity === "error");
      const codes = errors.map(({ code, path }) => `${code} ${path}`);
      expect(codes).toHaveLength(2);
      expect(codes).toContain("unknown-persona groups[0].personas[0]");
      expect(codes).toContainEqual(expect.stringContaining(` ${section}`));
    }
  });

  test("warnings come after errors", async () => {
    const problems = await problemsIn(
      goldenWith(
        { path: ["pipelines", "api", "deleteBucketWithArtifacts"], value: true },
        { path: ["groups", 0, "personas", 0], value: "devloper" },
      ),
    );
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      "error unknown-persona",
      "warning artifacts-deletable",
      "warning persona-without-group",
    ]);
  });

  test("a thousand faults of one kind come to hundreds of problems, not to a hang", async () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}: 1\n`).join("");
    expect((await problemsIn(GOLDEN_TEXT + keys)).length).toBeGreaterThan(400);
  });
});

describe("one mistake is one problem", () => {
  test.each([
    ["a list where text belongs", ["accounts", "dev", "ou"], []],
    ["a section that is no map", ["accounts"], "none"],
    ["connections that are no map", ["connections"], 5],
    ["a wrong partition", ["organization", "partition"], "aws-gov"],
    ["a persona's grants that are no list", ["personas", "release-manager", "grants"], "all"],
    [
      "a profile's plan permissions that are no list",
      ["executionProfiles", "queues", "planPermissions"],
      1,
    ],
    ["a pipeline's deploy that is no map", ["pipelines", "api", "deploy"], "cloudformation"],
    ["a stage's approval that is no map", ["pipelines", "api", "stages", 2, "approval"], true],
    [
      "a mistyped account in a stage",
      ["pipelines", "api", "stages", 2, "accounts"],
      { names: ["prd"] },
    ],
    [
      "an unknown region of a stage",
      ["pipelines", "queues", "stages", 1, "regions", 0],
      "eu-wset-1",
    ],
    ["a prefix that is no name", ["namePrefix"], "A".repeat(60)],
    ["a mistyped setting of an environment", ["environments", 2, "protcted"], true],
  ])("%s", async (_name, path, value) => {
    expect((await problemsIn(goldenWith({ path, value }))).map(({ code }) => code)).toHaveLength(1);
  });
});

describe("places", () => {
  const text = `# A comment, é and ✓ before.\n${GOLDEN_TEXT}`
    .replace("regions: [eu-west-1]", "regions: &home [eu-west-1] # the first")
    .replace("regions: [eu-west-1]", "regions: *home")
    .replace("namePrefix: acme", "namePrefix: &prefix acme\n\n# another comment\n")
    .replace("cluster: shop", "cluster: *prefix");

  test("aliases and comments are taken as they are", async () => {
    expect((await load(text)).kind).toBe("valid");
  });

  test.each([
    ["a key", text.replace("branch: main", "brunch: main"), "unknown-key", "brunch: main"],
    [
      "an item of a flow list",
      text.replace("lambda:GetFunction", "lambda:GetFunktion"),
      "unknown-action",
      "lambda:GetFunktion",
    ],
    [
      "an item of a block list",
      text.replace("- name: staging", "- name: Staging"),
      "invalid-name",
      "Staging",
    ],
    [
      "a value in quotes",
      text.replace('"100000000003"', '"10000000000"'),
      "invalid-account-id",
      '"10000000000"',
    ],
    ["a value behind an alias", text.replace("&prefix acme", "&prefix a!"), "invalid-format", "a!"],
    [
      "an item behind an alias",
      text.replace("[eu-west-1] # the", "[eu-wst-1] # the"),
      "unknown-region",
      "eu-wst-1",
    ],
    [
      "the map that lacks a setting",
      text.replace("team: data", "# team: data"),
      "missing-field",
      "source: {",
    ],
  ])("%s is pointed at exactly", async (_name, broken, code, start) => {
    const problem = (await problemsIn(broken)).find((each) => each.code === code);
    expect(problem && textAt(broken, problem)).toMatch(
      new RegExp(`^${start.replaceAll(/[[{]/g, "\\$&")}`),
    );
  });

  test("a fault behind an alias is told for each place that uses it", async () => {
    const problems = await problemsOf(
      "unknown-region",
      text.replace("[eu-west-1] # the", "[eu-wst-1] # the"),
    );
    expect(problems.map(({ path }) => path)).toEqual([
      "accounts.dev.regions[0]",
      "accounts.staging.regions[0]",
    ]);
    expect(new Set(problems.map(({ at }) => at)).size).toBe(1);
  });

  test("Windows line ends and a byte order mark shift nothing", async () => {
    const broken = `\ufeff${text.replace("branch: main", "brunch: main").replaceAll("\n", "\r\n")}`;
    const [problem] = await problemsOf("unknown-key", broken);
    expect(problem && textAt(broken, problem)).toMatch(/^brunch/);
  });
});
