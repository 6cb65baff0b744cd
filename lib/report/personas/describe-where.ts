import type { AccountGrant, Grant, PipelineGrant } from "../../model/people";
import type { Platform } from "../../model/platform";
import { isPipelineGrant } from "../../model/reach";
import { listNames } from "../text/list-names";

/** Where a grant holds, in a few words, such as "prod of all pipelines". */
export function describeWhere(grant: Grant, platform: Platform): string {
  return isPipelineGrant(grant) ? onPipelines(grant, platform) : inAccounts(grant, platform);
}

function onPipelines({ on, ownTeam }: PipelineGrant, platform: Platform): string {
  if (on.every(({ wholePipeline }) => wholePipeline)) {
    if (ownTeam) return "the own team's pipelines";
    return describePipelines(
      on.map(({ pipeline }) => pipeline),
      platform.pipelines.map(({ name }) => name),
    );
  }
  const byPlace = new Map<string, string[]>();
  for (const stage of new Set(on.flatMap(({ stages }) => stages))) {
    const withStage = platform.pipelines.filter(({ stages }) =>
      stages.some(({ name }) => name === stage),
    );
    const place = ownTeam
      ? "the own team's pipelines"
      : describePipelines(
          on.filter(({ stages }) => stages.includes(stage)).map(({ pipeline }) => pipeline),
          withStage.map(({ name }) => name),
        );
    byPlace.set(place, [...(byPlace.get(place) ?? []), stage]);
  }
  return [...byPlace].map(([place, stages]) => `${stages.join(", ")} of ${place}`).join(" and ");
}

/** A lone one is named, as "all" would promise those to come. */
function describePipelines(held: readonly string[], all: readonly string[]): string {
  if (held.length === all.length && all.length > 1) return "all pipelines";
  return held.length === 1 ? listNames(held) : `${held.length} pipelines: ${listNames(held)}`;
}

function inAccounts({ accounts }: AccountGrant, platform: Platform): string {
  const names = new Set(accounts.map(({ name }) => name));
  const targets = platform.accounts.filter(({ name }) => names.has(name));
  const others = accounts
    .filter(({ id }) => !targets.some((target) => target.id === id))
    .map(({ name }) => name);
  return [describeTargets(targets, platform), ...others].filter((text) => text !== "").join(", ");
}

function describeTargets(targets: Platform["accounts"], platform: Platform): string {
  if (targets.length === platform.accounts.length && targets.length > 1) return "all accounts";
  const environments = platform.environments
    .map(({ name }) => name)
    .filter((environment) => targets.some((target) => target.environment === environment));
  const ofThese = platform.accounts.filter(({ environment }) => environments.includes(environment));
  if (ofThese.length === targets.length && targets.length > environments.length)
    return `all ${environments.join(", ")} accounts`;
  return targets.length < 2
    ? listNames(targets.map(({ name }) => name))
    : `${targets.length} accounts: ${listNames(targets.map(({ name }) => name))}`;
}
