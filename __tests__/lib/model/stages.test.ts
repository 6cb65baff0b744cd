import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { actionsOf } from "../../../lib/model/pipeline-actions";
import { goldenWith, problemsIn, problemsOf, validPlatform } from "../../support/platform-file";

const API = ["pipelines", "api"];
const stagesOf = (...stages: object[]): Setting => ({ path: [...API, "stages"], value: stages });
const to = (name: string, ...environments: string[]) => ({
  name,
  accounts: { environments },
  approval: {},
});

describe("the order of environments", () => {
  test.each([
    ["as they are listed", [to("a", "dev"), to("b", "staging"), to("c", "prod")]],
    ["two waves of one environment", [to("a", "dev"), to("b", "prod"), to("c", "prod")]],
    ["one left out", [to("a", "dev"), to("b", "prod")]],
    ["two in one stage", [to("a", "dev", "staging"), to("b", "prod")]],
    [
      "a stage that deploys nowhere between them",
      [to("a", "dev"), { name: "sign-off", approval: {} }, to("c", "prod")],
    ],
  ])("%s is taken", async (_name, stages) => {
    expect(await problemsOf("environment-order", goldenWith(stagesOf(...stages)))).toEqual([]);
  });

  test.each([
    ["prod before dev", [to("a", "prod"), to("b", "dev")], [1]],
    ["back to staging after prod", [to("a", "staging"), to("b", "prod"), to("c", "staging")], [2]],
    ["a stage that goes back and forth", [to("a", "staging"), to("b", "dev", "prod")], [1]],
    ["two steps back", [to("a", "prod"), to("b", "staging"), to("c", "dev")], [1, 2]],
  ])("%s is refused", async (_name, stages, at) => {
    const problems = await problemsOf("environment-order", goldenWith(stagesOf(...stages)));
    expect(problems.map(({ path }) => path)).toEqual(
      at.map((index) => `pipelines.api.stages[${index}].accounts`),
    );
    expect(problems[0]?.fix).toBe("order the stages as the environments are: dev, staging, prod");
  });
});

test("environments and stages keep their order; all else is sorted by name", async () => {
  const platform = await validPlatform(goldenWith());
  expect(platform.environments.map(({ name }) => name)).toEqual(["dev", "staging", "prod"]);
  expect(platform.pipelines.map(({ name }) => name)).toEqual(["api", "queues", "web"]);
  expect(platform.pipelines[0]?.stages.map(({ name }) => name)).toEqual(["dev", "staging", "prod"]);
  expect(platform.accounts.map(({ name }) => name)).toEqual(["dev", "prod", "staging"]);
});

test("a stage narrows its accounts' regions, and its targets are those that are left", async () => {
  const { pipelines } = await validPlatform(goldenWith());
  const queues = pipelines.find(({ name }) => name === "queues");
  expect(queues?.stages[1]?.targets.map(({ account, regions }) => [account.name, regions])).toEqual(
    [["prod", ["eu-west-1"]]],
  );
});

test.each(["source", "build"])("a stage can't be called %s", async (name) => {
  const [problem] = await problemsIn(
    goldenWith({ path: [...API, "stages", 0, "name"], value: name }),
  );
  expect(problem).toMatchObject({ code: "reserved-name", path: "pipelines.api.stages[0].name" });
});

test("a pipeline that only builds is a pipeline", async () => {
  const platform = await validPlatform(
    goldenWith({ path: [...API, "deploy"] }, { path: [...API, "stages"] }),
  );
  expect(platform.pipelines[0]).toMatchObject({
    deploy: undefined,
    stages: [],
    targets: [],
    regions: ["eu-west-1"],
  });
});

describe("CodePipeline's limits", () => {
  const wave = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      path: ["accounts", `wave-${index}`],
      value: { id: String(300_000_000_000 + index), environment: "dev", regions: ["eu-west-1"] },
    }));
  const dev = { path: [...API, "stages", 0, "accounts"], value: { environments: ["dev"] } };

  test("fifty actions in a stage are taken, fifty-one are not", async () => {
    // The golden dev account is one of them.
    expect(await problemsIn(goldenWith(...wave(49), dev))).toEqual([]);
    const [problem] = await problemsOf("too-many-actions", goldenWith(...wave(50), dev));
    expect(problem).toMatchObject({ path: "pipelines.api.stages[0]", got: "51 actions" });
  });

  test("fifty stages are taken, fifty-one are not; source and build are two of them", async () => {
    const signOffs = (count: number) =>
      stagesOf(
        to("dev", "dev"),
        ...Array.from({ length: count }, (_, index) => ({ name: `s${index}`, approval: {} })),
      );
    const grant = { path: ["personas", "release-manager", "grants", 1, "stages"] };
    expect(await problemsIn(goldenWith(signOffs(47), grant))).toEqual([]);
    const [problem] = await problemsOf("too-many-actions", goldenWith(signOffs(48), grant));
    expect(problem).toMatchObject({ path: "pipelines.api.stages", got: "51 stages" });
  });

  test("five hundred actions in a pipeline are taken, one more is not", async () => {
    // 11 stages with 45 accounts each and one with the rest; source and build are two more.
    const stages = (last: number) => [
      ...Array.from({ length: 11 }, (_, stage) => ({
        name: `wave-${stage}`,
        accounts: {
          names: Array.from({ length: 45 }, (_each, index) => `wave-${stage * 45 + index}`),
        },
      })),
      {
        name: "last",
        accounts: { names: Array.from({ length: last }, (_each, index) => `wave-${495 + index}`) },
      },
    ];
    const accounts = wave(500);
    expect(
      await problemsOf("too-many-actions", goldenWith(...accounts, stagesOf(...stages(3)))),
    ).toEqual([]);
    const [problem] = await problemsOf(
      "too-many-actions",
      goldenWith(...accounts, stagesOf(...stages(4))),
    );
    expect(problem).toMatchObject({ path: "pipelines.api.stages", got: "501 actions" });
  });
});

describe("actions", () => {
  async function actions(pipeline: string, stage: string): Promise<string[]> {
    const { pipelines } = await validPlatform(goldenWith());
    const found = pipelines.find(({ name }) => name === pipeline);
    const at = found?.stages.find(({ name }) => name === stage);
    return found && at
      ? actionsOf(found, at).map(({ kind, name, runOrder }) => `${runOrder} ${kind} ${name}`)
      : [];
  }

  test("CloudFormation without an approval deploys at once", async () => {
    expect(await actions("api", "dev")).toEqual(["1 cloudformation-deploy deploy-dev-euw1"]);
  });

  test("CloudFormation with an approval prepares, waits, and executes what was prepared", async () => {
    expect(await actions("api", "prod")).toEqual([
      "1 cloudformation-prepare prepare-prod-euc1",
      "1 cloudformation-prepare prepare-prod-euw1",
      "2 approval approve",
      "3 cloudformation-execute deploy-prod-euc1",
      "3 cloudformation-execute deploy-prod-euw1",
    ]);
  });

  test("ECS has nothing to prepare, so it waits first", async () => {
    expect(await actions("web", "prod")).toEqual([
      "1 approval approve",
      "2 ecs-deploy deploy-prod-euc1",
      "2 ecs-deploy deploy-prod-euw1",
    ]);
    expect(await actions("web", "dev")).toEqual(["1 ecs-deploy deploy-dev-euw1"]);
  });

  test("Terraform plans, waits where it must, and applies", async () => {
    expect(await actions("queues", "dev")).toEqual([
      "1 terraform-plan plan-dev-euw1",
      "2 terraform-apply apply-dev-euw1",
    ]);
    expect(await actions("queues", "prod")).toEqual([
      "1 terraform-plan plan-prod-euw1",
      "2 approval approve",
      "3 terraform-apply apply-prod-euw1",
    ]);
  });
});

test.each(["tooling", "pipelines"])("an environment can't be called %s", async (name) => {
  const [problem] = await problemsIn(
    goldenWith({ path: ["environments", 0, "name"], value: name }),
  );
  expect(problem).toMatchObject({ code: "reserved-name", path: "environments[0].name" });
});

test("a canary that is no account is told, and each one counts once", async () => {
  const path = ["promotion", "canaries"];
  const [problem] = await problemsIn(goldenWith({ path, value: ["prd"] }));
  expect(problem).toMatchObject({ code: "unknown-account", path: "promotion.canaries[0]" });
  const { promotion } = await validPlatform(goldenWith({ path, value: ["prod", "dev", "prod"] }));
  expect(promotion.canaries).toEqual(["dev", "prod"]);
});
