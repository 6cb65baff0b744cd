import { mergedLabel } from "./merged-label";
import { type MergedGroup, type MergedPlace, mergeAlike } from "./merge-alike";
import type { MatrixEntry, MatrixPersona, PersonaMatrix } from "./persona-matrix";

/** The matrix as Markdown: a row for each place, so that a pull request shows what changes there, and for whom. */
export function renderPersonaMatrix(matrix: PersonaMatrix): string {
  const groups = mergeAlike(matrix);
  const personas = matrix.personas.map(({ name, enabled }) => (enabled ? name : `${name} (off)`));
  const pipelines = groups.filter(({ kind }) => kind === "pipeline");
  const accounts = groups.filter(({ kind }) => kind === "environment");
  const tables = [
    ...(pipelines.length === 0
      ? []
      : [table(["Pipeline and stage", ...personas], pipelines.flatMap(pipelineRows))]),
    ...(accounts.length === 0
      ? []
      : [table(["Environment and account", ...personas], accounts.flatMap(accountRows))]),
  ];
  const alike = alikeLines(groups);
  return `${[
    ...tables,
    LEGEND,
    ...(alike === "" ? [] : [alike]),
    ...(matrix.personas.length === 0 ? [] : [BESIDES, matrix.personas.map(besides).join("\n")]),
  ].join("\n\n")}\n`;
}

/** Who the others are in "a and 3 more". */
function alikeLines(groups: readonly MergedGroup[]): string {
  const merged = groups
    .flatMap(({ names, places }) => [names, ...places.map((place) => place.names)])
    .filter((names) => names.length > 1);
  const lines = merged.map((names) => `- **${mergedLabel(names)}**: ${names.join(", ")}`);
  return [...new Set(lines)].join("\n");
}

const BESIDES = "Who holds each, and what no cell has room for:";

/** In code spans, as what people name may hold characters that mean something to Markdown. */
function besides({ name, groups, also }: MatrixPersona): string {
  const { managedPolicies = [], customerManagedPolicies = [], capabilities = [] } = also ?? {};
  const list = (names: readonly string[]) => names.map((each) => `\`${each}\``).join(", ");
  const parts = [
    groups.length === 0
      ? "no group"
      : `${groups.length === 1 ? "group" : "groups"} ${list(groups)}`,
    ...(managedPolicies.length === 0 ? [] : [`also AWS-managed ${list(managedPolicies)}`]),
    ...(customerManagedPolicies.length === 0
      ? []
      : [`also customer-managed ${list(customerManagedPolicies)}`]),
    ...capabilities.map((own) => `own capability ${own.name} = ${list(own.actions)}`),
  ];
  return `- **${name}**: ${parts.join("; ")}`;
}

const LEGEND =
  "A row in bold is a whole pipeline, Source and Build among it. \\* protected: nothing gets there without an approval.";

function pipelineRows({ names, places }: MergedGroup): string[][] {
  return places.map((place) => [
    place.kind === "whole"
      ? `**${mergedLabel(names)}**`
      : `${mergedLabel(names)} / ${mark(mergedLabel(place.names), place)}`,
    ...place.cells.map(describeCell),
  ]);
}

function accountRows({ names, places }: MergedGroup): string[][] {
  return places.map((place) => [
    `${mergedLabel(names)} / ${mark(mergedLabel(place.names), place)}`,
    ...place.cells.map(describeCell),
  ]);
}

function mark(name: string, place: MergedPlace): string {
  return place.protected ? `${name}\\*` : name;
}

function describeCell(entries: readonly MatrixEntry[]): string {
  const words = (ownTeam: boolean) =>
    entries
      .filter((entry) => entry.ownTeam === ownTeam)
      .map(({ capability, closesOnly }) =>
        closesOnly ? `${capability} (closes only)` : capability,
      )
      .join(", ");
  return [words(false), words(true) === "" ? "" : `own team: ${words(true)}`]
    .filter((text) => text !== "")
    .join("; ");
}

/** Padded as Prettier writes tables. Names hold letters, digits and hyphens, so nothing is to be escaped. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join(
    "\n",
  );
}
