import colors from "picocolors";
import type { AccessLock } from "../../access/lock/access-lock";
import { countOf } from "../text/count-of";
import { wrapText } from "../text/wrap-text";
import { code } from "./markdown-cell";

/** What to compare with has no lock file: all that somebody can do is new. In short, as nobody reads all of it as a change. */
export function renderFirstLock(now: AccessLock, against: string, width: number): string {
  const rows = rowsOf(now).flatMap(({ who, capabilities, places }) => {
    const text = `${capabilities.join(", ")}: ${countOf(places, "place")}`;
    const [first = "", ...rest] = wrapText(text, width - 4);
    return [
      colors.bold(who),
      `  ${colors.green(`+ ${first}`)}`,
      ...rest.map((line) => `    ${colors.green(line)}`),
    ];
  });
  return [...wrapText(`${headOf(against)}.`, width), ...rows].join("\n");
}

/** The same as Markdown, for a comment on a pull request. */
export function renderFirstLockMarkdown(now: AccessLock, against: string): string {
  const rows = rowsOf(now).map(
    ({ who, capabilities, places }) =>
      `| ${code(who)} | ${capabilities.map(code).join(", ")} | ${places} |`,
  );
  return `${[
    `**Access**: ${headOf(code(against))}. \`gatehouse access\` shows where.`,
    "",
    "| who | can | places |",
    "| --- | --- | --- |",
    ...rows,
  ].join("\n")}\n`;
}

function headOf(against: string): string {
  return `everything is new, as ${against} has no access.lock.json`;
}

function rowsOf({ access }: AccessLock) {
  return Object.entries(access)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([who, held]) => ({
      who,
      capabilities: Object.keys(held).sort(),
      places: new Set(Object.values(held).flat()).size,
    }));
}
