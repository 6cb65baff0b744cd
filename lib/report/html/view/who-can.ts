import type { Holding, PlaceRow, ReportData, RowGroup } from "../data/report-data";
import { type Element, h } from "../element/element";
import { chip, stateOf, stateWords } from "./chip";
import { holdingsAt } from "./filter-places";
import type { ViewState } from "./view-state";

/** A persona that can do something somewhere. */
interface Answer {
  readonly persona: number;
  readonly holding: Holding;
}

/** Every place with its row, by its key. */
export function findRow(data: ReportData, key: string): PlaceRow | undefined {
  for (const { rows } of data.groups) {
    const found = rows.find((row) => row.key === key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The places at which somebody could hold a capability, in their groups. */
export function placesFor(
  data: ReportData,
  capability: string,
): { readonly group: RowGroup; readonly rows: readonly PlaceRow[] }[] {
  const withIt = data.squares.map((square) =>
    square.some((number) => data.holdings[number]?.capability === capability),
  );
  return data.groups
    .map((group) => ({
      group,
      rows: group.rows.filter(({ squares, usual }) =>
        [usual, ...Object.values(squares)].some((square) => withIt[square]),
      ),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** Who can do it there, the most surprising first, and who can't. */
export function whoCan(data: ReportData, question: NonNullable<ViewState["question"]>): Element {
  const row = findRow(data, question.place);
  if (row === undefined) return h("p", {}, "There is no such place.");
  const answers = data.personas.flatMap((_, persona): Answer[] =>
    holdingsAt(data, row, persona)
      .filter(({ capability }) => capability === question.capability)
      .map((holding) => ({ persona, holding })),
  );
  const can = answers.filter(({ holding }) => holding.effect !== "denied");
  const cannot = data.personas.filter((_, index) => !can.some(({ persona }) => persona === index));
  return h(
    "div",
    {},
    h("p", { class: "lead" }, answerWords(can.length, question.capability, row.words)),
    can.length === 0
      ? undefined
      : h(
          "ul",
          { class: "answers" },
          can.map((each) => view(data, each, row)),
        ),
    cannot.length === 0
      ? undefined
      : h("p", { class: "soft" }, `Cannot: ${cannot.map(({ name }) => name).join(", ")}`),
  );
}

function answerWords(count: number, capability: string, place: string): string {
  if (count === 0) return `Nobody can ${capability} on ${place}.`;
  return `Who can ${capability} on ${place}:`;
}

function view(data: ReportData, { persona, holding }: Answer, row: PlaceRow): Element {
  const { name = "", groups = [] } = data.personas[persona] ?? {};
  return h(
    "li",
    { class: stateOf(holding) },
    h("button", { type: "button", class: "link", "data-who": persona, "data-at": row.key }, name),
    chip(holding),
    h("span", { class: "words" }, stateWords(holding)),
    h("span", { class: "soft" }, groups.length === 0 ? "no group" : `through ${groups.join(", ")}`),
  );
}
