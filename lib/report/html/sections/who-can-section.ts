import type { ReportData } from "../data/report-data";
import { type Element, h } from "../element/element";

/** Asks the other way round: who can do something somewhere. Answered by the page's script. */
export function whoCanSection({ holdings }: ReportData): Element {
  const capabilities = [...new Set(holdings.map(({ capability }) => capability))].sort();
  return h(
    "section",
    { id: "who-can", class: "needs-script", "aria-labelledby": "who-can-title" },
    h("h2", { id: "who-can-title" }, "Who can …"),
    h(
      "div",
      { class: "filters" },
      h(
        "label",
        {},
        "Who can",
        h(
          "select",
          { id: "can-capability" },
          capabilities.map((capability) => h("option", { value: capability }, capability)),
        ),
      ),
      h(
        "label",
        {},
        "on",
        // Filled by the script, with the places at which it can be held.
        h("select", { id: "can-place" }),
      ),
    ),
    h("div", { id: "can-answer", "aria-live": "polite" }),
  );
}
