import type { Holding, ReportData } from "../data/report-data";
import { type Element, h } from "../element/element";
import { capabilityWords, chip, isProblem, stateOf, stateWords } from "./chip";
import type { FilteredGroup, FilteredPlaces, FilteredRow } from "./filter-places";
import { square } from "./square";

/** The grid's head: one column for each persona. */
export function gridHead({ personas }: ReportData, { columns }: FilteredPlaces): Element {
  return h(
    "thead",
    { role: "rowgroup" },
    h(
      "tr",
      { role: "row" },
      h("th", { role: "columnheader", scope: "col", class: "corner" }, "Where"),
      columns.map((index) => {
        const { name, enabled, groups = [] } = personas[index] ?? {};
        const who = groups.length === 0 ? "no group" : groups.join(", ");
        return h(
          "th",
          { role: "columnheader", scope: "col" },
          name,
          h("small", {}, enabled === false ? "switched off" : who),
        );
      }),
    ),
  );
}

/** The grid's rows, each group a body of its own; rows of a closed group aren't there at all. */
export function gridBodies(data: ReportData, filtered: FilteredPlaces): Element[] {
  return filtered.groups.map((group) =>
    h(
      "tbody",
      { role: "rowgroup", "data-group": group.group.key },
      groupRow(data, group, filtered.columns),
      group.open ? group.rows.map((row) => placeRow(data, row, filtered.columns)) : undefined,
    ),
  );
}

function groupRow(
  { personas }: ReportData,
  { group, open, rows }: FilteredGroup,
  columns: readonly number[],
): Element {
  return h(
    "tr",
    { role: "row", class: "group", "data-group": group.key },
    h(
      "th",
      {
        role: "rowheader",
        scope: "rowgroup",
        tabindex: -1,
        "aria-expanded": open ? "true" : "false",
      },
      h("span", { class: "twist", "aria-hidden": "true" }, open ? "▾" : "▸"),
      h("span", { class: "title" }, group.title),
      h("small", {}, group.note),
    ),
    columns.map((index, column) => {
      const persona = personas[index]?.name ?? "";
      const held = union(rows.flatMap(({ cells }) => cells[column] ?? []));
      return h(
        "td",
        {
          role: "gridcell",
          tabindex: -1,
          class: held.some(isProblem) ? "summary problem" : "summary",
          "data-name": persona,
          "aria-label": summaryName(persona, group.title, held),
        },
        open ? undefined : held.map(chip),
      );
    }),
  );
}

function summaryName(persona: string, group: string, held: readonly Holding[]): string {
  const words = held.map((holding) => `${capabilityWords(holding)} (${stateWords(holding)})`);
  return `${persona} somewhere in ${group}: ${words.join(", ") || "nothing"}`;
}

function union(holdings: readonly Holding[]): Holding[] {
  const known = new Set<string>();
  return holdings.filter((holding) => {
    const key = `${capabilityWords(holding)} ${stateOf(holding)}`;
    return known.has(key) ? false : known.add(key);
  });
}

function placeRow(
  { personas }: ReportData,
  { row, cells }: FilteredRow,
  columns: readonly number[],
): Element {
  return h(
    "tr",
    { role: "row", class: row.kind, "data-place": row.key },
    h(
      "th",
      { role: "rowheader", scope: "row", tabindex: -1, "aria-label": row.words },
      h("span", { class: "label" }, row.label),
      row.kind === "approval" ? h("small", {}, "approval") : undefined,
      row.protected && row.kind !== "approval"
        ? h("small", { class: "guarded" }, "protected")
        : undefined,
      row.kind === "account" ? h("small", { class: "number" }, row.names[4]) : undefined,
    ),
    columns.flatMap((index, column) => {
      const persona = personas[index];
      if (persona === undefined) return [];
      return square({ persona, index, words: row.words, holdings: cells[column] ?? [] });
    }),
  );
}
