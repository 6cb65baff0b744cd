import type { StackEvent } from "./apply-stacks";
import type { PlannedChanges } from "./terraform/stack-folder";

/** A line of progress: seconds since the beginning, the stack, what happened to it. */
export function describeEvent(event: StackEvent, seconds: number, width: number): string {
  return `${seconds.toFixed(0).padStart(4)} s  ${event.stack.padEnd(width)}  ${whatOf(event)}`;
}

function whatOf(event: StackEvent): string {
  switch (event.kind) {
    case "planned":
      return `planned: ${describeChanges(event.changes)}`;
    case "applied":
      return "applied";
    case "checked":
      return describeChanges(event.changes) === NOTHING
        ? "planned again: nothing to do"
        : `planned again: ${describeChanges(event.changes)}, where nothing should be`;
    case "destroyed":
      return "destroyed";
  }
}

const NOTHING = "nothing";

function describeChanges({ add, change, destroy }: PlannedChanges): string {
  const parts = [
    ...(add > 0 ? [`${add} to add`] : []),
    ...(change > 0 ? [`${change} to change`] : []),
    ...(destroy > 0 ? [`${destroy} to destroy`] : []),
  ];
  return parts.length === 0 ? NOTHING : parts.join(", ");
}
