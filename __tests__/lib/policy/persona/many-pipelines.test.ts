import fc from "fast-check";
import { LIMITS } from "../../../../lib/model/limits";
import type { Platform } from "../../../../lib/model/platform";
import {
  type CompiledPersona,
  compilePersona,
  personaStatements,
} from "../../../../lib/policy/persona/compile-persona";
import { policySize } from "../../../../lib/policy/render-policy";
import { type IamStatement, decide } from "../../../support/decide";
import { SIX_STAGES, manyPipelines, numbered } from "../../../support/many-pipelines";
import { EVERYTHING, type GrantInput, asIam, getPersona } from "../../../support/persona-policies";
import { pipelineQuestions } from "../../../support/pipeline-questions";
import { load, validPlatform } from "../../../support/platform-file";
import type { Question } from "../../../support/question";

/** Starts and follows all of these, and approves and takes back one stage of each. */
const busyOn = (pipelines: unknown): GrantInput[] => [
  { capabilities: ["view", "start", "stop", "retry", "logs"], pipelines },
  { capabilities: ["approve", "rollback"], pipelines, stages: { names: ["staging"] } },
];

/** Names that have nothing in common, the same each time for the same seed. */
function randomNames(count: number, seed: number): string[] {
  const letters = "abcdefghijklmnopqrstuvwxyz".split("");
  const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 6, maxLength: 12 });
  const [names = []] = fc.sample(
    fc.uniqueArray(word, { minLength: count, maxLength: count, size: "max" }),
    { seed, numRuns: 1 },
  );
  return names;
}

function randomHalf<T>(items: readonly T[], seed: number): T[] {
  const [bits = []] = fc.sample(
    fc.array(fc.boolean(), { minLength: items.length, maxLength: items.length, size: "max" }),
    { seed, numRuns: 1 },
  );
  return items.filter((_item, index) => bits[index] === true);
}

const compiled = (platform: Platform): CompiledPersona =>
  compilePersona(platform, getPersona(platform, "busy"));

function sizesOf({ inline, managed }: CompiledPersona) {
  return {
    inline: policySize(inline),
    managed: managed.map(({ statements }) => policySize(statements)),
  };
}

/** Each of these requests with a verdict that differs from what is meant, by what is spread over policies. */
function differences(platform: Platform, every: number): string[] {
  const { inline, managed } = compiled(platform);
  const packed = asIam([...inline, ...managed.flatMap(({ statements }) => statements)]);
  const persona = getPersona(platform, "busy");
  const whole = personaStatements(platform, persona, { kind: "everywhere" }, "exact");
  const unpacked = asIam([...whole.allows, ...whole.denies]);
  const asked = pipelineQuestions(platform).filter((_question, index) => index % every === 0);
  const verdicts = (policy: readonly IamStatement[], question: Question) =>
    `${decide(policy, question)}, ${decide([...policy, EVERYTHING], question)}`;
  return asked
    .filter((question) => verdicts(packed, question) !== verdicts(unpacked, question))
    .map(({ action, resource }) => `${action} on ${resource}`);
}

describe("one persona of 200 pipelines with 6 stages", () => {
  const teams = { shop: numbered("shop", 100), data: numbered("data", 100) };

  test.each<[string, unknown]>([
    ["all", "all"],
    ["a team's, which are named alike", { teams: ["shop"] }],
    ["those of a pattern", { patterns: ["data-*"] }],
  ])("fits into its permission set by patterns: %s", async (_which, pipelines) => {
    const platform = await validPlatform(manyPipelines(teams, busyOn(pipelines)));
    const persona = compiled(platform);
    expect(persona).toMatchObject({ style: "patterns", managed: [] });
    expect(policySize(persona.inline)).toBeLessThan(LIMITS.permissionSetInline * 0.6);
    expect(differences(platform, 11)).toEqual([]);
  });

  test("fits if it is of all, whatever the names", async () => {
    const platform = await validPlatform(manyPipelines({ a: randomNames(200, 1) }, busyOn("all")));
    expect(compiled(platform).managed).toEqual([]);
    expect(differences(platform, 11)).toEqual([]);
  });

  test("is as large by the team's tag as one of three pipelines, whatever the names", async () => {
    const sizes = await Promise.all(
      [3, 200].map(async (count) => {
        const text = manyPipelines({ shop: randomNames(count, 1) }, busyOn("own-team"));
        return sizesOf(compiled(await validPlatform(text)));
      }),
    );
    expect(sizes[1]).toEqual(sizes[0]);
  });

  test.each([1, 2])(
    "spills over into further policies for a random half of random names (%d), and loses nothing",
    async (seed) => {
      const names = randomNames(200, seed);
      const half = { names: randomHalf(names, seed) };
      const platform = await validPlatform(manyPipelines({ shop: names }, busyOn(half)));
      const { inline, managed } = sizesOf(compiled(platform));
      expect(inline).toBeLessThanOrEqual(LIMITS.permissionSetInline);
      expect(managed.length).toBeGreaterThan(0);
      expect(managed.length).toBeLessThanOrEqual(LIMITS.managedPoliciesPerRole);
      for (const size of managed) expect(size).toBeLessThanOrEqual(LIMITS.managedPolicy);
      expect(differences(platform, 17)).toEqual([]);
      // The denies stay where they can't be missing.
      const spilled = compiled(platform).managed.flatMap(({ statements }) => statements);
      expect(spilled.filter(({ effect }) => effect === "Deny")).toEqual([]);
    },
  );
});

describe("whoever edits 200 pipelines", () => {
  const EDIT = ["view", "edit", "gate", "logs"];

  test.each<[string, unknown]>([
    ["all", "all"],
    ["a team's", { teams: ["shop"] }],
  ])("has one policy for it where they are named alike: %s", async (_which, pipelines) => {
    const teams = { shop: numbered("shop", 100), data: numbered("data", 100) };
    const grants = [{ capabilities: EDIT, pipelines }];
    const platform = await validPlatform(manyPipelines(teams, grants));
    expect(compiled(platform).managed).toEqual([]);
    expect(differences(platform, 13)).toEqual([]);
  });

  test("or several, where they are a random half of random names, and loses nothing", async () => {
    const names = randomNames(200, 5);
    const grants = [{ capabilities: EDIT, pipelines: { names: randomHalf(names, 5) } }];
    const platform = await validPlatform(manyPipelines({ shop: names }, grants));
    const { managed } = sizesOf(compiled(platform));
    expect(managed.length).toBeLessThanOrEqual(LIMITS.managedPoliciesPerRole);
    for (const size of managed) expect(size).toBeLessThanOrEqual(LIMITS.managedPolicy);
    expect(differences(platform, 13)).toEqual([]);
  });
});

describe("one persona of single stages, each granted at random", () => {
  /** For each stage of six, the half of the pipelines in which it is granted. */
  const scattered = (names: readonly string[], seed: number): GrantInput[] =>
    SIX_STAGES.map((stage, index) => ({
      capabilities: ["retry", "rollback", "approve"],
      pipelines: { names: randomHalf(names, seed + index) },
      stages: { names: [stage] },
    }));

  test.each([
    [40, 1],
    [200, 2],
  ])("of %d pipelines fits, or fails and says what to do", async (count, seed) => {
    const names = randomNames(count, seed);
    const loaded = await load(manyPipelines({ shop: names }, scattered(names, seed)));
    const problems = loaded.kind === "invalid" ? loaded.problems : [];
    const fits = loaded.kind === "valid" ? sizesOf(compiled(loaded.platform)) : undefined;
    expect({ count, fits: fits !== undefined }).toEqual({ count, fits: count === 40 });
    for (const size of fits?.managed ?? []) expect(size).toBeLessThanOrEqual(LIMITS.managedPolicy);
    for (const { code, path, fix } of problems.filter(({ severity }) => severity === "error")) {
      expect({ code, path }).toEqual({ code: "policy-too-large", path: "personas.busy" });
      expect(fix).toMatch(/own-team.*name pipelines of one team alike/);
    }
  });
});
