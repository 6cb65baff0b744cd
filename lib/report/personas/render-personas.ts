import colors from "picocolors";
import type { Platform } from "../../model/platform";
import { type CompactGrant, compactGrants } from "./compact-grants";
import { describeForm } from "./describe-form";
import type { PersonaReport } from "./describe-persona";
import { renderTable } from "../text/render-table";
import { wrapText } from "../text/wrap-text";

const HEADER = ["persona", "who", "may", "where", "policies"];
const WIDTH = 100;
/** Where a persona may something takes what is left, and never less than this. */
const LEAST = 20;

/**
 * All personas at a glance, for people.
 *
 * @param width how wide its lines are; names are never broken, so that some are wider
 */
export function renderPersonas(
  platform: Platform,
  reports: readonly PersonaReport[],
  width = WIDTH,
): string {
  if (reports.length === 0) return "The config has no personas.";
  const rows = reports.flatMap((report) => {
    const persona = platform.personas.find(({ name }) => name === report.name);
    const grants = persona === undefined ? [] : compactGrants(platform, persona);
    return rowsOf(report, grants);
  });
  const [header = "", ...lines] = renderTable([HEADER, ...rows], {
    widest: [28, 20, 26, Math.max(LEAST, 32 + width - WIDTH), 16],
  });
  const loose = reports.filter(({ looser }) => looser.length > 0);
  return [
    colors.bold(header),
    ...lines,
    "",
    ...(loose.length === 0
      ? [colors.green("Nothing is looser than the default.")]
      : [
          colors.yellow("Looser than the default"),
          ...loose.flatMap((report) => looserLines(report, width - 4)),
        ]),
  ].join("\n");
}

function rowsOf(report: PersonaReport, grants: readonly CompactGrant[]): string[][] {
  const first = [report.name, describeHolders(report)];
  const form = describeForm(report.policies);
  const cells = grants.length === 0 ? [["nothing", ""]] : grants.map(cellsOf);
  return cells.map((cell, index) =>
    index === 0 ? [...first, ...cell, form] : ["", "", ...cell, ""],
  );
}

function cellsOf({ may, where }: CompactGrant): string[] {
  return [may.join(", "), where];
}

/** Who holds it; break-glass with the end of its window. */
function describeHolders({ enabled, groups, breakGlass }: PersonaReport): string {
  const window = breakGlass?.until === undefined ? "" : ` until ${breakGlass.until}`;
  if (!enabled) return "(off)";
  return `${groups.length === 0 ? "(no group)" : groups.join(", ")}${window}`;
}

function looserLines({ name, looser }: PersonaReport, width: number): string[] {
  return looser.flatMap((text) => {
    const [first = "", ...rest] = wrapText(`${name}: ${text}`, width);
    return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
  });
}
