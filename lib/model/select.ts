import type { AccountSelector, PipelineSelector, StageSelector } from "../config/schema/selectors";
import type { Tags } from "../config/schema/names";

interface SelectableAccount {
  readonly name: string;
  readonly environment: string;
  readonly ou?: string;
  readonly tags: Tags;
}

interface SelectablePipeline {
  readonly name: string;
  readonly team: string;
  readonly tags: Tags;
}

interface SelectableStage {
  readonly name: string;
  readonly environments: readonly string[];
  readonly protected: boolean;
}

/** Within one key any value matches; across keys all must. */
export function selectAccounts<T extends SelectableAccount>(
  selector: AccountSelector,
  accounts: readonly T[],
): T[] {
  const tags = Object.entries(selector.tags ?? {});
  return accounts.filter(
    (account) =>
      includes(selector.names, account.name) &&
      includes(selector.environments, account.environment) &&
      (selector.ous === undefined || selector.ous.some((ou) => isWithin(ou, account.ou))) &&
      tags.every(([key, value]) => account.tags[key] === value) &&
      !(selector.exclude ?? []).some((name) => name === account.name),
  );
}

export function selectPipelines<T extends SelectablePipeline>(
  selector: PipelineSelector,
  pipelines: readonly T[],
): T[] {
  // Whose team it is shows at sign-in; here it may be anyone's.
  if (selector === "all" || selector === "own-team") return [...pipelines];
  const tags = Object.entries(selector.tags ?? {});
  return pipelines.filter(
    (pipeline) =>
      includes(selector.names, pipeline.name) &&
      (selector.patterns?.some((pattern) => globMatches(pattern, pipeline.name)) ?? true) &&
      includes(selector.teams, pipeline.team) &&
      tags.every(([key, value]) => pipeline.tags[key] === value),
  );
}

/** A stage that also deploys elsewhere is not selected: who approves for staging would approve for production too. */
export function selectStages<T extends SelectableStage>(
  selector: StageSelector | undefined,
  stages: readonly T[],
): T[] {
  if (selector === undefined) return [...stages];
  return stages.filter(
    (stage) =>
      includes(selector.names, stage.name) &&
      (selector.environments === undefined ||
        (stage.environments.length > 0 &&
          stage.environments.every((environment) =>
            includes(selector.environments, environment),
          ))) &&
      (selector.protected === undefined || stage.protected === selector.protected),
  );
}

/** `Workloads` holds `Workloads/Prod`, but not `WorkloadsOld`. */
export function isWithin(ou: string, candidate: string | undefined): boolean {
  return candidate === ou || candidate?.startsWith(`${ou}/`) === true;
}

/** `*` stands for any run of characters, `?` for one. Names hold letters, digits and hyphens only. */
function globMatches(pattern: string, name: string): boolean {
  const expression = pattern.replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(name);
}

function includes(wanted: readonly string[] | undefined, value: string): boolean {
  return wanted?.includes(value) ?? true;
}
