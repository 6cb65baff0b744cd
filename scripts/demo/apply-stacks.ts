import type { LabStack } from "./lab";
import { inOrder } from "./terraform/in-order";
import { Semaphore } from "../../lib/promotion/terraform/semaphore";
import type { PlannedChanges } from "./terraform/stack-folder";
import { timed } from "./timed";

/** What happened to a stack; in the order in which it does. */
export type StackEvent = StackStep & {
  readonly stack: string;
  /** How long it took, once it was its turn. */
  readonly seconds: number;
};

export type StackStep =
  | { readonly kind: "planned"; readonly changes: PlannedChanges }
  | { readonly kind: "applied" }
  | { readonly kind: "checked"; readonly changes: PlannedChanges }
  | { readonly kind: "destroyed" };

export type Tell = (event: StackEvent) => void;

/** Planning is all work, so two cores do two; applying mostly waits, for S3 to have told everybody a lifecycle. */
export const PLANS_AT_A_TIME = 2;
const APPLIES_AT_A_TIME = 6;

/**
 * Inits, plans and applies each stack after those that it depends on, and plans it again, which is to find nothing to
 * do. Returns the stacks of which the second plan found something.
 */
export async function applyStacks(stacks: readonly LabStack[], tell: Tell): Promise<string[]> {
  const planning = new Semaphore(PLANS_AT_A_TIME);
  const applying = new Semaphore(APPLIES_AT_A_TIME);
  const unsettled: string[] = [];
  const checks: Promise<void>[] = [];
  const check = async ({ name: stack, folder }: LabStack): Promise<void> => {
    const { result: changes, seconds } = await planning.run(() => timed(() => folder.plan()), {
      later: true,
    });
    tell({ kind: "checked", stack, changes, seconds });
    if (!isEmpty(changes)) unsettled.push(stack);
  };
  await inOrder(stacks, async (step) => {
    const { name: stack, folder } = step;
    const planned = await planning.run(() =>
      timed(async () => {
        await folder.init();
        return folder.plan();
      }),
    );
    tell({ kind: "planned", stack, changes: planned.result, seconds: planned.seconds });
    const { seconds } = await applying.run(() => timed(() => folder.apply()));
    tell({ kind: "applied", stack, seconds });
    // Nobody waits for it, so that the next stack may begin; a failure is told at the end.
    const checking = check(step);
    checking.catch(() => undefined);
    checks.push(checking);
  });
  await Promise.all(checks);
  return unsettled.sort();
}

function isEmpty({ add, change, destroy }: PlannedChanges): boolean {
  return add + change + destroy === 0;
}
