import fc from "fast-check";
import { parse, stringify } from "yaml";
import { formatPath } from "../../../lib/config/config-path";
import { loadPlatform } from "../../../lib/model/load-platform";
import type { Platform } from "../../../lib/model/platform";
import {
  GOLDEN_TEXT,
  SHIPPED_TEXT,
  goldenWith,
  load,
  validPlatform,
} from "../../support/platform-file";

test.each([
  ["shipped", SHIPPED_TEXT],
  ["golden", GOLDEN_TEXT],
])("the %s platform is valid, without a warning", async (_name, text) => {
  expect(await load(text)).toMatchObject({ kind: "valid", warnings: [] });
});

test("a platform is frozen to its last part", async () => {
  const platform = await validPlatform(SHIPPED_TEXT);
  expect(findThawed(platform, "platform")).toEqual([]);
  expect(() => {
    Object.assign(platform.pipelines[0] ?? {}, { team: "mine" });
  }).toThrow(TypeError);
});

/** Lists whose order means something: environments, stages, and what runs in the order it is written. */
const ORDERED = /^(environments|pipelines\.[^.]+\.stages)$/;

test.each([
  ["golden", GOLDEN_TEXT],
  ["shipped", SHIPPED_TEXT],
])(
  "however its keys and lists are ordered, the %s file describes the same platform, but for places in it",
  async (_name, text) => {
    const data: unknown = parse(text);
    const expected = describePlatform(await validPlatform(text));
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
        const shuffled = stringify(shuffle(data, "", numbers));
        expect(describePlatform(await validPlatform(shuffled))).toBe(expected);
      }),
      { numRuns: 15 },
    );
  },
);

test("JSON is YAML", async () => {
  expect(await validPlatform(JSON.stringify(parse(GOLDEN_TEXT)))).toEqual(
    await validPlatform(GOLDEN_TEXT),
  );
});

test("comments and aliases change nothing", async () => {
  const text = GOLDEN_TEXT.replace("[eu-west-1]", "&r [eu-west-1] # home").replace(
    "regions: [eu-west-1]",
    "regions: *r",
  );
  expect(await validPlatform(text)).toEqual(await validPlatform(GOLDEN_TEXT));
});

test("problems name the file as it was given", async () => {
  const loaded = await loadPlatform("some/where: odd.yaml", Buffer.from("a: 1"));
  expect(loaded).toMatchObject({ kind: "invalid" });
  expect(loaded.kind === "invalid" && loaded.problems[0]?.at).toBe("some/where: odd.yaml:1:1");
});

test("a grant knows where it is written, however the file is ordered", async () => {
  const grants = [
    { capabilities: ["stop"], pipelines: "all" },
    { capabilities: ["rollback"], pipelines: "all" },
  ];
  for (const written of [grants, [...grants].reverse()]) {
    const text = goldenWith({ path: ["personas", "auditor", "grants"], value: written });
    const loaded = await load(text);
    if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
    const auditor = loaded.platform.personas.find(({ name }) => name === "auditor");
    expect(auditor?.grants).toHaveLength(2);
    for (const { capabilities, path } of auditor?.grants ?? []) {
      const [, index = -1] = /^personas\.auditor\.grants\[(\d)\]$/.exec(formatPath(path)) ?? [];
      expect(written[Number(index)]?.capabilities).toEqual(capabilities);
      expect(loaded.placeOf(path)).toMatch(/^platform\.yaml:\d+:\d+$/);
    }
  }
});

test("an extra check runs when nothing else is wrong, and its findings count", async () => {
  const finding = {
    code: "policy-too-large" as const,
    path: ["pipelines"],
    message: "m",
    fix: "f",
  };
  const calls: string[] = [];
  const check = ({ platform }: { platform: { prefix: string } }) => {
    calls.push(platform.prefix);
    return [finding];
  };
  expect(
    await loadPlatform("p.yaml", Buffer.from(GOLDEN_TEXT), { extraCheck: check }),
  ).toMatchObject({
    kind: "invalid",
    problems: [{ code: "policy-too-large", path: "pipelines" }],
  });
  await loadPlatform("p.yaml", Buffer.from(goldenWith({ path: ["namePrefix"], value: "A" })), {
    extraCheck: check,
  });
  expect(calls).toEqual(["acme"]);
});

test("what is left out has its default", async () => {
  const platform = await validPlatform(
    goldenWith({ path: ["namePrefix"] }, { path: ["tags"] }, { path: ["logArchive"] }),
  );
  expect(platform).toMatchObject({
    prefix: "gatehouse",
    tags: {},
    logArchiveAccountId: undefined,
    identity: { adminAccountId: "100000000001" },
    backend: { type: "local", directory: "state" },
    boundary: {},
    provisionerRole: undefined,
    retention: {
      artifactDays: 90,
      oldVersionDays: 30,
      accessLogDays: 365,
      buildLogDays: 365,
      keyDeletionDays: 30,
    },
    promotion: {
      accountsAtATime: 10,
      canaries: [],
      pauseMinutes: 0,
      continueAtPercent: 100,
      allowedSigners: "allowed_signers",
    },
  });
});

/** As text, so that the order of keys in tags counts too; without the places that tell where something is written. */
function describePlatform(platform: Platform): string {
  return JSON.stringify(platform, (key, value: unknown) => (key === "path" ? undefined : value));
}

function findThawed(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, item]) => findThawed(item, `${path}.${key}`));
  return Object.isFrozen(value) ? inner : [path, ...inner];
}

function shuffle(value: unknown, path: string, numbers: Iterator<number>): unknown {
  const mix = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, key: Number(numbers.next().value) }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => shuffle(item, path, numbers));
    return ORDERED.test(path) ? items : mix(items);
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, shuffle(item, path === "" ? key : `${path}.${key}`, numbers)] as const,
  );
  return Object.fromEntries(mix(entries));
}
