import type { Platform } from "../model/platform";
import { sideBySide } from "./side-by-side";
import type { Batch, StackEntry } from "./waves";

/** What came of a stack: a failure counts against its batch, what was put off doesn't. */
export type StackResult = "done" | "failed" | "put-off" | "not-begun";

interface RunBatchesProps<S extends StackEntry> {
  readonly batches: readonly Batch[];
  readonly stacks: readonly S[];
  readonly rules: Pick<Platform["promotion"], "continueAtPercent" | "pauseMinutes">;
  readonly processes: number;
  readonly work: (stack: S) => Promise<StackResult>;
  /** Whether work on a batch was begun by an earlier run, so that its pause is over. */
  readonly isBegun: (batch: Batch) => boolean;
  /** Whether a batch has anything to do: before and after one that hasn't, nobody waits. */
  readonly isIdle: (batch: Batch) => boolean;
  readonly pause: (minutes: number) => Promise<void>;
  readonly signal?: AbortSignal;
}

export interface BatchesResult {
  readonly results: ReadonlyMap<string, StackResult>;
  /** The batch after which nothing more was begun, by its place. */
  readonly stoppedAt?: number;
}

/** Works through a wave: batch by batch, each in the order of its dependencies, as far as the rules let it. */
export async function runBatches<S extends StackEntry>(
  props: RunBatchesProps<S>,
): Promise<BatchesResult> {
  const { batches, stacks, rules, processes, work, signal } = props;
  const results = new Map<string, StackResult>();
  let worked = false;
  for (const [index, batch] of batches.entries()) {
    if (worked && !props.isIdle(batch) && !props.isBegun(batch))
      await props.pause(rules.pauseMinutes);
    worked ||= !props.isIdle(batch);
    const members = stacks.filter(({ name }) => batch.stacks.includes(name));
    const found = await sideBySide<S, StackResult>(members, processes, (stack, before) => {
      const hindrance = signal?.aborted ? "not-begun" : hindranceIn([...before.values()]);
      return hindrance === undefined ? work(stack) : Promise.resolve(hindrance);
    });
    for (const [name, result] of found) results.set(name, result);
    if (signal?.aborted || !passes(batch, [...found.values()], rules))
      return { results, stoppedAt: index };
  }
  return { results };
}

/** What becomes of a stack by those that it depends on; undefined where all of them are done. */
function hindranceIn(before: readonly StackResult[]): StackResult | undefined {
  if (before.some((each) => each === "failed" || each === "not-begun")) return "not-begun";
  return before.includes("put-off") ? "put-off" : undefined;
}

/** Whether enough of a batch has succeeded for what comes after it; of canaries, all must. */
export function passes(
  { kind }: Pick<Batch, "kind">,
  results: readonly StackResult[],
  { continueAtPercent }: Pick<Platform["promotion"], "continueAtPercent">,
): boolean {
  const needed = kind === "canaries" ? 100 : continueAtPercent;
  const bad = results.filter((each) => each === "failed" || each === "not-begun").length;
  return (results.length - bad) * 100 >= needed * results.length;
}
