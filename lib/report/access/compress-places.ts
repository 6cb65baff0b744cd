import type { AccessCell } from "../../access/matrix/access-matrix";
import type { Place } from "../../access/matrix/place";
import type { Platform } from "../../model/platform";
import { STAGES } from "../../model/names";
import { listNames } from "../text/list-names";

/** How many names are told one by one. @default 6 */
interface Compression {
  readonly most?: number;
}

/** Places in a few words: `all pipelines`, `prod of all pipelines`, `every stage of web`, `shop-dev, data-dev`. */
export function compressPlaces(
  cells: readonly Pick<AccessCell, "place">[],
  platform: Platform,
  { most = 6 }: Compression = {},
): string {
  const places = cells.map(({ place }) => place);
  const accounts = places.flatMap((place) => (place.kind === "account" ? [place.account] : []));
  return [...pipelineParts(places, platform, most), ...accountParts(accounts, platform, most)].join(
    "; ",
  );
}

function pipelineParts(places: readonly Place[], platform: Platform, most: number): string[] {
  const stages = new Map<string, string[]>();
  for (const place of places) {
    if (place.kind === "account") continue;
    const there = stages.get(place.pipeline) ?? [];
    if (place.kind !== "pipeline") there.push(place.stage);
    stages.set(place.pipeline, there);
  }
  const byStages = new Map<string, { stages: readonly string[]; pipelines: string[] }>();
  for (const [pipeline, held] of stages) {
    const key = describeStages(pipeline, held, platform, most);
    const there = byStages.get(key) ?? { stages: held, pipelines: [] };
    there.pipelines.push(pipeline);
    byStages.set(key, there);
  }
  return [...byStages].map(([held, { stages: some, pipelines }]) => {
    const isWhole = held === "" || held === EVERY_STAGE;
    const names = pipelinesText(isWhole ? [] : some, pipelines, platform, most);
    return held === "" ? names : `${held} of ${names}`;
  });
}

const EVERY_STAGE = "every stage";

function describeStages(
  pipeline: string,
  held: readonly string[],
  platform: Platform,
  most: number,
): string {
  if (held.length === 0) return "";
  const all = stagesOf(pipeline, platform);
  if (all.every((stage) => held.includes(stage))) return EVERY_STAGE;
  const names = [...new Set(held)];
  return most === Infinity ? names.join(", ") : listNames(names);
}

function stagesOf(name: string, { pipelines }: Platform): string[] {
  const pipeline = pipelines.find((one) => one.name === name);
  return [STAGES.source, STAGES.build, ...(pipeline?.stages ?? []).map((stage) => stage.name)];
}

/** "All" means all that have such stages. */
function pipelinesText(
  held: readonly string[],
  names: readonly string[],
  platform: Platform,
  most: number,
): string {
  const possible = platform.pipelines.filter(
    ({ stages }) => held.length === 0 || stages.some(({ name }) => held.includes(name)),
  );
  if (names.length > 1 && names.length === possible.length) return "all pipelines";
  return shorten(names, most, "pipelines");
}

function accountParts(names: readonly string[], platform: Platform, most: number): string[] {
  if (names.length === 0) return [];
  const targets = platform.accounts.length;
  const besidesTooling = names.filter((name) => name !== "tooling").length;
  if (targets > 1 && besidesTooling === targets)
    return [names.length > targets ? "all accounts" : "all target accounts"];
  return [shorten(names, most, "accounts")];
}

function shorten(names: readonly string[], most: number, noun: string): string {
  if (names.length <= most + 1) return names.join(", ");
  return `${names.length} ${noun} (${names.slice(0, most).join(", ")} …)`;
}
