import fc from "fast-check";
import type { Setting } from "../../../../lib/config/problems/catalogue-entry";
import type { Platform } from "../../../../lib/model/platform";
import { personaStatements } from "../../../../lib/policy/persona/compile-persona";
import {
  type GrantOnPipelines,
  arbitraryGrants,
  isGranted,
  type RandomPlatform,
} from "../../../support/arbitrary-grants";
import { decide } from "../../../support/decide";
import {
  EVERYTHING,
  asIam,
  deniedBy,
  getPersona,
  policyOf,
  withPersona,
} from "../../../support/persona-policies";
import { pipelineQuestions } from "../../../support/pipeline-questions";
import { goldenWith, validPlatform } from "../../../support/platform-file";
import { type Question, sessionIn } from "../../../support/question";

const UNTIL = { expires: "2027-01-31", expiresInPolicy: true };
const PROD = { stages: { names: ["prod"] } };
const TOOLING = "100000000002";

/** A request about pipeline `api` at a moment. */
const request = (action: string, at: string, place = "api") => ({
  action: `codepipeline:${action}`,
  resource: `arn:aws:codepipeline:eu-west-1:${TOOLING}:${place}`,
  context: { ...sessionIn(TOOLING), "aws:CurrentTime": at },
});
const LAST_SECOND = "2027-01-31T23:59:59Z";
const FIRST_AFTER = "2027-02-01T00:00:00Z";

test("a grant without expiresInPolicy is written as one without an end", async () => {
  const grant = { capabilities: ["start", "logs"], pipelines: "all" };
  const [ended, endless] = await Promise.all([
    withPersona({ ...grant, expires: "2027-01-31", ticket: "OPS-1" }),
    withPersona(grant),
  ]);
  expect(policyOf(ended.platform, "custom")).toEqual(policyOf(endless.platform, "custom"));
});

test("what ends is allowed to the last second of its day, and denied from the next on, whatever is attached", async () => {
  const { platform } = await withPersona({ capabilities: ["start"], pipelines: "all", ...UNTIL });
  const policy = policyOf(platform, "custom");
  expect(decide(policy, request("StartPipelineExecution", LAST_SECOND))).toBe("allowed");
  const after = request("StartPipelineExecution", FIRST_AFTER);
  expect(decide(policy, after)).toBe("explicitlyDenied");
  expect(deniedBy([...policy, EVERYTHING], after)).toEqual(["NotGrantedFrom"]);
});

test("reading is no longer allowed after its end, and not denied either: it leads round no approval", async () => {
  const { platform } = await withPersona({ capabilities: ["view"], pipelines: "all", ...UNTIL });
  const policy = policyOf(platform, "custom");
  expect(decide(policy, request("GetPipeline", LAST_SECOND))).toBe("allowed");
  expect(decide(policy, request("GetPipeline", FIRST_AFTER))).toBe("implicitlyDenied");
});

test("what another grant gives too stays, and what only the ended one gave does not", async () => {
  const { platform } = await withPersona(
    { capabilities: ["retry"], pipelines: { names: ["api"] }, stages: { names: ["dev"] } },
    { capabilities: ["retry"], pipelines: { names: ["api"] }, ...UNTIL },
  );
  const policy = policyOf(platform, "custom");
  const retry = (place: string, at: string) =>
    decide(policy, request("RetryStageExecution", at, place));
  expect(retry("api/dev", FIRST_AFTER)).toBe("allowed");
  expect(retry("api/prod", LAST_SECOND)).toBe("allowed");
  expect(retry("api/prod", FIRST_AFTER)).toBe("explicitlyDenied");
});

test("equal statements with different ends are not merged", async () => {
  const { platform } = await withPersona(
    { capabilities: ["stop"], pipelines: { names: ["api"] }, ...UNTIL },
    { capabilities: ["stop"], pipelines: { names: ["web"] }, ...UNTIL, expires: "2027-06-30" },
    { capabilities: ["stop"], pipelines: { names: ["queues"] } },
  );
  const stops = policyOf(platform, "custom").filter(
    ({ Effect, Action }) => Effect === "Allow" && Action === "codepipeline:StopPipelineExecution",
  );
  expect(stops.map(({ Condition }) => Condition?.["DateLessThan"]?.["aws:CurrentTime"])).toEqual(
    expect.arrayContaining(["2027-02-01T00:00:00Z", "2027-07-01T00:00:00Z", undefined]),
  );
  expect(stops).toHaveLength(3);
});

test("who approves until a day opens no gate after it either", async () => {
  const { platform } = await withPersona(
    { capabilities: ["gate"], pipelines: { names: ["api"] } },
    { capabilities: ["approve"], pipelines: { names: ["api"] }, ...PROD, ...UNTIL },
  );
  const policy = policyOf(platform, "custom");
  for (const at of [LAST_SECOND, FIRST_AFTER]) {
    expect(decide(policy, request("EnableStageTransition", at, "api/prod"))).toBe(
      "explicitlyDenied",
    );
    expect(decide(policy, request("DisableStageTransition", at, "api/prod"))).toBe("allowed");
  }
});

test("an inherited grant ends where its own persona says, in whatever order the config has them", async () => {
  const base: Setting = {
    path: ["personas", "base"],
    value: {
      description: "A job.",
      enabled: false,
      grants: [{ capabilities: ["start"], pipelines: "all", ...UNTIL, ticket: "OPS-1" }],
    },
  };
  const heir: Setting = {
    path: ["personas", "heir"],
    value: {
      description: "A job.",
      enabled: false,
      extends: ["base"],
      grants: [{ capabilities: ["stop"], pipelines: "all", ...UNTIL, expires: "2027-06-30" }],
    },
  };
  const one = policyOf(await validPlatform(goldenWith(base, heir)), "heir");
  expect(policyOf(await validPlatform(goldenWith(heir, base)), "heir")).toEqual(one);
  expect(decide(one, request("StartPipelineExecution", LAST_SECOND))).toBe("allowed");
  expect(decide(one, request("StartPipelineExecution", FIRST_AFTER))).toBe("explicitlyDenied");
  expect(decide(one, request("StopPipelineExecution", FIRST_AFTER))).toBe("allowed");
});

/** The days on which grants end, by their place in the list; the first has no end. */
const DAYS = [undefined, "2027-01-31", "2027-06-30"] as const;
const MOMENTS = [LAST_SECOND, FIRST_AFTER, "2027-07-01T00:00:00Z"] as const;

const dayOf = (index: number) => DAYS[index % DAYS.length];

async function withEnds(random: RandomPlatform): Promise<Platform> {
  const config = JSON.parse(random.text) as { personas: Record<string, { grants: object[] }> };
  for (const persona of Object.values(config.personas))
    persona.grants = persona.grants.map((grant, index) => {
      const expires = dayOf(index);
      return expires === undefined ? grant : { ...grant, expires, expiresInPolicy: true };
    });
  return validPlatform(JSON.stringify(config));
}

/** What the grants that are left say by themselves; who approved once opens no gate later. */
function isMeant(
  { by, on, stage }: Question,
  { pipelines }: RandomPlatform,
  all: readonly GrantOnPipelines[],
  moment: string,
): boolean {
  const left = all.filter((_, index) => `${dayOf(index) ?? "9999"}T23:59:59Z` >= moment);
  return by.some((ability) =>
    on.some(
      (name) =>
        isGranted(left, ability, name, pipelines, stage) &&
        (ability !== "open" || isGranted(all, ability, name, pipelines, stage)),
    ),
  );
}

test("at each moment what is still granted is allowed, and any other change denied whatever is attached", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryGrants, async (random) => {
      const platform = await withEnds(random);
      const questions = pipelineQuestions(platform);
      const wrong = Object.entries(random.personas).flatMap(([name, grants]) => {
        const persona = getPersona(platform, name);
        const { allows, denies } = personaStatements(
          platform,
          persona,
          { kind: "everywhere" },
          "exact",
        );
        const policy = asIam([...denies, ...allows]);
        return MOMENTS.flatMap((moment) =>
          questions.flatMap((question) => {
            const asked = {
              ...question,
              context: { ...question.context, "aws:CurrentTime": moment },
            };
            const meant = isMeant(question, random, grants, moment);
            const alone = decide(policy, asked) === "allowed";
            const beside = decide([...policy, EVERYTHING], asked);
            const told = `${name} at ${moment}: ${question.action} on ${question.resource}`;
            return [
              ...(alone === meant ? [] : [told]),
              ...(beside === (meant || !question.guarded ? "allowed" : "explicitlyDenied")
                ? []
                : [`${told}, with another policy`]),
            ];
          }),
        );
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 10 },
  );
});
