import { Semaphore } from "../../lib/promotion/terraform/semaphore";
import { PLANS_AT_A_TIME, type Tell } from "./apply-stacks";
import { emptyBuckets } from "./empty-buckets";
import type { EmulatedAws } from "./emulated-aws";
import type { LabStack } from "./lab";
import { inOrder } from "./terraform/in-order";
import { timed } from "./timed";

/** Destroys each stack before those that it depends on, and empties its account's buckets before. */
export async function destroyStacks(
  stacks: readonly LabStack[],
  aws: EmulatedAws,
  tell: Tell,
): Promise<void> {
  const destroying = new Semaphore(PLANS_AT_A_TIME);
  const reversed = stacks.map((stack) => ({
    ...stack,
    after: stacks.filter(({ after }) => after.includes(stack.name)).map(({ name }) => name),
  }));
  await inOrder(reversed, async ({ name: stack, accountId, region, folder }) => {
    const { seconds } = await destroying.run(() =>
      timed(async () => {
        // S3 deletes no bucket that holds something, and every request to the others was logged into one.
        await emptyBuckets(await aws.inAccount(accountId, region));
        await folder.destroy();
      }),
    );
    tell({ kind: "destroyed", stack, seconds });
  });
}
