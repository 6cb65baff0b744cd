import type { MatrixEntry, PersonaMatrix } from "../matrix/persona-matrix";
import { type CapabilityCode, capabilityCodes } from "./capability-codes";
import { chip } from "./chip";
import { drawLegend } from "./draw-legend";
import { escapeXml } from "./escape-xml";
import {
  type LaidOutColumn,
  type LaidOutGroup,
  type LaidOutRow,
  type MatrixLayout,
  SIZES,
  columnName,
  layoutMatrix,
} from "./layout-matrix";
import { styleSheet } from "./style-sheet";
import { clipText } from "./text-width";

/** The matrix as a picture of its own: readable on light and dark pages, and by whoever can't see it. */
export function renderPersonaSvg(matrix: PersonaMatrix): string {
  const layout = layoutMatrix(matrix);
  const entries = allEntries(matrix);
  const codes = capabilityCodes(entries.map(codeName));
  const byName = new Map(codes.map((code) => [code.capability, code]));
  const right = Math.max(layout.right, LEAST_WIDTH);
  const legend = drawLegend({
    codes,
    notes: notes(entries),
    y: layout.bottom + SIZES.margin,
    right,
  });
  const [width, height] = [right + SIZES.margin, legend.bottom + SIZES.margin / 2];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" class="gatehouse-personas" role="img" aria-labelledby="gatehouse-personas-title gatehouse-personas-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    '<title id="gatehouse-personas-title">Personas: who may do what, and where</title>',
    `<desc id="gatehouse-personas-desc">${escapeXml(describe(matrix))}</desc>`,
    `<style>\n${styleSheet()}\n</style>`,
    `<rect class="paper" x="0" y="0" width="${width}" height="${height}" rx="8"/>`,
    ...layout.groups.flatMap((group) => drawGroup(group, layout)),
    ...layout.rows.flatMap((row) => drawRow(row, layout, byName)),
    ...legend.lines,
    "</svg>",
  ].join("\n")}\n`;
}

const LEAST_WIDTH = 480;
const CLOSED_GATE = "gate (closes only)";

function allEntries({ groups }: PersonaMatrix): MatrixEntry[] {
  return groups.flatMap(({ places }) => places.flatMap(({ cells }) => cells.flat()));
}

/** A gate that only closes has a chip of its own, since it is so much less. */
function codeName({ capability, closesOnly }: MatrixEntry): string {
  return closesOnly ? CLOSED_GATE : capability;
}

function notes(entries: readonly MatrixEntry[]): string[] {
  return [
    "* and shaded: protected, so nothing gets there without an approval.",
    "Whole pipeline: its Source and Build among it.",
    ...(entries.some(({ ownTeam }) => ownTeam)
      ? ["Dashed edge: only on pipelines of the person's own team."]
      : []),
  ];
}

function describe({ personas, groups }: PersonaMatrix): string {
  const pipelines = groups.filter(({ kind }) => kind === "pipeline").length;
  const accounts = groups.filter(({ kind }) => kind === "environment");
  const count = accounts.reduce((sum, { places }) => sum + places.length, 0);
  return `A table. Rows: the personas ${personas.map(({ name }) => name).join(", ")}. Columns: ${pipelines} pipelines with their stages, then ${count} accounts by environment. Cells: the capabilities held there. The same as text: gatehouse personas --matrix`;
}

function drawGroup(
  { title, group, x, width, columns }: LaidOutGroup,
  layout: MatrixLayout,
): string[] {
  const { margin, groupHead, head } = SIZES;
  return [
    ...columns.flatMap((column) => drawColumn(column, layout)),
    `<g><title>${escapeXml(group.names.join(", "))}</title><text class="head" x="${x + 4}" y="${margin + 14}">${escapeXml(clipText(title, head, width - 4))}</text></g>`,
    line(x, margin + groupHead - 6, x + width, margin + groupHead - 6),
  ];
}

function drawColumn(
  { place, x, width }: LaidOutColumn,
  { nameHeight, bottom }: MatrixLayout,
): string[] {
  const { margin, groupHead, name } = SIZES;
  const top = margin + groupHead;
  const middle = x + width / 2 + 4;
  const foot = top + nameHeight - 6;
  return [
    ...(place.protected
      ? [
          `<rect class="guarded" x="${x}" y="${top - 5}" width="${width}" height="${bottom - top + 5}"/>`,
        ]
      : []),
    `<g><title>${escapeXml(place.names.join(", "))}</title><text class="name" transform="translate(${middle} ${foot}) rotate(-90)">${escapeXml(clipText(columnName(place), name, nameHeight - 8))}</text></g>`,
  ];
}

function drawRow(
  { persona, index, y, height }: LaidOutRow,
  { groups, labelWidth, right }: MatrixLayout,
  codes: ReadonlyMap<string, CapabilityCode>,
): string[] {
  const { margin, head, name } = SIZES;
  const who = persona.enabled ? persona.groups.join(", ") || "(no group)" : "(off)";
  return [
    line(margin, y, right, y),
    `<g><title>${escapeXml(`${persona.name}: ${who}`)}</title>` +
      `<text class="head" x="${margin}" y="${y + 20}">${escapeXml(clipText(persona.name, head, labelWidth))}</text>` +
      `<text class="name soft" x="${margin}" y="${y + 36}">${escapeXml(clipText(who, name, labelWidth))}</text></g>`,
    ...groups.flatMap(({ columns }) =>
      columns.flatMap(({ place, x, width }) => {
        const cell = place.cells[index] ?? [];
        if (cell.length === 0) return [];
        const words = cell.map(
          (entry) => `${codeName(entry)}${entry.ownTeam ? " (own team)" : ""}`,
        );
        return [
          `<g><title>${escapeXml(`${persona.name}, ${place.names.join(", ")}: ${words.join(", ")}`)}</title>`,
          ...drawChips(cell, { x, y, width, height }, codes),
          "</g>",
        ];
      }),
    ),
  ];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** In the middle of its cell. */
function drawChips(
  cell: readonly MatrixEntry[],
  box: Box,
  codes: ReadonlyMap<string, CapabilityCode>,
): string[] {
  const { chip: size, chipsAcross } = SIZES;
  const [stepX, stepY] = [size.width + size.gap, size.height + size.gap];
  const across = Math.min(chipsAcross, cell.length);
  const down = Math.ceil(cell.length / chipsAcross);
  const left = box.x + Math.round((box.width - across * stepX + size.gap) / 2);
  const top = box.y + Math.round((box.height - down * stepY + size.gap) / 2);
  return cell.flatMap((entry, index) => {
    const code = codes.get(codeName(entry));
    const x = left + (index % chipsAcross) * stepX;
    const y = top + Math.floor(index / chipsAcross) * stepY;
    return code === undefined ? [] : [chip(code, { x, y }, entry.ownTeam)];
  });
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="line" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}
