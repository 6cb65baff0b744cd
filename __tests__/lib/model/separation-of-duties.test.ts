import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { approversOf, stagesHeld } from "../../../lib/model/reach";
import { goldenWith, problemsIn, problemsOf, validPlatform } from "../../support/platform-file";

const MANAGER = ["personas", "release-manager"];
const approve = (...capabilities: string[]): Setting => ({
  path: [...MANAGER, "grants", 0, "capabilities"],
  value: ["view", ...capabilities],
});

async function conflicts(...settings: Setting[]) {
  return problemsOf("duty-conflict", goldenWith(...settings));
}

test.each(["start", "edit", "source"])(
  "who approves a stage may not %s its pipeline",
  async (capability) => {
    const problems = await conflicts(approve(capability));
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem).toMatchObject({
        path: "personas.release-manager",
        got: `approve, ${capability}`,
      });
    }
  },
);

test("who approves a stage may not override any stage of its pipeline", async () => {
  const grant = {
    capabilities: ["override"],
    pipelines: { names: ["api"] },
    stages: { names: ["dev"] },
  };
  const problems = await conflicts({ path: [...MANAGER, "grants", 2], value: grant });
  expect(problems.map(({ message }) => message)).toEqual([
    `"release-manager" may approve stage "staging" of pipeline "api" and also override its conditions`,
    `"release-manager" may approve stage "prod" of pipeline "api" and also override its conditions`,
  ]);
});

// The gate is one that they close and never open: see duties.test.ts.
test.each(["view", "stop", "retry", "rollback", "logs", "artifacts", "gate"])(
  "who approves may %s",
  async (capability) => {
    expect(await conflicts(approve(capability))).toEqual([]);
  },
);

test("who approves one pipeline may start another", async () => {
  expect(
    await conflicts(
      { path: [...MANAGER, "grants", 1, "pipelines"], value: { teams: ["shop"] } },
      {
        path: [...MANAGER, "grants", 2],
        value: { capabilities: ["start"], pipelines: { names: ["queues"] } },
      },
    ),
  ).toEqual([]);
});

test("what a persona extends counts as its own", async () => {
  const problems = await conflicts({ path: [...MANAGER, "extends"], value: ["developer"] });
  expect(problems.map(({ message }) => message)).toContain(
    '"release-manager" may approve stage "prod" of pipeline "web" and also start it',
  );
});

test("what it extends counts through any number of personas", async () => {
  const problems = await conflicts(
    { path: ["personas", "auditor", "extends"], value: ["developer"] },
    { path: [...MANAGER, "extends"], value: ["auditor"] },
  );
  expect(problems.some(({ path }) => path === "personas.release-manager")).toBe(true);
});

test("a group that holds both personas joins what they keep apart", async () => {
  const problems = await conflicts({
    path: ["groups", 1, "personas"],
    value: ["developer", "release-manager"],
  });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({
    path: "groups[1].personas",
    got: "developer, release-manager",
  });
  expect(problems[0]?.message).toMatch(
    /may approve stage "\w+" of pipeline "\w+" as release-manager and start it as developer/,
  );
});

test("a group may hold two personas whose pipelines differ", async () => {
  expect(
    await conflicts(
      { path: [...MANAGER, "grants", 1, "pipelines"], value: { names: ["queues"] } },
      { path: ["groups", 1, "personas"], value: ["developer", "release-manager"] },
    ),
  ).toEqual([]);
});

test("a persona that nobody can have is not held against anyone", async () => {
  expect(
    await conflicts(approve("start"), { path: [...MANAGER, "enabled"], value: false }),
  ).toEqual([]);
});

describe("allowStarterToApprove", () => {
  const allow = (stage: number): Setting => ({
    path: ["pipelines", "api", "stages", stage, "approval", "allowStarterToApprove"],
    value: true,
  });
  const starter: Setting = {
    path: ["personas", "developer", "grants", 2],
    value: {
      capabilities: ["approve"],
      pipelines: { names: ["api"] },
      stages: { names: ["staging"] },
    },
  };

  test("without it, who starts may not approve in staging either", async () => {
    expect((await conflicts(starter)).map(({ path }) => path)).toEqual(["personas.developer"]);
  });

  test("it is taken on a stage that is not protected, with a warning", async () => {
    const problems = await problemsIn(goldenWith(allow(1), starter));
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      "warning starter-may-approve",
    ]);
  });

  test("it is refused on a protected stage", async () => {
    const [problem] = await conflicts(allow(2));
    expect(problem).toMatchObject({
      severity: "error",
      path: "pipelines.api.stages[2].approval.allowStarterToApprove",
    });
  });

  test("on one stage it does not loosen another", async () => {
    const everywhere = {
      ...starter,
      value: { capabilities: ["approve"], pipelines: { names: ["api"] } },
    };
    const messages = (await conflicts(allow(1), everywhere)).map(({ message }) => message);
    expect(messages).toEqual([
      '"developer" may approve stage "prod" of pipeline "api" and also start it',
    ]);
  });
});

describe("protected environments", () => {
  test("each stage that deploys to one needs an approval, whatever it is called", async () => {
    const [problem] = await problemsOf(
      "protected-stage-without-approval",
      goldenWith(
        { path: ["pipelines", "api", "stages", 2, "name"], value: "harmless" },
        { path: ["pipelines", "api", "stages", 2, "approval"] },
      ),
    );
    expect(problem).toMatchObject({ path: "pipelines.api.stages[2]", got: "harmless" });
  });

  test("a stage that deploys there among others needs one too", async () => {
    const accounts = { environments: ["staging", "prod"] };
    const problems = await problemsOf(
      "protected-stage-without-approval",
      goldenWith(
        { path: ["pipelines", "api", "stages", 1], value: { name: "rest", accounts } },
        { path: ["pipelines", "api", "stages", 2] },
      ),
    );
    expect(problems).toHaveLength(1);
  });

  test("an empty approval will do", async () => {
    const { pipelines } = await validPlatform(goldenWith());
    const prod = pipelines.find(({ name }) => name === "web")?.stages.at(-1);
    expect(prod).toMatchObject({
      protected: true,
      approval: { timeoutMinutes: 10_080, allowStarterToApprove: false },
    });
  });
});

describe("who may approve", () => {
  test("exactly the enabled personas with a grant that reaches the stage", async () => {
    const platform = await validPlatform(
      goldenWith(
        {
          path: ["personas", "on-call"],
          value: { description: "Nights.", enabled: false, extends: ["release-manager"] },
        },
        {
          path: ["personas", "tester"],
          value: {
            description: "Tests.",
            grants: [
              { capabilities: ["approve"], pipelines: "all", stages: { names: ["staging"] } },
            ],
          },
        },
      ),
    );
    const approvers = platform.pipelines.flatMap(({ name, stages }) =>
      stages.map(
        (stage) =>
          `${name}/${stage.name}: ${approversOf(platform, name, stage.name)
            .map((each) => each.name)
            .join(", ")}`,
      ),
    );
    expect(approvers).toEqual([
      "api/dev: ",
      "api/staging: release-manager, tester",
      "api/prod: release-manager",
      "queues/dev: ",
      "queues/prod: release-manager",
      "web/dev: ",
      "web/prod: release-manager",
    ]);
  });

  test("a stage without an approver is a warning, and nothing worse", async () => {
    const problems = await problemsIn(
      goldenWith({ path: [...MANAGER, "enabled"], value: false }, { path: ["groups", 1] }),
    );
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual(
      Array.from({ length: 4 }, () => "warning approval-without-approver"),
    );
  });

  test("a capability of a whole pipeline is held on all of it, others where they are granted", async () => {
    const { personas, pipelines } = await validPlatform(goldenWith());
    const web = pipelines.find(({ name }) => name === "web");
    const held = (name: string, capability: Parameters<typeof stagesHeld>[1]) => {
      const persona = personas.find((each) => each.name === name);
      return persona && web && [...stagesHeld(persona, capability, web.name)];
    };
    expect(held("developer", "start")).toContain("all");
    expect(held("release-manager", "approve")).toEqual(["prod"]);
    expect(held("auditor", "start")).toEqual([]);
  });
});
