/** Ids that are invented when a thing is made, and the names that the proof has for them until then. */
const INVENTED = /:(key|connection)\/[\w.-]+/g;

/**
 * A policy's text, the same for all texts that AWS takes for the same: it sorts, knows no lists of one, and of keys and
 * connections only that one is named.
 */
export function canonicalPolicy(text: string): string {
  return JSON.stringify(canonical(JSON.parse(text.replaceAll(INVENTED, ":$1/…"))));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    const sorted = items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return sorted.length === 1 ? sorted[0] : sorted;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, canonical(each)]),
  );
}
