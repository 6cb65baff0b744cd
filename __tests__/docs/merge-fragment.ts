type Map = Readonly<Record<string, unknown>>;

/**
 * A config with a fragment written into it, as a reader would: maps are merged, what has a name replaces or joins what
 * is there under that name, any other list replaces the one that was there. `identity` is another with each mode, so it
 * is taken whole.
 */
export function mergeFragment(config: unknown, fragment: unknown, key?: string): unknown {
  if (key === "identity") return fragment;
  if (isMap(config) && isMap(fragment)) {
    const merged = Object.entries(fragment).map(([name, value]) => [
      name,
      name in config ? mergeFragment(config[name], value, name) : value,
    ]);
    return { ...config, ...(Object.fromEntries(merged) as Map) };
  }
  if (isNamed(config) && isNamed(fragment)) {
    const replaced = config.map((item) => {
      const other = fragment.find(({ name }) => name === item.name);
      return other === undefined ? item : mergeFragment(item, other);
    });
    const added = fragment.filter(({ name }) => !config.some((item) => item.name === name));
    return [...replaced, ...added];
  }
  return fragment;
}

function isMap(value: unknown): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNamed(value: unknown): value is readonly (Map & { readonly name: string })[] {
  return (
    Array.isArray(value) && value.every((item) => isMap(item) && typeof item["name"] === "string")
  );
}
