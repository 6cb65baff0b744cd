import type { GeneratedStack } from "./generated";
import type { PolicyCounts } from "./policy-counts";
import type { StateId } from "./terraform/state-id";

/** Plans that are kept and applied by a service; the plan's file names a run there. */
export interface RemoteRuns {
  /** Undefined before the first apply. */
  state(stack: GeneratedStack): Promise<StateId | undefined>;
  /** The run that a saved plan stands for; undefined where the plan is a file like any other. */
  runOf(file: string): string | undefined;
  /** What policies there said of it; undefined where none judged it. */
  policies(file: string): Promise<PolicyCounts | undefined>;
  /** @throws Refusal where the run can't be applied any more, or not yet */
  check(stack: GeneratedStack, file: string): Promise<void>;
  /** Waits for an apply that outlived whoever began it. */
  settle(file: string): Promise<void>;
  /** Gives up a plan that won't be applied. */
  discard(file: string): Promise<void>;
  /** Tells those who look at the run there. */
  comment(file: string, text: string): Promise<void>;
}
