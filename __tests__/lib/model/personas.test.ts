import { goldenWith, problemsIn, problemsOf, validPlatform } from "../../support/platform-file";

const AUDITOR = ["personas", "auditor"];

test("a persona holds the grants of all that it extends, each once", async () => {
  const { personas } = await validPlatform(
    goldenWith({
      path: ["personas", "lead"],
      value: {
        description: "Leads.",
        enabled: false,
        extends: ["developer", "platform-engineer", "auditor"],
      },
    }),
  );
  const lead = personas.find(({ name }) => name === "lead");
  expect(
    lead?.grants.map(({ kind, capabilities }) => `${kind}: ${capabilities.join(" ")}`),
  ).toEqual([
    "account: inspect",
    "pipeline: start stop logs edit",
    "pipeline: view start retry logs",
    "pipeline: view",
  ]);
});

test("a grant is resolved to the pipelines and stages that it reaches", async () => {
  const { personas } = await validPlatform(goldenWith());
  const grants = personas.find(({ name }) => name === "release-manager")?.grants;
  expect(grants).toContainEqual({
    kind: "pipeline",
    capabilities: ["rollback", "approve"],
    custom: [],
    ownTeam: false,
    path: ["personas", "release-manager", "grants", 1],
    on: [
      { pipeline: "api", stages: ["staging", "prod"], wholePipeline: false },
      { pipeline: "queues", stages: ["prod"], wholePipeline: false },
      { pipeline: "web", stages: ["prod"], wholePipeline: false },
    ],
  });
  expect(personas.find(({ name }) => name === "auditor")?.grants[0]).toMatchObject({
    on: [
      { pipeline: "api", stages: ["dev", "staging", "prod"], wholePipeline: true },
      { pipeline: "queues", wholePipeline: true },
      { pipeline: "web", wholePipeline: true },
    ],
  });
});

test("one grant may hold on pipelines and on accounts", async () => {
  const grant = {
    capabilities: ["view", "inspect"],
    pipelines: "all",
    accounts: { environments: ["dev"] },
  };
  const { personas } = await validPlatform(
    goldenWith({ path: [...AUDITOR, "grants", 0], value: grant }),
  );
  expect(personas.find(({ name }) => name === "auditor")?.grants.map(({ kind }) => kind)).toEqual([
    "account",
    "pipeline",
  ]);
});

test.each([
  ["itself", { auditor: ["auditor"] }, "auditor → auditor"],
  [
    "each other",
    { auditor: ["developer"], developer: ["auditor"] },
    "auditor → developer → auditor",
  ],
  [
    "each other in a circle of three",
    { auditor: ["release-manager"], "release-manager": ["developer"], developer: ["auditor"] },
    "auditor → release-manager → developer → auditor",
  ],
])("personas that extend %s are told the circle once", async (_name, extend, circle) => {
  const settings = Object.entries(extend).map(([name, value]) => ({
    path: ["personas", name, "extends"],
    value,
  }));
  const problems = await problemsOf("circular-reference", goldenWith(...settings));
  expect(problems.map(({ message }) => message)).toEqual([
    `the personas extend each other in a circle: ${circle}`,
  ]);
});

test("a hundred layers of personas that extend each other are no circle, and no endless search", async () => {
  const layers = Array.from({ length: 100 }, (_, layer) =>
    ["a", "b", "c"].map((letter) => ({
      path: ["personas", `layer-${letter}-${layer}`],
      value: {
        description: "Layer.",
        enabled: false,
        extends:
          layer === 0 ? ["auditor"] : ["a", "b", "c"].map((below) => `layer-${below}-${layer - 1}`),
      },
    })),
  ).flat();
  expect(await problemsIn(goldenWith(...layers))).toEqual([]);
});

test.each([
  ["PT1H", []],
  ["PT12H", []],
  ["PT60M", []],
  ["PT11H60M", []],
  ["PT59M", ["session-duration-out-of-range"]],
  ["PT12H1M", ["session-duration-out-of-range"]],
  ["PT0H", ["session-duration-out-of-range"]],
  ["PT99999999999999999999H", ["session-duration-out-of-range"]],
  ["PT", ["invalid-session-duration"]],
  ["P1D", ["invalid-session-duration"]],
  ["pt8h", ["invalid-session-duration"]],
])("a session of %s", async (value, codes) => {
  expect(
    (await problemsIn(goldenWith({ path: [...AUDITOR, "sessionDuration"], value }))).map(
      ({ code }) => code,
    ),
  ).toEqual(codes);
});

test.each([
  [
    "a pipeline capability without pipelines",
    { capabilities: ["view"], accounts: { environments: ["dev"] } },
    ["grants[0]", "grants[0].accounts"],
  ],
  [
    "an account capability without accounts",
    { capabilities: ["operate"], pipelines: "all" },
    ["grants[0]", "grants[0].pipelines"],
  ],
  ["neither", { capabilities: ["view", "inspect"] }, ["grants[0]", "grants[0]"]],
])("a grant with %s is refused", async (_name, grant, places) => {
  const problems = await problemsOf(
    "grant-without-target",
    goldenWith({ path: [...AUDITOR, "grants", 0], value: grant }),
  );
  expect(problems.map(({ path }) => path)).toEqual(
    places.map((place) => `personas.auditor.${place}`),
  );
});

test.each(["view", "start", "stop", "edit", "logs", "artifacts", "source"])(
  "%s can't be granted on single stages",
  async (capability) => {
    const grant = { capabilities: [capability], pipelines: "all", stages: { names: ["dev"] } };
    const problems = await problemsIn(
      goldenWith({ path: [...AUDITOR, "grants", 0], value: grant }),
    );
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "grant-level personas.auditor.grants[0].capabilities[0]",
    ]);
  },
);

test.each(["retry", "rollback", "gate", "override"])(
  "%s can be granted on single stages",
  async (capability) => {
    const grant = { capabilities: [capability], pipelines: "all", stages: { names: ["dev"] } };
    expect(await problemsIn(goldenWith({ path: [...AUDITOR, "grants", 0], value: grant }))).toEqual(
      [],
    );
  },
);

test("groups whose names differ in case only are one at Identity Center", async () => {
  const [problem] = await problemsOf(
    "duplicate-name",
    goldenWith({ path: ["groups", 3, "name"], value: "DEVELOPERS" }),
  );
  expect(problem).toMatchObject({ path: "groups[3].name" });
});

test("where nobody is given personas, a persona needs no group", async () => {
  expect(
    await problemsIn(
      goldenWith({ path: ["identity"], value: { mode: "none" } }, { path: ["groups"] }),
    ),
  ).toEqual([]);
});
