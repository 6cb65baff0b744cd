import colors from "picocolors";
import type { AccessCell, AccessMatrix, Effect } from "../../access/matrix/access-matrix";
import type { Platform } from "../../model/platform";
import { inCapabilityOrder } from "../personas/capability-order";
import { renderTable } from "../text/render-table";
import { wrapText } from "../text/wrap-text";
import { compressPlaces } from "./compress-places";

interface AccessRendering {
  readonly platform: Platform;
  readonly width: number;
  /** Every place by its name. @default false */
  readonly all?: boolean;
}

/** Who can do what where, by effect: a row for capabilities that reach the same places. */
export function renderAccess(matrix: AccessMatrix, rendering: AccessRendering): string {
  const rows = matrix.subjects.flatMap(({ id, roles }) => {
    const own = matrix.cells.filter(({ subject }) => subject === id);
    const lines = rowsOf(own, rendering);
    if (lines.length === 0) return [[id, roles.length === 0 ? "(off)" : "(nothing)", ""]];
    return lines.map(([what, where], index) => [index === 0 ? id : "", what, where]);
  });
  const odd = matrix.cells.filter(({ effect, intended }) => effect.kind !== "allowed" || !intended);
  return [
    colors.bold("Who can do what, by the generated policies"),
    ...renderTable(rows, { widest: [24, 30], width: rendering.width }),
    ...(odd.length === 0 ? [] : ["", ...oddLines(odd, rendering)]),
  ].join("\n");
}

function rowsOf(
  cells: readonly AccessCell[],
  { platform, all = false }: AccessRendering,
): [what: string, where: string][] {
  const byPlaces = new Map<string, string[]>();
  const held = cells.filter(({ effect }) => effect.kind !== "denied");
  for (const capability of inCapabilityOrder(held.map((cell) => cell.capability))) {
    for (const own of byLastDay(held.filter((cell) => cell.capability === capability))) {
      const where = compressPlaces(own, platform, all ? { most: Infinity } : {});
      const mark = own.some(({ effect }) => effect.kind !== "allowed") ? "?" : "";
      const day = own[0].lastDay === undefined ? "" : ` (until ${own[0].lastDay})`;
      byPlaces.set(where, [...(byPlaces.get(where) ?? []), `${capability}${mark}${day}`]);
    }
  }
  return [...byPlaces].map(([where, capabilities]) => [capabilities.join(", "), where]);
}

/** Cells of one day together; those without an end first. */
function byLastDay(cells: readonly AccessCell[]): [AccessCell, ...AccessCell[]][] {
  const days = [...new Set(cells.map(({ lastDay = "" }) => lastDay))].sort();
  return days.flatMap((day) => {
    const [first, ...others] = cells.filter(({ lastDay = "" }) => lastDay === day);
    return first === undefined ? [] : [[first, ...others]];
  });
}

/** What isn't plainly allowed as it was meant, in words; once for all places of which the same is to be said. */
function oddLines(
  cells: readonly AccessCell[],
  { platform, width, all = false }: AccessRendering,
): string[] {
  const alike = new Map<string, [AccessCell, ...AccessCell[]]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.subject, cell.capability, cell.effect, cell.intended]);
    const there = alike.get(key);
    if (there === undefined) alike.set(key, [cell]);
    else there.push(cell);
  }
  return [...alike.values()].flatMap((group) => {
    const [{ subject, capability, effect, intended }] = group;
    const where = compressPlaces(group, platform, all ? { most: Infinity } : {});
    const text = `${subject} ${capability} on ${where}: ${describeOdd(effect)}`;
    const mark = intended ? colors.yellow("?") : colors.red("!");
    const [first = "", ...rest] = wrapText(text, width - 4);
    return [`  ${mark} ${first}`, ...rest.map((line) => `    ${line}`)];
  });
}

function describeOdd(effect: Effect): string {
  switch (effect.kind) {
    case "allowed":
      return "allowed, and not meant";
    case "conditional":
      return `hangs on ${effect.when}`;
    case "partial":
      return `lacks ${effect.lacks.join(", ")}`;
    case "denied":
      return "meant, and denied";
  }
}
