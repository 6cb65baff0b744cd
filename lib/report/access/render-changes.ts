import colors from "picocolors";
import type { AccessChange } from "../../access/lock/diff-locks";
import { countOf } from "../text/count-of";
import { wrapText } from "../text/wrap-text";
import { code, plain } from "./markdown-cell";

/** Changes for a terminal, by who. */
export function renderChanges(changes: readonly AccessChange[], width: number): string {
  if (changes.length === 0) return "No access changes.";
  return byWho(changes)
    .flatMap(([who, own]) => [
      colors.bold(who),
      ...own.flatMap((change) => [
        ...sentence(change, change.given, "+", colors.green, width),
        ...sentence(change, change.taken, "-", colors.red, width),
      ]),
    ])
    .join("\n");
}

/** The same as Markdown, for a comment on a pull request. */
export function renderChangesMarkdown(changes: readonly AccessChange[], against: string): string {
  if (changes.length === 0) return `**Access**: nothing changes against ${code(against)}.\n`;
  const gives = changes.reduce((sum, { given }) => sum + given.length, 0);
  const takes = changes.reduce((sum, { taken }) => sum + taken.length, 0);
  const head = `**Access** against ${code(against)}: gives ${gives}, takes ${takes}.`;
  const rows = changes.map(
    (change) =>
      `| ${code(change.who)} | ${plain(what(change))} | ${places(change.given)} | ${places(change.taken)} |`,
  );
  return `${[head, "", "| who | what | gives | takes |", "| --- | --- | --- | --- |", ...rows].join("\n")}\n`;
}

function byWho(changes: readonly AccessChange[]): [string, AccessChange[]][] {
  const found = new Map<string, AccessChange[]>();
  for (const change of changes) found.set(change.who, [...(found.get(change.who) ?? []), change]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

function sentence(
  change: AccessChange,
  items: readonly string[],
  sign: string,
  paint: (text: string) => string,
  width: number,
): string[] {
  if (items.length === 0) return [];
  const [first = "", ...rest] = wrapText(`${what(change)}: ${items.join(", ")}`, width - 4);
  return [`  ${paint(`${sign} ${first}`)}`, ...rest.map((line) => `    ${paint(line)}`)];
}

function what({ kind, capability = "" }: AccessChange): string {
  return { access: capability, capabilities: "action", groups: "group", loosened: "loosened" }[
    kind
  ];
}

/** A comment that nobody reads to its end says nothing. */
const MOST_PLACES = 12;

function places(items: readonly string[]): string {
  const shown = items.slice(0, MOST_PLACES).map(code);
  const more = items.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${countOf(more, "other")}`] : [])].join(", ");
}
