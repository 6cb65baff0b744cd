import { Semaphore } from "./terraform/semaphore";
import type { StackEntry } from "./waves";

/**
 * Works on each stack when those of them that it depends on are done, so many at a time. What came of those is given.
 * A rejection is told when everything else has ended.
 */
export async function sideBySide<S extends StackEntry, Result>(
  stacks: readonly S[],
  processes: number,
  work: (stack: S, before: ReadonlyMap<string, Result>) => Promise<Result>,
): Promise<ReadonlyMap<string, Result>> {
  const semaphore = new Semaphore(processes);
  const begun = new Map<string, Promise<Result>>();
  const begin = (stack: S): Promise<Result> => {
    const known = begun.get(stack.name);
    if (known !== undefined) return known;
    const working = (async () => {
      const before = await resultsOf(
        stacks.filter(({ name }) => stack.dependencies.includes(name)),
      );
      return semaphore.run(() => work(stack, before));
    })();
    begun.set(stack.name, working);
    return working;
  };
  const resultsOf = async (some: readonly S[]): Promise<Map<string, Result>> =>
    new Map(await Promise.all(some.map(async (each) => [each.name, await begin(each)] as const)));
  await Promise.allSettled(stacks.map(begin));
  return resultsOf(stacks);
}
