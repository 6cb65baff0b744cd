import type { LabStack } from "./lab";
import { inOrder } from "./terraform/in-order";
import { Semaphore } from "../../lib/promotion/terraform/semaphore";
import type { PlannedChanges } from "./terraform/stack-folder";

/** What happened to a stack; in the order in which it does. */
export type StackEvent =
  | { readonly kind: "planned"; readonly stack: string; readonly changes: PlannedChanges }
  | { readonly kind: "applied"; readonly stack: string }
  | { readonly kind: "checked"; readonly stack: string; readonly changes: PlannedChanges }
  | { readonly kind: "destroyed"; readonly stack: string };

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
    const changes = await planning.run(() => folder.plan(), { later: true });
    tell({ kind: "checked", stack, changes });
    if (!isEmpty(changes)) unsettled.push(stack);
  };
  await inOrder(stacks, async (step) => {
    const { name: stack, folder } = step;
    const changes = await planning.run(async () => {
      await folder.init();
      return folder.plan();
    });
    tell({ kind: "planned", stack, changes });
    await applying.run(() => folder.apply());
    tell({ kind: "applied", stack });
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
