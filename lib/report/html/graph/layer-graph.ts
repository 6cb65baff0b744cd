import { groupBy } from "../data/group-by";
import type { MergedGraph, MergedNode } from "./merge-twins";

/** Nodes by how many steps they are away from a persona, each layer in an order that crosses few edges. */
export function layerGraph({ nodes, edges }: MergedGraph): MergedNode[][] {
  const outgoing = groupBy(edges, ({ from }) => from);
  const steps = new Map<string, number>();
  const reached = new Set(edges.map(({ to }) => to));
  const starts = nodes.filter(({ kind, id }) => kind === "persona" || !reached.has(id));
  spread(
    starts.map(({ id }) => id),
    0,
  );
  // What only a circle leads to begins one of its own.
  for (const { id } of nodes) if (!steps.has(id)) spread([id], 1);
  const byStep = groupBy(nodes, ({ id }) => String(steps.get(id) ?? 0));
  const layers = [...byStep].sort(([a], [b]) => Number(a) - Number(b)).map(([, layer]) => layer);
  return untangle(layers, edges);

  function spread(ids: readonly string[], from: number): void {
    let front = ids.filter((id) => !steps.has(id));
    for (let step = from; front.length > 0; step += 1) {
      for (const id of front) steps.set(id, step);
      const next = front.flatMap((id) => (outgoing.get(id) ?? []).map(({ to }) => to));
      front = [...new Set(next)].filter((id) => !steps.has(id));
    }
  }
}

/** Puts each node near the middle of those that lead to it, then of those it leads to; a few rounds settle it. */
function untangle(layers: MergedNode[][], edges: MergedGraph["edges"]): MergedNode[][] {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const places = new Map<string, number>();
  const note = (layer: readonly MergedNode[]) => {
    layer.forEach(({ id }, index) => places.set(id, (index + 0.5) / layer.length));
  };
  for (const layer of layers) {
    layer.sort(compareClusters);
    note(layer);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const layer of round % 2 === 0 ? layers : [...layers].reverse()) {
      const wanted = new Map(layer.map(({ id }) => [id, middle(id)]));
      layer.sort(
        (a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0) || compareClusters(a, b),
      );
      note(layer);
    }
  }
  return layers;

  function middle(id: string): number {
    const around = (neighbours.get(id) ?? []).map((each) => places.get(each) ?? 0.5);
    if (around.length === 0) return places.get(id) ?? 0.5;
    return around.reduce((sum, place) => sum + place, 0) / around.length;
  }
}

const ROUNDS = 12;

function compareClusters(a: MergedNode, b: MergedNode): number {
  const [one, other] = [a, b].map(({ cluster, label, id }) => `${cluster}\n${label}\n${id}`);
  return (one ?? "") < (other ?? "") ? -1 : 1;
}
