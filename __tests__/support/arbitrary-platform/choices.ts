/** One of the items, whatever the number. */
export function pick<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

/** The items whose bits are set; where none is, the first. */
export function subset<T>(items: readonly T[], bits: number): T[] {
  const chosen = items.filter((_item, index) => (bits & (1 << index)) !== 0);
  return chosen.length === 0 ? items.slice(0, 1) : chosen;
}
