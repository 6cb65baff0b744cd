import type { MatrixGroup, PersonaMatrix } from "./persona-matrix";

/** Up to so many, each is shown by itself. */
const FEW = 12;

/** A group of the matrix for all that are exactly like it. */
export interface MergedGroup {
  readonly kind: MatrixGroup["kind"];
  readonly names: readonly string[];
  readonly places: readonly MergedPlace[];
}

export interface MergedPlace {
  readonly kind: MatrixGroup["places"][number]["kind"];
  readonly names: readonly string[];
  readonly protected: boolean;
  readonly cells: MatrixGroup["places"][number]["cells"];
}

/**
 * The groups of a matrix as they are shown: of a large platform, pipelines with the same stages and the same access as
 * one, and so the accounts of an environment. Nothing is lost, as all their names are there.
 */
export function mergeAlike({ groups }: PersonaMatrix): MergedGroup[] {
  const pipelines = groups.filter(({ kind }) => kind === "pipeline");
  const accounts = groups.filter(({ kind }) => kind === "environment");
  const count = accounts.reduce((sum, { places }) => sum + places.length, 0);
  return [
    ...(pipelines.length > FEW ? mergePipelines(pipelines) : pipelines.map(alone)),
    ...accounts.map((group) => (count > FEW ? mergeAccounts(group) : alone(group))),
  ];
}

function alone({ kind, name, places }: MatrixGroup): MergedGroup {
  return {
    kind,
    names: [name],
    places: places.map((place) => ({ ...place, names: [place.name] })),
  };
}

function mergePipelines(groups: readonly MatrixGroup[]): MergedGroup[] {
  const key = ({ places }: MatrixGroup) =>
    JSON.stringify(
      places.map((place) => ({ ...place, name: place.kind === "whole" ? "" : place.name })),
    );
  return gather(groups, key).map(([first, ...others]) => ({
    ...alone(first),
    names: [first, ...others].map(({ name }) => name),
  }));
}

function mergeAccounts(group: MatrixGroup): MergedGroup {
  const places = gather(group.places, ({ cells }) => JSON.stringify(cells));
  return {
    ...alone(group),
    places: places.map(([first, ...others]) => ({
      ...first,
      names: [first, ...others].map(({ name }) => name),
    })),
  };
}

/** Values with the same key together, in the order of the first of each. */
function gather<T>(values: readonly T[], key: (value: T) => string): [T, ...T[]][] {
  const gathered = new Map<string, [T, ...T[]]>();
  for (const value of values) {
    const there = gathered.get(key(value));
    if (there === undefined) gathered.set(key(value), [value]);
    else there.push(value);
  }
  return [...gathered.values()];
}
