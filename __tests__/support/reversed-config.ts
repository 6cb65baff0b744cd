import { parse, stringify } from "yaml";

/** The same config, with every map and every unordered list the other way round. */
export function reversedConfig(text: string): string {
  return stringify(reverse(parse(text)));
}

/** Lists whose order means something. */
const ORDERED = ["stages", "environments"];

function reverse(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => reverse(item));
    return ORDERED.includes(key) ? items : items.reverse();
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, reverse(inner, name)] as const)
      .reverse(),
  );
}
