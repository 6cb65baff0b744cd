import type { Holding, ReportData } from "../data/report-data";
import { type Element, h } from "../element/element";
import { gridBodies, gridHead } from "../view/access-grid";
import { chip } from "../view/chip";
import { filterPlaces, filterWords } from "../view/filter-places";
import { EVERYTHING } from "../view/view-state";
import { briefTable } from "./brief-table";
import { mergeAlikeRows } from "./merge-alike-rows";

/** The grid of personas and places; its filters work once the page's script runs. */
export function accessSection(data: ReportData): Element {
  const everything = filterPlaces(data, EVERYTHING);
  const isLarge = everything.groups.some(({ open }) => !open);
  return h(
    "section",
    { id: "access", "aria-labelledby": "access-title" },
    h("h2", { id: "access-title" }, "Access"),
    h(
      "p",
      { class: "soft" },
      "What each persona can do, decided from the generated policies, beside what the config means.",
      h("span", { class: "needs-script" }, " Choose a square for its evidence."),
    ),
    filters(data, filterWords(everything)),
    legend(),
    h(
      "div",
      { class: "scroller" },
      h(
        "table",
        {
          class: "grid",
          id: "grid",
          role: isLarge ? undefined : "grid",
          "aria-label": "Personas and what they may do where",
        },
        isLarge
          ? briefTable(mergeAlikeRows(everything), data.personas)
          : [gridHead(data, everything), gridBodies(data, everything)],
      ),
    ),
  );
}

function filters(data: ReportData, status: string): Element {
  return h(
    "div",
    {
      class: "filters needs-script",
      id: "filters",
      role: "search",
      "aria-label": "Filter the grid",
    },
    h(
      "label",
      {},
      h("span", { class: "hidden" }, "Pipeline, stage or account"),
      h("input", {
        type: "search",
        id: "filter-text",
        placeholder: "Pipeline, stage, account (press /)",
        autocomplete: "off",
        size: 32,
      }),
    ),
    h(
      "label",
      {},
      h("span", { class: "hidden" }, "Capability"),
      h(
        "select",
        { id: "filter-capability" },
        h("option", { value: "" }, "All capabilities"),
        capabilitiesOf(data).map((capability) => h("option", { value: capability }, capability)),
      ),
    ),
    h(
      "details",
      { class: "personas-filter", id: "filter-personas" },
      h("summary", { class: "button" }, "Personas"),
      h(
        "fieldset",
        {},
        h("legend", { class: "hidden" }, "Personas"),
        data.personas.map(({ name }) =>
          h("label", {}, h("input", { type: "checkbox", value: name }), name),
        ),
      ),
    ),
    h("label", {}, h("input", { type: "checkbox", id: "filter-problems" }), "Only problems"),
    h("button", { type: "button", class: "button", id: "filter-open" }, "Close all"),
    h("button", { type: "button", class: "button", id: "filter-reset" }, "Reset"),
    h("span", { role: "status", id: "filter-status" }, status),
  );
}

function capabilitiesOf({ holdings }: ReportData): string[] {
  return [...new Set(holdings.map(({ capability }) => capability))].sort();
}

function legend(): Element {
  const example = (given: Partial<Holding>): Element =>
    chip({
      capability: "start",
      kind: "runs",
      effect: "allowed",
      intended: true,
      teams: [],
      detail: "",
      explanation: -1,
      ...given,
    });
  const items: readonly (readonly [Element, string])[] = [
    [example({}), "allowed, as intended"],
    [example({ effect: "conditional" }), "hangs on a condition"],
    [example({ effect: "partial" }), "intended, allowed only in part"],
    [example({ effect: "denied" }), "intended, but denied"],
    [example({ intended: false }), "allowed, but not intended"],
    [example({ capability: "view", kind: "reads" }), "reads"],
    [example({ capability: "retry" }), "runs"],
    [example({ capability: "approve", kind: "decides" }), "decides"],
    [example({ capability: "edit", kind: "changes" }), "changes"],
  ];
  return h(
    "ul",
    { class: "legend", "aria-label": "Legend" },
    items.map(([look, words]) => h("li", {}, look, words)),
  );
}
