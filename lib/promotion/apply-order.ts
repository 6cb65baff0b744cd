import { byName } from "../model/order";
import type { StackEntry } from "./waves";

/**
 * Stacks in steps: those of one step depend on earlier steps only, and can be applied side by side. A dependency that is
 * no stack here is taken for applied. Within a step they are sorted.
 */
export function applyOrder<Stack extends StackEntry>(stacks: readonly Stack[]): Stack[][] {
  const steps: Stack[][] = [];
  let left = byName(stacks);
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const next = left.filter(({ dependencies }) => !dependencies.some((each) => waiting.has(each)));
    // Terraform has no use for a circle, and CDKTF makes none.
    if (next.length === 0)
      throw new Error(`stacks wait for each other: ${[...waiting].join(", ")}`);
    steps.push(next);
    left = left.filter((stack) => !next.includes(stack));
  }
  return steps;
}
