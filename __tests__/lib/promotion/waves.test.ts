import { planWaves, type StackEntry, stacksOf } from "../../../lib/promotion/waves";
import { wavePlatform } from "../../support/promotion/promotion-lab";

const stack = (name: string, ...dependencies: readonly string[]): StackEntry => ({
  name,
  dependencies,
});

const accounts = { "app-dev": "dev", "app-prod": "prod", "data-prod": "prod" };
const stacks = [
  stack("pipeline-app", "tooling", "target-app-dev", "target-app-prod"),
  stack("target-app-prod"),
  stack("identity-center", "tooling"),
  stack("tooling"),
  stack("target-data-prod"),
  stack("target-app-dev"),
  stack("bootstrap-app-dev"),
];

test("what all lean on goes first, then each environment in order, then what reaches into all of them", () => {
  const waves = planWaves(wavePlatform(accounts), stacks);
  expect(waves.map((wave) => [wave.name, stacksOf(wave)])).toEqual([
    ["tooling", ["bootstrap-app-dev", "tooling"]],
    ["dev", ["target-app-dev"]],
    ["prod", ["target-app-prod", "target-data-prod"]],
    ["pipelines", ["identity-center", "pipeline-app"]],
  ]);
});

test("what is recorded is recorded from the start: the trail goes with what all lean on", () => {
  const waves = planWaves(wavePlatform(accounts), [
    ...stacks,
    stack("audit-trail", "audit"),
    stack("audit", "tooling"),
  ]);
  expect(waves.map(stacksOf)[0]).toEqual(["audit", "audit-trail", "bootstrap-app-dev", "tooling"]);
});

test("the order in which stacks are listed changes nothing", () => {
  const platform = wavePlatform(accounts);
  expect(planWaves(platform, [...stacks].reverse())).toEqual(planWaves(platform, stacks));
});

test("a wave without stacks is left out", () => {
  const waves = planWaves(wavePlatform(accounts), [stack("tooling"), stack("target-app-prod")]);
  expect(waves.map(({ name }) => name)).toEqual(["tooling", "prod"]);
});

test("what reaches into a protected environment is as protected as that", () => {
  const waves = planWaves(wavePlatform(accounts, { protect: true }), stacks);
  expect(waves.filter((wave) => wave.protected).map(({ name }) => name)).toEqual([
    "tooling",
    "prod",
    "pipelines",
  ]);
});

test("without a protected environment nothing is", () => {
  const waves = planWaves(wavePlatform(accounts), stacks);
  expect(waves.filter((wave) => wave.protected)).toEqual([]);
});

test("a stack that depends on a later wave's is refused, with both named", () => {
  expect(() =>
    planWaves(wavePlatform(accounts), [
      stack("target-app-dev", "target-app-prod"),
      stack("target-app-prod"),
    ]),
  ).toThrow(
    "stack target-app-dev of wave dev depends on target-app-prod, which comes later, in wave prod",
  );
});

test("a hundred accounts go in batches, canaries first and by themselves", () => {
  const names = Array.from({ length: 100 }, (_, index) => `a${String(index).padStart(3, "0")}`);
  const platform = wavePlatform(Object.fromEntries(names.map((name) => [name, "prod"])), {
    rules: { accountsAtATime: 30, canaries: ["a042", "a007"] },
  });
  const [wave] = planWaves(
    platform,
    names.map((name) => stack(`target-${name}`)),
  );
  expect(wave?.batches.map(({ kind, stacks: { length } }) => [kind, length])).toEqual([
    ["canaries", 2],
    ["stacks", 30],
    ["stacks", 30],
    ["stacks", 30],
    ["stacks", 8],
  ]);
  expect(wave?.batches[0]?.stacks).toEqual(["target-a007", "target-a042"]);
  const all = wave === undefined ? [] : stacksOf(wave);
  expect(new Set(all).size).toBe(100);
});

test("a canary of another environment is none here", () => {
  const platform = wavePlatform(accounts, { rules: { canaries: ["app-prod"] } });
  const dev = planWaves(platform, stacks).find(({ name }) => name === "dev");
  expect(dev?.batches.map(({ kind }) => kind)).toEqual(["stacks"]);
});

test("more canaries than go at a time go in batches, too", () => {
  const platform = wavePlatform(accounts, {
    rules: { canaries: ["app-prod", "data-prod"], accountsAtATime: 1 },
  });
  const prod = planWaves(platform, stacks).find(({ name }) => name === "prod");
  expect(prod?.batches).toEqual([
    { kind: "canaries", stacks: ["target-app-prod"] },
    { kind: "canaries", stacks: ["target-data-prod"] },
  ]);
});
