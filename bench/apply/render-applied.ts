import { renderTable } from "../../lib/report/text/render-table";

/** Seconds that Terraform took of one stack. */
export interface AppliedStack {
  readonly stack: string;
  /** With init, which installs the provider. */
  readonly plan: number;
  readonly apply: number;
  /** With nothing to do. */
  readonly planAgain: number;
}

/** A line for each stack, and what all took together, which is less than their sum: they run side by side. */
export function renderApplied(
  stacks: readonly AppliedStack[],
  seconds: number,
  limit: number | undefined,
): string {
  const rows = stacks.map(({ stack, plan, apply, planAgain }) => [
    stack,
    ...[plan, apply, planAgain].map((value) => value.toFixed(1).padStart(6)),
  ]);
  const all = `${seconds.toFixed(0)} s for ${stacks.length} stacks, side by side`;
  return [
    ...renderTable([["stack", "plan, s", "apply, s", "plan again, s"], ...rows]),
    "",
    limit === undefined
      ? all
      : `${seconds <= limit ? "holds" : "DOES NOT HOLD"}: ${all}, at most ${limit} s`,
  ].join("\n");
}
