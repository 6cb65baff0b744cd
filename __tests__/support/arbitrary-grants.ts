import fc from "fast-check";
import { parse } from "yaml";
import { GOLDEN_TEXT } from "./platform-file";
import type { Ability } from "./question";

interface StageInput {
  readonly name: string;
  readonly accounts?: object;
  readonly approval?: object;
}
interface PipelineInput {
  readonly team: string;
  readonly stages?: readonly StageInput[];
  readonly [key: string]: unknown;
}
export interface GrantOnPipelines {
  readonly capabilities: readonly Ability[];
  readonly pipelines: "all" | { names?: string[]; teams?: string[]; patterns?: string[] };
  readonly stages?: { names?: string[]; environments?: string[]; protected?: boolean };
}
export interface RandomPlatform {
  readonly text: string;
  readonly pipelines: Readonly<Record<string, PipelineInput>>;
  readonly personas: Readonly<Record<string, readonly GrantOnPipelines[]>>;
}

/** Names that begin alike, of which some are the beginning of others. */
const NAMES = [
  "shop",
  "shop-web",
  "shop-web-2",
  "shopping",
  "web",
  "web-shop",
  "data",
  "data-lake",
  "data-lake-dev",
  "lake",
  "s",
  "shop-prod",
];
const TEAMS = ["shop", "data", "core"];
const PATTERNS = ["shop*", "*web*", "data-?ake", "*-2", "*", "?????"];
const ON_STAGES = ["retry", "rollback", "approve", "gate", "override"] as const;
const WHOLE = ["view", "start", "stop", "logs", "artifacts", "source", "edit"] as const;
/** The golden platform's; one account each. */
const ENVIRONMENTS = ["dev", "staging", "prod"];

const golden = parse(GOLDEN_TEXT) as Record<string, Record<string, PipelineInput>>;
const DEPLOYS = ["api", "web", "queues"].map((name) => golden["pipelines"]?.[name]?.["deploy"]);

/** The first three have what every selector may name: each team, and each stage. */
const pipeline = (name: string, index: number): fc.Arbitrary<PipelineInput> =>
  fc
    .record({
      team: fc.constantFrom(...(TEAMS[index] === undefined ? TEAMS : [TEAMS[index]])),
      deploy: fc.constantFrom(...DEPLOYS, ...(index < TEAMS.length ? [] : [undefined])),
      stages: fc.subarray(ENVIRONMENTS, { minLength: index === 0 ? ENVIRONMENTS.length : 1 }),
      approvals: fc.subarray(ENVIRONMENTS),
      shared: fc.boolean(),
    })
    .map(({ team, deploy, stages, approvals, shared }) => ({
      team,
      source: {
        connection: "github",
        // Some run from one repository.
        repository: shared ? "acme/mono" : `acme/${name}`,
        branch: "main",
      },
      ...(deploy === undefined
        ? {}
        : {
            deploy,
            stages: stages.map((stage) => ({
              name: stage,
              accounts: { names: [stage] },
              ...(stage === "prod" || approvals.includes(stage) ? { approval: {} } : {}),
            })),
          }),
    }));

const some = <T extends string>(items: readonly T[]) =>
  fc.subarray([...items], { minLength: 1, maxLength: 3 });

const selector = (names: readonly string[]): fc.Arbitrary<GrantOnPipelines["pipelines"]> =>
  fc.oneof(
    fc.constant("all" as const),
    fc.record({ names: some(names) }),
    fc.record({ teams: some(TEAMS) }),
    fc.record({ patterns: some(PATTERNS) }),
    fc.record({ patterns: some(PATTERNS), teams: some(TEAMS) }),
  );

const stageSelector: fc.Arbitrary<GrantOnPipelines["stages"]> = fc.oneof(
  fc.record({ names: some(ENVIRONMENTS) }),
  fc.record({ environments: some(ENVIRONMENTS) }),
  fc.record({ protected: fc.boolean() }),
  fc.record({ names: some(ENVIRONMENTS), protected: fc.boolean() }),
);

const grant = (names: readonly string[]): fc.Arbitrary<GrantOnPipelines> =>
  fc.oneof(
    fc.record({ capabilities: some([...WHOLE, ...ON_STAGES]), pipelines: selector(names) }),
    fc.record({
      capabilities: some(ON_STAGES),
      pipelines: selector(names),
      stages: stageSelector,
    }),
  );

/** Personas with any grants, those that separation of duties keeps apart too: nobody is given them. */
export const arbitraryGrants: fc.Arbitrary<RandomPlatform> = fc
  .subarray(NAMES, { minLength: 6 })
  .chain((names) =>
    fc.record({
      pipelines: fc.record(
        Object.fromEntries(names.map((name, index) => [name, pipeline(name, index)])),
      ),
      grants: fc.array(fc.array(grant(names), { minLength: 1, maxLength: 4 }), {
        minLength: 3,
        maxLength: 3,
      }),
    }),
  )
  .map(({ pipelines, grants }) => {
    const personas = Object.fromEntries(
      grants.map((some, index) => [`job-${index}`, withoutEmpty(some, pipelines)]),
    );
    const inert = (value: readonly GrantOnPipelines[]) => ({
      description: "A job.",
      enabled: false,
      grants: value,
    });
    const config = {
      ...golden,
      pipelines,
      groups: [],
      personas: Object.fromEntries(
        Object.entries(personas).map(([name, value]) => [name, inert(value)]),
      ),
    };
    return { text: JSON.stringify(config), pipelines, personas };
  });

/** A grant that selects nothing is refused. */
function withoutEmpty(
  grants: readonly GrantOnPipelines[],
  pipelines: RandomPlatform["pipelines"],
): readonly GrantOnPipelines[] {
  const kept = grants.filter((each) =>
    Object.keys(pipelines).some((name) =>
      each.capabilities.some((ability) => isGranted([each], ability, name, pipelines)),
    ),
  );
  return kept.length > 0 ? kept : [{ capabilities: ["view"], pipelines: "all" }];
}

/**
 * Whether grants give an ability on a pipeline, read as they are written; on one stage, or with none named, on some or
 * all of it.
 */
export function isGranted(
  grants: readonly GrantOnPipelines[],
  ability: Ability,
  name: string,
  pipelines: RandomPlatform["pipelines"],
  stage?: string,
): boolean {
  if (ability === "open") {
    const approves = (pipelines[name]?.stages ?? []).some(
      (each) =>
        each.approval !== undefined && isGranted(grants, "approve", name, pipelines, each.name),
    );
    return !approves && isGranted(grants, "gate", name, pipelines, stage);
  }
  return grants.some(
    (each) =>
      each.capabilities.includes(ability) &&
      selectsPipeline(each.pipelines, name, pipelines[name]?.team ?? "") &&
      (each.stages === undefined ||
        (pipelines[name]?.stages ?? []).some(
          (candidate) =>
            (stage === undefined || candidate.name === stage) &&
            selectsStage(each.stages ?? {}, candidate.name),
        )),
  );
}

function selectsPipeline(on: GrantOnPipelines["pipelines"], name: string, team: string): boolean {
  if (on === "all") return true;
  const { names, teams, patterns } = on;
  return (
    (names?.includes(name) ?? true) &&
    (teams?.includes(team) ?? true) &&
    (patterns?.some((pattern) => globMatches(pattern, name)) ?? true)
  );
}

/** A stage is named after the one environment that it deploys to. */
function selectsStage(on: NonNullable<GrantOnPipelines["stages"]>, stage: string): boolean {
  return (
    (on.names?.includes(stage) ?? true) &&
    (on.environments?.includes(stage) ?? true) &&
    (on.protected === undefined || on.protected === (stage === "prod"))
  );
}

function globMatches(pattern: string, name: string): boolean {
  if (pattern === "") return name === "";
  if (pattern.startsWith("*")) {
    return (
      globMatches(pattern.slice(1), name) || (name !== "" && globMatches(pattern, name.slice(1)))
    );
  }
  const isSame = name !== "" && (pattern.startsWith("?") || pattern[0] === name[0]);
  return isSame && globMatches(pattern.slice(1), name.slice(1));
}
