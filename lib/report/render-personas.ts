import colors from "picocolors";
import type { Platform } from "../model/platform";
import { type CompactGrant, compactGrants } from "./compact-grants";
import { describeForm } from "./describe-form";
import type { PersonaReport } from "./describe-persona";
import { renderTable } from "./render-table";
import { wrapText } from "./wrap-text";

const HEADER = ["persona", "who", "may", "where", "policies"];
const WIDEST = [28, 20, 26, 32, 16];
const WIDTH = 96;

/** All personas at a glance, for people. */
export function renderPersonas(platform: Platform, reports: readonly PersonaReport[]): string {
  if (reports.length === 0) return "The config has no personas.";
  const rows = reports.flatMap((report) => {
    const persona = platform.personas.find(({ name }) => name === report.name);
    const grants = persona === undefined ? [] : compactGrants(platform, persona);
    return rowsOf(report, grants);
  });
  const [header = "", ...lines] = renderTable([HEADER, ...rows], { widest: WIDEST });
  const loose = reports.filter(({ looser }) => looser.length > 0);
  return [
    colors.bold(header),
    ...lines,
    "",
    ...(loose.length === 0
      ? [colors.green("Nothing is looser than the default.")]
      : [colors.yellow("Looser than the default"), ...loose.flatMap(looserLines)]),
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

function looserLines({ name, looser }: PersonaReport): string[] {
  return looser.flatMap((text) => {
    const [first = "", ...rest] = wrapText(`${name}: ${text}`, WIDTH);
    return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
  });
}
