/**
 * Whether two values of a resource differ by more than nothing and emptiness: providers read back an unset list, map or
 * text as an empty one, which Terraform tells as a change from outside.
 */
export function differs(before: unknown, after: unknown): boolean {
  return JSON.stringify(withoutEmpty(before)) !== JSON.stringify(withoutEmpty(after));
}

/** With keys in one order; undefined where nothing is left. */
function withoutEmpty(value: unknown): unknown {
  if (value === null || value === "") return undefined;
  if (Array.isArray(value)) {
    // A place in a list means something: what is empty stays, as nothing.
    return value.length === 0 ? undefined : value.map((item) => withoutEmpty(item) ?? null);
  }
  if (typeof value !== "object") return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
