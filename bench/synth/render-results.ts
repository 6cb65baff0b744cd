import { type Goal, overBareMemory, overBareTime, secondsPerAccount } from "./judge-goals";
import type { SizeResult } from "./measure-size";
import type { Spread } from "./spread";

const NUMBER = new Intl.NumberFormat("en-US");
const MEGABYTE = 1_000_000;

/** A column for each size; medians, with the least and the most where they were measured more than once. */
export function renderResults(sizes: readonly SizeResult[], goals: readonly Goal[]): string {
  const row = (title: string, cell: (size: SizeResult) => string): string[] => [
    title,
    ...sizes.map(cell),
  ];
  const rows = [
    row("accounts", ({ accounts }) => NUMBER.format(accounts)),
    row("stacks", ({ written }) => NUMBER.format(written.stacks)),
    row("resources", ({ written }) => NUMBER.format(written.resources)),
    row("written, MB", ({ written }) => (written.bytes / MEGABYTE).toFixed(2)),
    [""],
    row("check, s", ({ check }) => cellOf(check.seconds, 2)),
    row("  peak memory, MB", ({ check }) => cellOf(check.peakBytes, 0, MEGABYTE)),
    row("  an account, ms", (size) => (secondsPerAccount(size, "check") * 1_000).toFixed(2)),
    [""],
    row("synth, s", ({ synth }) => cellOf(synth.seconds, 2)),
    row("  bare CDKTF, s", ({ bare }) => cellOf(bare.seconds, 2)),
    row("  over bare", (size) => `${overBareTime(size).toFixed(2)} x`),
    row("  an account, ms", (size) => (secondsPerAccount(size, "synth") * 1_000).toFixed(2)),
    row("  bare CDKTF, ms", (size) => (secondsPerAccount(size, "bare") * 1_000).toFixed(2)),
    [""],
    row("peak memory, MB", ({ synth }) => cellOf(synth.peakBytes, 0, MEGABYTE)),
    row("  bare CDKTF, MB", ({ bare }) => cellOf(bare.peakBytes, 0, MEGABYTE)),
    row("  over bare", (size) => `${overBareMemory(size).toFixed(2)} x`),
  ];
  return [...align(rows), "", ...goals.map(renderGoal)].join("\n").trimEnd();
}

function renderGoal({ goal, measured, limit, holds }: Goal): string {
  return `${holds ? "holds" : "DOES NOT HOLD"}: ${goal} ${measured.toFixed(2)}, at most ${limit}`;
}

function cellOf({ median, min, max }: Spread, digits: number, unit = 1): string {
  const show = (value: number) => (value / unit).toFixed(digits);
  return min === max ? show(median) : `${show(median)} (${show(min)}-${show(max)})`;
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => (cells[column] ?? "").length)),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("   ")
      .trimEnd(),
  );
}
