import fc from "fast-check";
import type { Platform } from "../../../../lib/model/platform";
import { personaStatements } from "../../../../lib/policy/persona/compile-persona";
import { type RandomPlatform, arbitraryGrants, isGranted } from "../../../support/arbitrary-grants";
import { type IamStatement, decide } from "../../../support/decide";
import { EVERYTHING, asIam, getPersona, policyOf } from "../../../support/persona-policies";
import { pipelineQuestions } from "../../../support/pipeline-questions";
import { validPlatform } from "../../../support/platform-file";
import type { Question } from "../../../support/question";

const RUNS = { numRuns: 25 };

/** What the grants say by themselves. */
function isMeant({ by, on, stage }: Question, random: RandomPlatform, name: string): boolean {
  const grants = random.personas[name] ?? [];
  return by.some((ability) =>
    on.some((pipeline) => isGranted(grants, ability, pipeline, random.pipelines, stage)),
  );
}

function inBothStyles(platform: Platform, name: string): [style: string, IamStatement[]][] {
  return (["exact", "patterns"] as const).map((style) => {
    const persona = getPersona(platform, name);
    const { allows, denies } = personaStatements(platform, persona, { kind: "everywhere" }, style);
    return [style, asIam([...denies, ...allows])];
  });
}

async function forAll(check: (random: RandomPlatform, platform: Platform) => string[]) {
  await fc.assert(
    fc.asyncProperty(arbitraryGrants, async (random) => {
      expect(check(random, await validPlatform(random.text))).toEqual([]);
    }),
    RUNS,
  );
}

const told = (where: string, { action, resource, by }: Question) =>
  `${where}: ${action} on ${resource} (by ${by.join(" or ")})`;

test("what is granted is allowed, and nothing else; no deny touches it, and all other changes are denied", async () => {
  await forAll((random, platform) => {
    const questions = pipelineQuestions(platform);
    return Object.keys(random.personas).flatMap((name) =>
      inBothStyles(platform, name).flatMap(([style, policy]) =>
        questions.flatMap((question) => {
          const meant = isMeant(question, random, name);
          const other = decide([...policy, EVERYTHING], question);
          return [
            ...((decide(policy, question) === "allowed") === meant ? [] : [told(style, question)]),
            ...(other === (meant || !question.guarded ? "allowed" : "explicitlyDenied")
              ? []
              : [told(`${style}, with another policy`, question)]),
          ];
        }),
      ),
    );
  });
});

test("no action is allowed that isn't asked about here, and none by a wildcard", async () => {
  await forAll((random, platform) => {
    const known = new Set(
      pipelineQuestions(platform).flatMap(({ action, by }) => (by.length > 0 ? [action] : [])),
    );
    return Object.keys(random.personas).flatMap((name) =>
      policyOf(platform, name)
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action = ["*"] }) => Action)
        .map((action) => action.replace("codestar-connections", "codeconnections"))
        .filter((action) => !known.has(action)),
    );
  });
});

test("the random grants hold every ability, on some and not on all, and every way to select", () => {
  const samples = fc.sample(arbitraryGrants, { numRuns: 200, seed: 1 });
  const grants = samples.flatMap(({ personas }) => Object.values(personas).flat());
  const ways = grants.flatMap(({ pipelines, stages }) => [
    ...(pipelines === "all" ? ["all"] : Object.keys(pipelines)),
    ...Object.keys(stages ?? {}).map((key) => `stages: ${key}`),
  ]);
  expect(new Set(ways)).toEqual(
    new Set([
      ...["all", "names", "patterns", "teams"],
      ...["stages: environments", "stages: names", "stages: protected"],
    ]),
  );
  expect(new Set(grants.flatMap(({ capabilities }) => capabilities)).size).toBe(12);
});
