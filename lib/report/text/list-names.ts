/** So many are named; of more, the first and how many there are. */
const MOST = 6;

/** `a, b, c`, or of a long list its beginning and how many more there are. */
export function listNames(names: readonly string[]): string {
  if (names.length <= MOST) return names.join(", ");
  const shown = names.slice(0, MOST - 1);
  return `${shown.join(", ")} and ${names.length - shown.length} more`;
}
