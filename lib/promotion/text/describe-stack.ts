import type { BundleStack, PlannedStack } from "../bundle";
import { describePolicies } from "./describe-policies";

/** What is to be done with a stack, in a few words. */
export function describeStack(stack: BundleStack): string {
  switch (stack.kind) {
    case "planned": {
      const { add, change, destroy } = stack.counts;
      const parts = [
        ...(add > 0 ? [`${add} to add`] : []),
        ...(change > 0 ? [`${change} to change`] : []),
        ...(destroy > 0 ? [`${destroy} to destroy`] : []),
      ];
      const changes = parts.length === 0 ? "outputs only" : parts.join(", ");
      return [changes, ...remoteParts(stack)].join("; ");
    }
    case "nothing-to-do":
      return "nothing to do";
    case "unchanged":
      return "unchanged since it was applied";
    case "deferred":
      return `deferred: waits for ${stack.until.join(", ")}`;
  }
}

/** What a service says of its plan. */
function remoteParts({ run, policies }: PlannedStack): string[] {
  return [
    ...(run === undefined ? [] : [run]),
    ...(policies === undefined ? [] : [describePolicies(policies)]),
  ];
}
