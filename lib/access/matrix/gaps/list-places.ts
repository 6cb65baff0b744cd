import type { Place } from "../place";
import { placeName } from "../compare-places";

/** So many are named; of more, the first and how many there are. */
const MOST = 6;

/** `a, b, c`, or of a long list its beginning and how many more there are. */
export function listPlaces(places: readonly Place[]): string {
  return listSome(places.map((place) => placeName(place)));
}

export function listSome(names: readonly string[]): string {
  if (names.length <= MOST) return names.join(", ");
  return `${names.slice(0, MOST - 1).join(", ")} and ${names.length - MOST + 1} more`;
}

/** Values with the same key together, in the order of the first of each. */
export function groupBy<T>(values: readonly T[], key: (value: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const value of values) {
    const there = groups.get(key(value));
    if (there === undefined) groups.set(key(value), [value]);
    else there.push(value);
  }
  return [...groups.values()];
}
