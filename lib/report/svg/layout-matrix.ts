import { mergedLabel } from "../matrix/merged-label";
import { type MergedGroup, type MergedPlace, mergeAlike } from "../matrix/merge-alike";
import type { MatrixPersona, PersonaMatrix } from "../matrix/persona-matrix";
import { textWidth } from "./text-width";

/** Sizes that the layout and the drawing share, in the picture's units. */
export const SIZES = {
  margin: 16,
  chip: { width: 22, height: 17, gap: 3 },
  chipsAcross: 2,
  column: 56,
  groupHead: 26,
  name: 11,
  head: 12,
  /** Between two groups. */
  gutter: 10,
} as const;

export interface LaidOutColumn {
  readonly place: MergedPlace;
  readonly x: number;
  readonly width: number;
}

export interface LaidOutGroup {
  readonly group: MergedGroup;
  readonly title: string;
  readonly x: number;
  readonly width: number;
  readonly columns: readonly LaidOutColumn[];
}

export interface LaidOutRow {
  readonly persona: MatrixPersona;
  readonly index: number;
  readonly y: number;
  readonly height: number;
}

export interface MatrixLayout {
  readonly labelWidth: number;
  /** How tall the names of columns are, which stand upright. */
  readonly nameHeight: number;
  readonly groups: readonly LaidOutGroup[];
  readonly rows: readonly LaidOutRow[];
  readonly right: number;
  readonly bottom: number;
}

const LABEL = { least: 110, most: 220 };
const NAME = { least: 60, most: 150 };
const TITLE_MOST = 200;

/** Where everything of the picture stands. */
export function layoutMatrix(matrix: PersonaMatrix): MatrixLayout {
  const merged = mergeAlike(matrix);
  const labelWidth = clamp(
    Math.max(0, ...matrix.personas.map(rowLabelWidth)) + SIZES.gutter,
    LABEL,
  );
  const nameHeight = clamp(
    Math.max(
      0,
      ...merged.flatMap(({ places }) =>
        places.map((place) => textWidth(columnName(place), SIZES.name)),
      ),
    ) + SIZES.gutter,
    NAME,
  );
  const groups = layoutGroups(merged, SIZES.margin + labelWidth);
  const rows = layoutRows(matrix.personas, merged, SIZES.margin + SIZES.groupHead + nameHeight);
  const last = groups.at(-1);
  const lowest = rows.at(-1);
  return {
    labelWidth,
    nameHeight,
    groups,
    rows,
    right: last === undefined ? SIZES.margin + labelWidth : last.x + last.width,
    bottom:
      lowest === undefined ? SIZES.margin + SIZES.groupHead + nameHeight : lowest.y + lowest.height,
  };
}

/** What a column is called; a star where something is protected. */
export function columnName({ kind, names, protected: isProtected }: MergedPlace): string {
  if (kind === "whole") return "whole pipeline";
  return `${mergedLabel(names)}${isProtected ? " *" : ""}`;
}

/** What a group is called. */
function groupTitle({ kind, names }: MergedGroup): string {
  const title = mergedLabel(names);
  return kind === "environment" && title !== "tooling" ? `${title} accounts` : title;
}

function layoutGroups(merged: readonly MergedGroup[], left: number): LaidOutGroup[] {
  let x = left;
  return merged.map((group) => {
    x += SIZES.gutter;
    const title = groupTitle(group);
    const wanted = Math.min(TITLE_MOST, textWidth(title, SIZES.head) + SIZES.gutter);
    const count = group.places.length;
    const column = Math.ceil(Math.max(count * SIZES.column, wanted) / count);
    const start = x;
    x += column * count;
    return {
      group,
      title,
      x: start,
      width: column * count,
      columns: group.places.map((place, index) => ({
        place,
        x: start + index * column,
        width: column,
      })),
    };
  });
}

function layoutRows(
  personas: readonly MatrixPersona[],
  merged: readonly MergedGroup[],
  top: number,
): LaidOutRow[] {
  const { chip, chipsAcross } = SIZES;
  let y = top;
  return personas.map((persona, index) => {
    const most = Math.max(
      0,
      ...merged.flatMap(({ places }) => places.map(({ cells }) => cells[index]?.length ?? 0)),
    );
    const lines = Math.max(2, Math.ceil(most / chipsAcross));
    const height = lines * (chip.height + chip.gap) + 2 * SIZES.gutter - chip.gap;
    const row = { persona, index, y, height };
    y += height;
    return row;
  });
}

function rowLabelWidth({ name, groups }: MatrixPersona): number {
  return Math.max(textWidth(name, SIZES.head), textWidth(groups.join(", "), SIZES.name));
}

function clamp(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, value));
}
