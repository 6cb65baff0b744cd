import type { PersonaColumn } from "../data/report-data";
import { type Element, h } from "../element/element";
import { chip } from "../view/chip";
import type { FilteredPlaces, FilteredRow } from "../view/filter-places";

/**
 * The grid as a list, place by place, of those who hold something there: for whoever runs no script on a platform whose
 * grid would be mostly empty squares.
 */
export function briefTable(
  { groups, columns }: FilteredPlaces,
  personas: readonly PersonaColumn[],
): Element[] {
  const names = columns.map((index) => personas[index]?.name ?? "");
  return [
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col", class: "corner" }, "Where"),
        h("th", { scope: "col" }, "Who"),
      ),
    ),
    ...groups.map(({ group, rows }) =>
      h(
        "tbody",
        {},
        h(
          "tr",
          { class: "group" },
          h("th", { colspan: 2, scope: "rowgroup" }, group.title, h("small", {}, group.note)),
        ),
        rows.map((row) => placeLine(row, names)),
      ),
    ),
  ];
}

function placeLine({ row, cells }: FilteredRow, names: readonly string[]): Element {
  const holders = cells
    .map((held, index) => ({ held, name: names[index] ?? "" }))
    .filter(({ held }) => held.length > 0);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, row.label),
    h(
      "td",
      {},
      holders.length === 0
        ? "nobody"
        : holders.map(({ held, name }) => h("div", {}, `${name}: `, held.map(chip))),
    ),
  );
}
