import type { GraphImport } from "./import-graph";

/** Import cycles as paths that end where they began. Type-only imports vanish and don't count. */
export function findCycles(graph: readonly GraphImport[]): readonly (readonly string[])[] {
  const edges = new Map<string, string[]>();
  for (const { from, kind, target } of graph) {
    if (kind === "type" || target.kind !== "file") continue;
    edges.set(from, [...(edges.get(from) ?? []), target.path]);
  }
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start !== -1) cycles.push([...trail.slice(start), file]);
    if (start !== -1 || done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  return cycles;
}
