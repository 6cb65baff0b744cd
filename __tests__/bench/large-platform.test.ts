import { largePlatform } from "../../bench/large-platform";
import { loadPlatform } from "../../lib/model/load-platform";
import type { Platform } from "../../lib/model/platform";
import { actionsOf } from "../../lib/model/pipeline-actions";
import { checkPolicySizes } from "../../lib/policy/check-policy-sizes";

describe("the platform that a bench generates", () => {
  it.each([
    { accounts: 1, pipelines: 1, personas: 6, kinds: ["cloudformation"] },
    { accounts: 10, pipelines: 1, personas: 6, kinds: ["cloudformation"] },
    { accounts: 60, pipelines: 6, personas: 12, kinds: ["cloudformation", "ecs", "terraform"] },
  ])("is valid without a warning at $accounts accounts", async ({ accounts, ...expected }) => {
    const platform = await load(accounts);
    expect(platform.accounts).toHaveLength(accounts);
    expect(platform.pipelines).toHaveLength(expected.pipelines);
    expect(platform.personas).toHaveLength(expected.personas);
    const kinds = platform.pipelines.map((pipeline) => pipeline.deploy?.kind);
    expect([...new Set(kinds)].sort()).toEqual(expected.kinds);
  });

  it("deploys to every account, by every pipeline to 30 at most", async () => {
    const { accounts, pipelines } = await load(60);
    const reached = pipelines.flatMap(({ targets }) => targets.map(({ account }) => account.name));
    expect(new Set(reached).size).toBe(accounts.length);
    expect(Math.max(...pipelines.map(({ targets }) => targets.length))).toBe(30);
  });

  it("fills a stage of 10 accounts in two regions nearly to what CodePipeline takes", async () => {
    const { pipelines } = await load(60);
    const sizes = pipelines.flatMap((pipeline) =>
      pipeline.stages.map((stage) => actionsOf(pipeline, stage).length),
    );
    expect(Math.max(...sizes)).toBe(41);
  });

  it("is the same text each time", () => {
    expect(largePlatform(60)).toBe(largePlatform(60));
  });
});

async function load(accounts: number): Promise<Platform> {
  const bytes = Buffer.from(largePlatform(accounts));
  const loaded = await loadPlatform("platform.yaml", bytes, { extraCheck: checkPolicySizes });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems.slice(0, 5)));
  expect(loaded.warnings).toEqual([]);
  return loaded.platform;
}
