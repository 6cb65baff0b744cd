import type { CapabilityCode } from "./capability-codes";
import { chip } from "./chip";
import { escapeXml } from "./escape-xml";
import { SIZES } from "./layout-matrix";
import { textWidth } from "./text-width";

interface LegendInput {
  readonly codes: readonly CapabilityCode[];
  /** What else there is to explain, such as a dashed chip. */
  readonly notes: readonly string[];
  readonly y: number;
  readonly right: number;
}

/** What the chips mean, in as many lines as it takes. */
export function drawLegend({ codes, notes, y, right }: LegendInput): {
  readonly lines: readonly string[];
  readonly bottom: number;
} {
  const lines: string[] = [];
  let x: number = SIZES.margin;
  let top = y;
  const advance = (width: number): number => {
    if (x !== SIZES.margin && x + width > right) {
      x = SIZES.margin;
      top += LINE;
    }
    const at = x;
    x += width + SIZES.gutter;
    return at;
  };
  for (const each of codes) {
    const width = SIZES.chip.width + 5 + textWidth(each.capability, SIZES.name);
    const at = advance(width);
    lines.push(
      chip(each, { x: at, y: top }, false),
      text(each.capability, at + SIZES.chip.width + 5, top),
    );
  }
  for (const note of notes) {
    x = SIZES.margin;
    top += LINE;
    lines.push(text(note, x, top, "name soft"));
  }
  return { lines, bottom: top + LINE };
}

const LINE = 22;

function text(words: string, x: number, y: number, style = "name"): string {
  return `<text class="${style}" x="${x}" y="${y + 12}">${escapeXml(words)}</text>`;
}
