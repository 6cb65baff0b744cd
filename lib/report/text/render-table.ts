import { wrapText } from "./wrap-text";

interface TableOptions {
  /** The most that a column is wide, in order; what is longer is wrapped at a word. The last takes what is left. */
  readonly widest?: readonly number[];
  /** Of all columns together, as far as the last one can give way. @default 100 */
  readonly width?: number;
}

const WIDTH = 100;
const GAP = "  ";
/** What the last column has however wide the others are. */
const LEAST = 30;

/** Columns as wide as their longest cell, indented by two. */
export function renderTable(
  rows: readonly (readonly string[])[],
  { widest = [], width = WIDTH }: TableOptions = {},
): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths: number[] = [];
  for (let index = 0; index < columns; index++) {
    const longest = Math.max(0, ...rows.map((row) => row[index]?.length ?? 0));
    const taken = widths.reduce((sum, width) => sum + width + GAP.length, GAP.length);
    const most =
      widest[index] ?? (index === columns - 1 ? Math.max(LEAST, width - taken) : longest);
    widths.push(Math.min(longest, most));
  }
  return rows.flatMap((row) => {
    const cells = widths.map((width, index) => wrapText(row[index] ?? "", width));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      `${GAP}${cells.map((lines, index) => (lines[line] ?? "").padEnd(widths[index] ?? 0)).join(GAP)}`.trimEnd(),
    );
  });
}
