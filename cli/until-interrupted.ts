import { setMaxListeners } from "node:events";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** It was ended by a Ctrl-C before it could come to anything. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
  }
}

/**
 * Works with a signal that a Ctrl-C aborts, in place of ending this process: what it has begun is to end first.
 *
 * @throws Interrupted where nothing came of it for that reason
 */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interrupted = new AbortController();
  // Every Terraform that runs listens.
  setMaxListeners(0, interrupted.signal);
  const interrupt = (): void => interrupted.abort();
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await work(interrupted.signal);
  } catch (error) {
    if (interrupted.signal.aborted && isAbort(error)) throw new Interrupted();
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

/** What wasn't begun any more. */
function isAbort(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "name" in error && error.name === "AbortError"
  );
}
