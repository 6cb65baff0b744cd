/**
 * CDKTF notes for every token where it was made, in case it can't be resolved. At 1,000 accounts writing these stacks
 * out, through source maps, takes a quarter of the time and keeping them a third of the memory, and no option of
 * CDKTF's turns them off. Errors keep their stacks; set GATEHOUSE_DEBUG to see those of tokens too.
 */
export function withoutCreationStacks<T>(work: () => T): T {
  const before = Object.getOwnPropertyDescriptor(Error, "captureStackTrace");
  if (before === undefined || process.env["GATEHOUSE_DEBUG"] !== undefined) return work();
  const capture = before.value as typeof Error.captureStackTrace;
  Error.captureStackTrace = (holder, below) => {
    if (holder instanceof Error) capture(holder, below);
  };
  try {
    return work();
  } finally {
    Object.defineProperty(Error, "captureStackTrace", before);
  }
}
