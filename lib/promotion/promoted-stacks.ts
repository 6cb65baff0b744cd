import type { Platform } from "../model/platform";
import { findManagedBackend, WORKSPACES_STACK } from "../model/workspaces";

/**
 * The stack that makes the workspaces is left out: its owners apply it, by `gatehouse bootstrap`, and the token that
 * confirms runs needs no right to change who else may.
 */
export function promotedStacks<T extends { readonly name: string }>(
  platform: Pick<Platform, "backend">,
  stacks: readonly T[],
): readonly T[] {
  return findManagedBackend(platform) === undefined
    ? stacks
    : stacks.filter(({ name }) => name !== WORKSPACES_STACK);
}
