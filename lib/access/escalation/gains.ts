import type { EscalationEdge, EscalationGraph } from "./escalation-graph";

/** The first thing on a shortest path that was not to be reached. */
export interface Gain {
  readonly to: string;
  /** From the start to it. */
  readonly path: readonly EscalationEdge[];
  /** How much more can be reached from there. */
  readonly beyond: number;
}

/**
 * Follows edges from a start up to the fix-point, through what may be reached, and tells where they leave it. Breadth
 * first, so that each path is a shortest one.
 */
export class Gains {
  readonly #from = new Map<string, EscalationEdge[]>();

  constructor({ edges }: Pick<EscalationGraph, "edges">) {
    for (const edge of edges) {
      const there = this.#from.get(edge.from);
      if (there === undefined) this.#from.set(edge.from, [edge]);
      else there.push(edge);
    }
  }

  find(starts: Iterable<string>, mayReach: (id: string) => boolean): readonly Gain[] {
    const paths = new Map<string, readonly EscalationEdge[]>();
    for (const start of starts) paths.set(start, []);
    const gains = new Map<string, readonly EscalationEdge[]>();
    // A map tells new keys too, in the order in which they come.
    for (const [id, path] of paths) {
      for (const edge of this.#from.get(id) ?? []) {
        if (paths.has(edge.to)) continue;
        const longer = [...path, edge];
        if (mayReach(edge.to)) paths.set(edge.to, longer);
        else if (isBetter(longer, gains.get(edge.to))) gains.set(edge.to, longer);
      }
    }
    return [...gains].map(([to, path]) => ({ to, path, beyond: this.#reach(to) - 1 }));
  }

  #reach(start: string): number {
    const seen = new Set([start]);
    for (const id of seen) for (const { to } of this.#from.get(id) ?? []) seen.add(to);
    return seen.size;
  }
}

/** A certain path beats an uncertain one; a shorter one comes first anyway. */
function isBetter(
  path: readonly EscalationEdge[],
  known: readonly EscalationEdge[] | undefined,
): boolean {
  if (known === undefined) return true;
  return path.every(({ certain }) => certain) && !known.every(({ certain }) => certain);
}
