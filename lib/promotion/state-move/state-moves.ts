import { applyOrder } from "../apply-order";
import type { GeneratedStack } from "../generated";
import { type BackendBlock, generatedBackend, initializedBackend } from "./backend-block";
import { sameSettings, statePlace } from "./state-place";

/** What is to be done with one stack for its state to be where its Terraform says. */
export type StateMove = { readonly stack: GeneratedStack } & (
  | { readonly kind: "move"; readonly from: BackendBlock; readonly to: BackendBlock }
  /** The state stays where it is; how it is reached has changed. */
  | { readonly kind: "initialize"; readonly to: BackendBlock }
  | { readonly kind: "in-place" }
  /** Nothing here says where its state was, if it has any. */
  | { readonly kind: "unknown" }
);

export type MovedStack = Extract<StateMove, { readonly kind: "move" }>;

/**
 * In the order in which the stacks are applied.
 *
 * @param old what an earlier config said, by stack. @default what each folder was initialized for
 */
export function stateMoves(
  stacks: readonly GeneratedStack[],
  old?: ReadonlyMap<string, BackendBlock>,
): StateMove[] {
  return applyOrder(stacks)
    .flat()
    .map((stack) => moveOf(stack, old?.get(stack.name)));
}

export function isMoved(move: StateMove): move is MovedStack {
  return move.kind === "move";
}

function moveOf(stack: GeneratedStack, old: BackendBlock | undefined): StateMove {
  const { folder } = stack;
  const initialized = initializedBackend(folder);
  const from = old ?? initialized;
  if (from === undefined) return { stack, kind: "unknown" };
  const to = generatedBackend(folder);
  if (statePlace(from, folder) !== statePlace(to, folder)) return { stack, kind: "move", from, to };
  return initialized === undefined || isSame(initialized, to, folder)
    ? { stack, kind: "in-place" }
    : { stack, kind: "initialize", to };
}

function isSame(one: BackendBlock, other: BackendBlock, folder: string): boolean {
  return statePlace(one, folder) === statePlace(other, folder) && sameSettings(one, other);
}
