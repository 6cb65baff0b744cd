import { type GeneratedStack, inputsDigest } from "./generated";
import type { JournalEntry } from "./journal/entry";
import { History } from "./journal/history";
import { isSettled } from "./plan-wave";
import { stacksOf, type Wave } from "./waves";

export interface WaveStatus {
  readonly wave: string;
  readonly protected: boolean;
  /** The last revision that it ran to its end. */
  readonly revision?: string;
  /** The digest of the bundle that was planned for it and waits. */
  readonly pendingPlan?: string;
  readonly stacks: readonly StackStatus[];
}

export interface StackStatus {
  readonly name: string;
  readonly state:
    /** As its Terraform says. */
    | "up-to-date"
    /** Its Terraform is no longer what was applied. */
    | "changed"
    | "never-applied"
    /** An apply was begun, and nobody knows how it ended. */
    | "interrupted"
    | "failed";
  /** The revision that was last applied with success, by whom and when. */
  readonly revision?: string;
  readonly actor?: string;
  readonly at?: string;
  /** Addresses, by the last look since it was applied; absent where nobody looked. */
  readonly drift?: readonly string[];
}

export interface PromotionStatus {
  readonly waves: readonly WaveStatus[];
  readonly lock?: { readonly id: string; readonly who: string; readonly at: string };
}

/** Where everything stands, by the journal and the Terraform that there is. Asks nobody else. */
export function promotionStatus(
  waves: readonly Wave[],
  stacks: readonly GeneratedStack[],
  entries: readonly JournalEntry[],
): PromotionStatus {
  const history = new History(entries);
  const lock = history.lock();
  return {
    waves: waves.map((wave): WaveStatus => {
      const revision = history.finished(wave.name)?.event.revision;
      const pendingPlan = history.waiting(wave.name)?.event.bundle;
      const names = stacksOf(wave);
      return {
        wave: wave.name,
        protected: wave.protected,
        ...(revision === undefined ? {} : { revision }),
        ...(pendingPlan === undefined ? {} : { pendingPlan }),
        stacks: stacks
          .filter(({ name }) => names.includes(name))
          .map((stack) => statusOf(stack, history)),
      };
    }),
    ...(lock === undefined ? {} : { lock: { id: lock.event.id, who: lock.who, at: lock.at } }),
  };
}

function statusOf(stack: GeneratedStack, history: History): StackStatus {
  const { name } = stack;
  const settled = history.settled(name);
  const looked = history.looked(name);
  return {
    name,
    state: stateOf(stack, history),
    ...(settled === undefined
      ? {}
      : { revision: settled.event.revision, actor: settled.who, at: settled.at }),
    ...(looked === undefined ? {} : { drift: looked.event.drifted }),
  };
}

function stateOf(stack: GeneratedStack, history: History): StackStatus["state"] {
  const last = history.lastDone(stack.name)?.event.type;
  switch (last) {
    case undefined:
      return "never-applied";
    case "applying":
      return "interrupted";
    case "failed":
      return "failed";
    case "applied":
    case "unchanged":
      return isSettled(history, stack, inputsDigest(stack)) ? "up-to-date" : "changed";
  }
}
