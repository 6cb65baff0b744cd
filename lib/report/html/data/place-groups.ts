import type { AccessMatrix } from "../../../access/matrix/access-matrix";
import type { Place } from "../../../access/matrix/place";
import type { WorldPipeline } from "../../../access/world/world";
import type { Platform } from "../../../model/platform";
import { countOf } from "../../text/count-of";
import { groupBy } from "./group-by";
import { placeKey } from "./place-key";

/** Places that stand together in the grid: a pipeline with what is in it, or the accounts of an environment. */
export interface PlaceGroup {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly places: readonly GroupedPlace[];
}

export interface GroupedPlace {
  readonly place: Place;
  readonly protected: boolean;
}

interface Sources {
  readonly platform: Platform;
  readonly matrix: AccessMatrix;
  readonly pipelines: readonly WorldPipeline[];
}

/** Every place of the generated platform in the order in which changes run; what else somebody can get at, last. */
export function placeGroups(sources: Sources): PlaceGroup[] {
  const groups = [...pipelineGroups(sources), ...accountGroups(sources.platform)];
  const known = new Set(groups.flatMap(({ places }) => places.map(({ place }) => placeKey(place))));
  const others = new Map(
    sources.matrix.cells
      .map(({ place }) => [placeKey(place), place] as const)
      .filter(([key]) => !known.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const byGroup = groupBy(others.values(), (place) => homeOf(place, sources.platform));
  const extended = groups.map((group) => ({
    ...group,
    places: [...group.places, ...unprotected(byGroup.get(group.key) ?? [])],
  }));
  const extra = LONE_GROUPS.flatMap((group): PlaceGroup[] => {
    const places = byGroup.get(group.key) ?? [];
    return places.length === 0 ? [] : [{ ...group, places: unprotected(places) }];
  });
  return [...extended, ...extra];
}

const LONE_GROUPS = [
  { key: "environment/tooling", title: "tooling account", note: "where the pipelines are" },
  { key: "elsewhere", title: "elsewhere", note: "in the generated Terraform, not in the config" },
] as const;

/** The group in which a place would stand. */
function homeOf(place: Place, { tooling, pipelines }: Platform): string {
  if (place.kind === "account")
    return place.accountId === tooling.accountId ? "environment/tooling" : "elsewhere";
  const isKnown = pipelines.some(({ name }) => name === place.pipeline);
  return isKnown ? `pipeline/${place.pipeline}` : "elsewhere";
}

function unprotected(places: readonly Place[]): GroupedPlace[] {
  return places.map((place) => ({ place, protected: false }));
}

function pipelineGroups({ platform, pipelines }: Sources): PlaceGroup[] {
  const generated = new Map(pipelines.map((pipeline) => [pipeline.name, pipeline]));
  return platform.pipelines.map(({ name, team, stages }): PlaceGroup => {
    const guarded = new Set<string>(
      stages.filter((stage) => stage.protected).map((stage) => stage.name),
    );
    const protects = (stage: string) => guarded.has(stage);
    return {
      key: `pipeline/${name}`,
      title: name,
      note: `team ${team}, ${stages.length === 0 ? "deploys nowhere" : countOf(stages.length, "stage")}`,
      places: [
        { place: { kind: "pipeline", pipeline: name }, protected: false },
        ...(generated.get(name)?.stages ?? []).flatMap((stage): GroupedPlace[] => [
          {
            place: { kind: "stage", pipeline: name, stage: stage.name },
            protected: protects(stage.name),
          },
          ...stage.actions
            .filter(({ category }) => category === "Approval")
            .map(({ name: action }) => ({
              place: { kind: "approval" as const, pipeline: name, stage: stage.name, action },
              protected: protects(stage.name),
            })),
        ]),
      ],
    };
  });
}

function accountGroups({ environments, accounts }: Platform): PlaceGroup[] {
  const byEnvironment = groupBy(accounts, ({ environment }) => environment);
  return environments.flatMap(({ name, protected: isProtected }): PlaceGroup[] => {
    const there = byEnvironment.get(name) ?? [];
    if (there.length === 0) return [];
    const count = countOf(there.length, "account");
    return [
      {
        key: `environment/${name}`,
        title: `${name} accounts`,
        note: isProtected ? `${count}, protected` : count,
        places: there.map((account) => ({
          place: { kind: "account", account: account.name, accountId: account.id },
          protected: isProtected,
        })),
      },
    ];
  });
}
