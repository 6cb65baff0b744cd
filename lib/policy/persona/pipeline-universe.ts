import { ACTIONS, Names, STAGES } from "../../model/names";
import { onceFor } from "../../model/once-for";
import type { Pipeline, Platform } from "../../model/platform";
import { coverNames } from "../cover-names";
import { projectSteps } from "../project-steps";

/** The kinds of names that a persona's grants reach in the tooling account. */
export type Level = "pipelines" | "stages" | "approvals" | "projects" | "buckets";

/** Every name of a kind that the platform has: what a pattern must be proved against. */
export const universeOf = onceFor(
  (platform: Platform): Readonly<Record<Level, readonly string[]>> => {
    const names = new Names(platform);
    const all = (of: (pipeline: Pipeline) => readonly string[]) => platform.pipelines.flatMap(of);
    return {
      pipelines: all(({ name }) => [name]),
      stages: all(stageNames),
      approvals: all((pipeline) =>
        pipeline.stages.flatMap((stage) =>
          stage.approval === undefined ? [] : [approvalName(pipeline, stage)],
        ),
      ),
      projects: all((pipeline) => projectNames(pipeline, names)),
      buckets: all((pipeline) => bucketNames(pipeline, names)),
    };
  },
);

/**
 * How names are written into a policy: one by one, or as patterns that match nothing else on the platform. A pattern
 * also matches what somebody creates later outside of Gatehouse, so names are written one by one as long as they fit.
 */
export type Style = "exact" | "patterns";

/** Shorter beginnings would say next to nothing. */
const MINIMUM_PREFIX = 3;

/** Names for an allow. What all of a kind are meant by may be `*`, such as every approval of a stage of that name. */
export function writeNames(
  platform: Platform,
  level: Level,
  held: readonly string[],
  style: Style,
): readonly string[] {
  if (style === "exact") return held;
  const others = othersOf(platform, level, held);
  const partial = new Set(others.map(belowPipeline));
  const isWhole = (name: string): boolean => {
    const below = belowPipeline(name);
    return others.length === 0 || !(below === "" || below === "/*" || partial.has(below));
  };
  return [
    ...coverNames(held.filter(isWhole), others, { minimumPrefix: 0 }),
    ...coverNames(
      held.filter((name) => !isWhole(name)),
      others,
      { minimumPrefix: MINIMUM_PREFIX },
    ),
  ];
}

/** `/prod/approve` of `web/prod/approve`; nothing of `web`. */
function belowPipeline(name: string): string {
  return /\/.*$/.exec(name)?.[0] ?? "";
}

/** Names that a deny makes an exception of: what is there beside them gains nothing by that. */
export function writeExceptions(
  platform: Platform,
  level: Level,
  held: readonly string[],
): readonly string[] {
  return coverNames(held, othersOf(platform, level, held), { minimumPrefix: 0 });
}

/** What is on the platform and not held; `web/*` holds all stages of `web`. */
export function othersOf(platform: Platform, level: Level, held: readonly string[]): string[] {
  const exact = new Set(held);
  const whole = new Set(
    held.filter((name) => name.endsWith("/*")).map((name) => name.slice(0, -2)),
  );
  return universeOf(platform)[level].filter(
    (name) => !exact.has(name) && !whole.has(name.split("/")[0] ?? ""),
  );
}

function stageNames(pipeline: Pipeline): string[] {
  return [STAGES.source, STAGES.build, ...pipeline.stages.map(({ name }) => name)].map(
    (stage) => `${pipeline.name}/${stage}`,
  );
}

export function approvalName(pipeline: Pipeline, stage: { readonly name: string }): string {
  return `${pipeline.name}/${stage.name}/${ACTIONS.approve}`;
}

export function projectNames(pipeline: Pipeline, names: Names): string[] {
  return projectSteps(pipeline, names).map(({ step }) => names.project(pipeline, step));
}

export function bucketNames(pipeline: Pipeline, names: Names): string[] {
  return pipeline.regions.map((region) => names.artifactBucket(pipeline, region));
}
