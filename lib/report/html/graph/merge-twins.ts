import { groupBy } from "../data/group-by";
import type { GraphEdge, GraphInput, GraphNode } from "./graph-input";

/** A node that stands for several that play the same part: a thousand deploy roles are one box. */
export interface MergedNode extends GraphNode {
  /** How many it stands for. */
  readonly count: number;
}

export interface MergedGraph {
  readonly nodes: readonly MergedNode[];
  readonly edges: readonly GraphEdge[];
}

/** From the finest to the coarsest: roles apart by account and pipeline, by pipeline, or by their part alone. */
const GRAINS: readonly ((node: GraphNode) => string)[] = [
  ({ cluster, note }) => `${cluster}\n${note}`,
  ({ cluster }) => cluster,
  () => "",
];

/** As fine as it can be with no more boxes than this; undefined where even the coarsest has more. */
export function mergeTwins(graph: GraphInput, most: number): MergedGraph | undefined {
  for (const grain of GRAINS) {
    const merged = mergeBy(graph, grain);
    if (merged.nodes.length <= most) return merged;
  }
  return undefined;
}

/** Nodes play the same part where they come from the same parts and lead to the same parts, by the same means. */
function mergeBy({ nodes, edges }: GraphInput, grain: (node: GraphNode) => string): MergedGraph {
  const sorted = [...nodes].sort((a, b) => compare(`${a.label}\n${a.id}`, `${b.label}\n${b.id}`));
  const incoming = groupBy(edges, ({ to }) => to);
  const outgoing = groupBy(edges, ({ from }) => from);
  let parts = partition(sorted, (node) =>
    node.kind === "persona" ? `persona ${node.id}` : `${node.kind} ${grain(node)}`,
  );
  for (;;) {
    const known = parts;
    const part = (id: string) => String(known.get(id) ?? -1);
    const next = partition(sorted, ({ id }) =>
      JSON.stringify([
        part(id),
        distinct((incoming.get(id) ?? []).map((edge) => `${part(edge.from)} ${looks(edge)}`)),
        distinct((outgoing.get(id) ?? []).map((edge) => `${part(edge.to)} ${looks(edge)}`)),
      ]),
    );
    const settled = new Set(next.values()).size === new Set(known.values()).size;
    if (settled) return merged(sorted, edges, next);
    parts = next;
  }
}

/** A number for each node, the same for those with the same key. */
function partition(
  nodes: readonly GraphNode[],
  keyOf: (node: GraphNode) => string,
): ReadonlyMap<string, number> {
  const groups = [...groupBy(nodes, keyOf).values()];
  return new Map(groups.flatMap((group, number) => group.map(({ id }) => [id, number] as const)));
}

function merged(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  parts: ReadonlyMap<string, number>,
): MergedGraph {
  const standsFor = new Map<string, string>();
  const boxes = [...groupBy(nodes, ({ id }) => String(parts.get(id))).values()].flatMap(
    (group): MergedNode[] => {
      const [first] = group;
      if (first === undefined) return [];
      for (const { id } of group) standsFor.set(id, first.id);
      if (group.length === 1) return [{ ...first, count: 1 }];
      const others = group.length - 1;
      const note = first.cluster === "" ? "alike" : first.cluster;
      return [{ ...first, label: `${first.label} +${others}`, note, count: group.length }];
    },
  );
  const lines = edges.map((edge) => ({
    ...edge,
    from: standsFor.get(edge.from) ?? edge.from,
    to: standsFor.get(edge.to) ?? edge.to,
  }));
  const byLook = new Map(lines.map((edge) => [`${edge.from}\n${edge.to}\n${looks(edge)}`, edge]));
  return {
    nodes: boxes,
    edges: [...byLook].sort(([a], [b]) => compare(a, b)).map(([, edge]) => edge),
  };
}

function looks({ by, intended, certain }: GraphEdge): string {
  return JSON.stringify([by, intended, certain]);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
