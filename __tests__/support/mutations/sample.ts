import type { Mutation } from "./output";

/** Whether every slip is tried, and not a sample: `MUTANTS=all`, which takes half an hour. */
export const ALL = process.env["MUTANTS"] === "all";

/** Spread evenly, so that each policy and each kind of slip has its share. */
export function sampleOf(mutations: readonly Mutation[], size: number): readonly Mutation[] {
  if (ALL) return mutations;
  const step = Math.max(1, mutations.length / size);
  return mutations.filter(
    (_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step),
  );
}
