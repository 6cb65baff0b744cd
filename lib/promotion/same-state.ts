import type { StateId } from "./terraform/state-id";

/** Whether nothing was written between the two. */
export function isSameState(one: StateId | undefined, other: StateId | undefined): boolean {
  return one?.lineage === other?.lineage && one?.serial === other?.serial;
}
