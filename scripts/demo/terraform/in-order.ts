interface Step {
  readonly name: string;
  /** Names of the steps that come first. */
  readonly after: readonly string[];
}

/** Works on each as soon as all before it are done, side by side. After a failure, none is begun that hasn't been. */
export async function inOrder<S extends Step>(
  steps: readonly S[],
  work: (step: S) => Promise<void>,
): Promise<void> {
  const begun = new Map<string, Promise<void>>();
  let failed = false;
  const begin = (step: S): Promise<void> => {
    const known = begun.get(step.name);
    if (known !== undefined) return known;
    const before = steps.filter(({ name }) => step.after.includes(name));
    const working = (async () => {
      await Promise.all(before.map(begin));
      if (failed) return;
      try {
        await work(step);
      } catch (error) {
        failed = true;
        throw error;
      }
    })();
    begun.set(step.name, working);
    return working;
  };
  const ended = await Promise.allSettled(steps.map(begin));
  const failure = ended.find((each) => each.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}
