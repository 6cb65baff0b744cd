import type { SizeResult } from "./measure-size";

export interface Goal {
  readonly goal: string;
  readonly measured: number;
  readonly limit: number;
  readonly holds: boolean;
}

/** Below this, what every process costs hides what an account costs. */
const ENOUGH_ACCOUNTS = 100;
const MOST_OVER_BARE = 2;
/** Linear growth is 1; the rest is for noise, larger heaps and fuller caches. */
const MOST_GROWTH = 1.5;

/** Linear growth, and at most twice the floor in time and memory, as far as the sizes measured can tell. */
export function judgeGoals(sizes: readonly SizeResult[]): Goal[] {
  const large = sizes
    .filter(({ accounts }) => accounts >= ENOUGH_ACCOUNTS)
    .sort((a, b) => a.accounts - b.accounts);
  const [first, last] = [large.at(0), large.at(-1)];
  if (first === undefined || last === undefined) return [];
  const at = `at ${last.accounts} accounts`;
  const overBare = [
    goal(`synth time over bare ${at}`, overBareTime(last), MOST_OVER_BARE),
    goal(`peak memory over bare ${at}`, overBareMemory(last), MOST_OVER_BARE),
  ];
  if (first === last) return overBare;
  const steps = `an account, ${last.accounts} over ${first.accounts} accounts`;
  const growth = (["check", "synth", "bare"] as const).map((measured) =>
    goal(
      `${measured} time ${steps}`,
      secondsPerAccount(last, measured) / secondsPerAccount(first, measured),
      MOST_GROWTH,
    ),
  );
  return [...overBare, ...growth];
}

export function overBareTime({ synth, bare }: SizeResult): number {
  return synth.seconds.median / bare.seconds.median;
}

export function overBareMemory({ synth, bare }: SizeResult): number {
  return synth.peakBytes.median / bare.peakBytes.median;
}

export function secondsPerAccount(size: SizeResult, measured: "check" | "synth" | "bare"): number {
  return size[measured].seconds.median / size.accounts;
}

function goal(text: string, measured: number, limit: number): Goal {
  return { goal: text, measured, limit, holds: measured <= limit };
}
