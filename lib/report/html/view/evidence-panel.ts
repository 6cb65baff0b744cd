import { PlaceNames } from "../data/place-names";
import type { Answer, Holding, PlaceRow, ReportData, Request } from "../data/report-data";
import { type Element, h } from "../element/element";
import { MARKS, chip, isProblem, stateOf, stateWords } from "./chip";
import { holdingsAt } from "./filter-places";
import { statementView } from "./statement-view";

/** Why a persona may do what it may at a place, and why not what it may not. */
export function evidencePanel(
  data: ReportData,
  row: PlaceRow,
  persona: number,
  capability?: string,
): Element[] {
  const holdings = holdingsAt(data, row, persona);
  const names = new PlaceNames(row.names);
  const held = holdings.filter((holding) => stateOf(holding) !== "denied");
  const denied = holdings.filter((holding) => stateOf(holding) === "denied");
  const first =
    holdings.find((holding) => holding.capability === capability) ??
    held.find(isProblem) ??
    held[0] ??
    denied[0];
  const list = (some: readonly Holding[]) =>
    some.map((holding) => holdingView(data, holding, names, holding === first));
  return [
    h("p", { class: "lead" }, held.length === 0 ? "May do nothing here." : "May do here:"),
    ...list(held),
    ...(denied.length === 0 ? [] : [h("h3", {}, "Denied here, as intended"), ...list(denied)]),
  ];
}

function holdingView(
  data: ReportData,
  holding: Holding,
  names: PlaceNames,
  open: boolean,
): Element {
  const explanation = data.explanations[holding.explanation];
  return h(
    "details",
    { class: "holding", "data-capability": holding.capability, open },
    h("summary", {}, chip(holding), h("span", { class: "words" }, stateWords(holding))),
    holding.detail === "" ? undefined : h("p", { class: "detail" }, detailWords(holding, names)),
    h("p", { class: "granted" }, grantWords(explanation?.grants ?? [], holding)),
    (explanation?.answers ?? []).map((answer) => answerView(data, answer, names)),
  );
}

function detailWords({ effect, detail }: Holding, names: PlaceNames): string {
  return `${effect === "partial" ? "Lacks" : "Hangs on"}: ${names.put(detail)}`;
}

function grantWords(grants: readonly string[], holding: Holding): (Element | string)[] {
  if (grants.length > 0)
    return [
      "Granted by ",
      ...grants.flatMap((grant, index) => [index > 0 ? ", " : "", code(grant)]),
    ];
  return [isProblem(holding) ? "Nothing in the config grants it." : "The config doesn't grant it."];
}

/** Requests that come out the same way, and the statements that make them. */
function answerView(data: ReportData, answer: Answer, names: PlaceNames): Element | undefined {
  const verdict = data.verdicts[answer.verdict];
  if (verdict === undefined) return undefined;
  return h(
    "section",
    { class: `verdict ${verdict.kind}` },
    h("h4", {}, h("b", { class: "mark" }, VERDICT_MARKS[verdict.kind]), names.put(verdict.words)),
    h(
      "ul",
      { class: "requests" },
      (data.requests[answer.requests] ?? []).map((request) => requestLine(request, names)),
    ),
    verdict.statements.length === 0
      ? h("p", { class: "soft" }, "No statement allows it.")
      : verdict.statements.map((statement, index) =>
          statementView(data, statement, names, index === 0),
        ),
  );
}

function requestLine({ actions, resource }: Request, names: PlaceNames): Element {
  return h(
    "li",
    {},
    actions.flatMap((action, index) => [index > 0 ? ", " : "", code(action)]),
    " on ",
    code(names.put(resource)),
  );
}

const VERDICT_MARKS = {
  allowed: "✓",
  conditional: MARKS.conditional,
  explicitlyDenied: MARKS.missing,
  implicitlyDenied: MARKS.denied,
} as const;

/** What a panel is about, as its heading. */
export function evidenceTitle(data: ReportData, row: PlaceRow, persona: number): string {
  return `${data.personas[persona]?.name ?? ""} on ${row.words}`;
}

function code(text: string): Element {
  return h("code", {}, text);
}
