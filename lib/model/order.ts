/** By code unit, so that the order doesn't depend on the machine's locale. */
export function sorted<T extends string>(values: Iterable<T>): T[] {
  return [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

export function byName<T extends { readonly name: string }>(values: readonly T[]): T[] {
  return [...values].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** For what has no name: by all that it holds. */
export function byContent<T>(values: readonly T[]): T[] {
  return byName(values.map((value) => ({ name: JSON.stringify(value), value }))).map(
    ({ value }) => value,
  );
}

/** A map whose keys stand in a fixed order, for whoever writes it out. */
export function byKey<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
}
