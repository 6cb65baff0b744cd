import { type Assets, buildAssets, contentSecurityPolicy } from "./assets";
import { buildReportData } from "./data/build-report-data";
import { ReasonStore } from "./data/reason-store";
import { embedJson } from "./element/embed-json";
import { type Element, h } from "./element/element";
import { toHtml } from "./element/to-html";
import type { ReportInput } from "./report-input";
import { accessSection } from "./sections/access-section";
import { changesSection } from "./sections/changes-section";
import { escalationSection } from "./sections/escalation-section";
import { limitsSection } from "./sections/limits-section";
import { peopleSection } from "./sections/people-section";
import { proofSection } from "./sections/proof-section";
import { summarySection } from "./sections/summary-section";
import { whoCanSection } from "./sections/who-can-section";

/**
 * Who can do what, as one page that needs nothing else: it opens from a disk, a mail or a build's artifacts, asks no
 * network, and says the same to whoever opens it. The same input gives the same bytes.
 */
export function renderReport(input: ReportInput): string {
  const store = new ReasonStore(input);
  const data = buildReportData(input, store);
  const sections = [
    changesSection(input),
    accessSection(data),
    whoCanSection(data),
    proofSection(input, store),
    escalationSection(input),
    peopleSection(input),
    limitsSection(input),
  ].filter((section) => section !== undefined);
  const assets = buildAssets();
  const page = h(
    "html",
    { lang: "en" },
    head(input, assets),
    h(
      "body",
      {},
      h("a", { class: "skip", href: "#access" }, "Skip to the grid"),
      bar(sections),
      h("main", {}, summarySection(input, data), sections),
      panel(),
      // Last, as the sections put what they cite into the store.
      h("script", { type: "application/json", id: "data" }, embedJson(data)),
      h("script", {}, assets.script),
    ),
  );
  return `<!doctype html>\n${toHtml(page)}\n`;
}

function head({ platform }: ReportInput, assets: Assets): Element {
  return h(
    "head",
    {},
    h("meta", { charset: "utf-8" }),
    h("meta", {
      "http-equiv": "Content-Security-Policy",
      content: contentSecurityPolicy(assets),
    }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "referrer", content: "no-referrer" }),
    h("title", {}, `Access of ${platform.prefix}`),
    // Else a browser asks the server for one.
    h("link", { rel: "icon", href: "data:," }),
    h("style", {}, assets.style),
  );
}

function bar(sections: readonly Element[]): Element {
  return h(
    "header",
    { class: "bar" },
    h("h1", {}, "Access"),
    h(
      "nav",
      { "aria-label": "Parts of the page" },
      sections.map(({ attributes }) => {
        const id = String(attributes.id ?? "");
        const needsScript = attributes.class === "needs-script";
        return h(
          "a",
          { href: `#${id}`, class: needsScript ? "needs-script" : undefined },
          TITLES[id] ?? id,
        );
      }),
    ),
    h(
      "button",
      {
        type: "button",
        id: "theme",
        class: "button needs-script",
        "aria-label": "Colours: as the system has them",
      },
      "Colours: auto",
    ),
  );
}

const TITLES: Readonly<Record<string, string>> = {
  changes: "Changes",
  access: "Access",
  "who-can": "Who can",
  proof: "Proof",
  escalation: "Escalation",
  people: "People",
  limits: "Limits",
};

function panel(): Element {
  return h(
    "aside",
    { class: "panel", id: "panel", hidden: true, "aria-labelledby": "panel-title" },
    h(
      "header",
      {},
      h("h2", { id: "panel-title", tabindex: -1 }),
      h("button", { type: "button", class: "button", id: "panel-close" }, "Close (Esc)"),
    ),
    h("div", { id: "panel-body" }),
  );
}
