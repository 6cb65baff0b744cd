import { passes, runBatches, type StackResult } from "../../../lib/promotion/run-batches";
import type { Batch, StackEntry } from "../../../lib/promotion/waves";

const names = Array.from({ length: 100 }, (_, index) => `t${String(index).padStart(2, "0")}`);

/** A hundred accounts: two canaries, then batches of 14. */
const BATCHES: readonly Batch[] = [
  { kind: "canaries", stacks: names.slice(0, 2) },
  ...Array.from({ length: 7 }, (_, index): Batch => ({
    kind: "stacks",
    stacks: names.slice(2 + index * 14, 2 + (index + 1) * 14),
  })),
];

interface Simulation {
  readonly failing?: readonly string[];
  readonly puttingOff?: readonly string[];
  readonly percent?: number;
  readonly stacks?: readonly StackEntry[];
  readonly batches?: readonly Batch[];
  readonly idle?: readonly string[];
  readonly begunBefore?: readonly string[];
  /** Interrupts when this one is worked on. */
  readonly interruptAt?: string;
}

/** Runs with work that only takes turns, and tells what happened in which order. */
async function simulate(simulation: Simulation) {
  const {
    failing = [],
    percent = 100,
    idle = [],
    begunBefore = [],
    batches = BATCHES,
  } = simulation;
  const log: string[] = [];
  const interrupted = new AbortController();
  let [working, most] = [0, 0];
  const result = await runBatches({
    batches,
    stacks: simulation.stacks ?? names.map((name) => ({ name, dependencies: [] })),
    rules: { continueAtPercent: percent, pauseMinutes: 5 },
    processes: 4,
    signal: interrupted.signal,
    isBegun: ({ stacks }) => stacks.some((name) => begunBefore.includes(name)),
    isIdle: ({ stacks }) => stacks.every((name) => idle.includes(name)),
    pause: (minutes) => {
      log.push(`pause ${minutes}`);
      return Promise.resolve();
    },
    work: async ({ name }): Promise<StackResult> => {
      working += 1;
      most = Math.max(most, working);
      log.push(name);
      if (name === simulation.interruptAt) interrupted.abort();
      await new Promise(setImmediate);
      working -= 1;
      if (failing.includes(name)) return "failed";
      return simulation.puttingOff?.includes(name) ? "put-off" : "done";
    },
  });
  return { ...result, log, most };
}

test("all hundred are worked on once, a batch after the other, so many at a time, with a pause between", async () => {
  const { results, stoppedAt, log, most } = await simulate({});
  expect(stoppedAt).toBeUndefined();
  expect([...results.values()].filter((each) => each === "done")).toHaveLength(100);
  expect(most).toBe(4);
  expect(log.filter((each) => each === "pause 5")).toHaveLength(7);
  expect(log.filter((each) => each !== "pause 5")).toEqual(names);
  expect(log.slice(0, 3)).toEqual(["t00", "t01", "pause 5"]);
});

test("a canary that fails stops everything, however few must succeed elsewhere", async () => {
  const { results, stoppedAt } = await simulate({ failing: ["t01"], percent: 1 });
  expect(stoppedAt).toBe(0);
  expect([...results.keys()]).toEqual(["t00", "t01"]);
});

test("one failure of fourteen goes on at 92 %, and stops at 93 %", async () => {
  expect((await simulate({ failing: ["t05"], percent: 92 })).stoppedAt).toBeUndefined();
  expect((await simulate({ failing: ["t05"], percent: 93 })).stoppedAt).toBe(1);
});

test("what failed is no reason to leave the rest of the batch", async () => {
  const { results } = await simulate({ failing: ["t02"] });
  expect([...results.values()].filter((each) => each === "done")).toHaveLength(15);
});

test("what depends on a failure is not begun, and counts as one", async () => {
  const stacks = [
    { name: "a", dependencies: [] },
    { name: "b", dependencies: ["a"] },
    { name: "c", dependencies: ["b"] },
    { name: "d", dependencies: [] },
  ];
  const { results, stoppedAt } = await simulate({
    stacks,
    batches: [{ kind: "stacks", stacks: ["a", "b", "c", "d"] }],
    failing: ["a"],
    percent: 50,
  });
  expect(Object.fromEntries(results)).toEqual({
    a: "failed",
    b: "not-begun",
    c: "not-begun",
    d: "done",
  });
  expect(stoppedAt).toBe(0);
});

test("what depends on a stack that is put off is put off, too, and is no failure", async () => {
  const stacks = [
    { name: "a", dependencies: [] },
    { name: "b", dependencies: ["a"] },
    { name: "c", dependencies: ["b"] },
  ];
  const { results, stoppedAt, log } = await simulate({
    stacks,
    batches: [{ kind: "stacks", stacks: ["a", "b", "c"] }],
    puttingOff: ["b"],
  });
  expect(Object.fromEntries(results)).toEqual({ a: "done", b: "put-off", c: "put-off" });
  expect(log).toEqual(["a", "b"]);
  expect(stoppedAt).toBeUndefined();
});

test("nobody waits before or after a batch that has nothing to do", async () => {
  const idle = names.slice(2);
  expect((await simulate({ idle })).log).not.toContain("pause 5");
  const all = await simulate({ idle: names.slice(0, 2) });
  expect(all.log.filter((each) => each === "pause 5")).toHaveLength(6);
});

test("a pause that is over isn't waited for again, and the next one is", async () => {
  const { log } = await simulate({ begunBefore: names.slice(0, 5) });
  expect(log.slice(0, 3)).toEqual(["t00", "t01", "t02"]);
  expect(log.filter((each) => each === "pause 5")).toHaveLength(6);
});

test("after an interruption nothing is begun", async () => {
  const { log, results, stoppedAt } = await simulate({ interruptAt: "t02" });
  expect(stoppedAt).toBe(1);
  expect(log.length).toBeLessThan(8);
  expect([...results.values()]).toContain("not-begun");
});

test.each([
  ["canaries", 100, ["done", "failed"], false],
  ["canaries", 1, ["done", "failed"], false],
  ["canaries", 1, ["done", "done"], true],
  ["stacks", 50, ["done", "failed"], true],
  ["stacks", 51, ["done", "failed"], false],
  ["stacks", 50, ["done", "not-begun"], true],
  ["stacks", 100, ["done", "put-off"], true],
  ["stacks", 1, ["failed"], false],
  ["stacks", 100, [], true],
] as const)("%s at %d %% with %j: %s", (kind, percent, results, expected) => {
  expect(passes({ kind }, results, { continueAtPercent: percent })).toBe(expected);
});
