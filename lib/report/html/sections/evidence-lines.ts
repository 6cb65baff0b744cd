import type { Evidence } from "../../../access/evaluate/policy/evidence";
import { type Element, h } from "../element/element";
import { PlaceNames } from "../data/place-names";
import type { ReasonStore } from "../data/reason-store";

/** Statements to blame, in words; the page's script makes each a button that shows it in its policy. */
export function evidenceLines(evidence: readonly Evidence[], store: ReasonStore): Element[] {
  return evidence.map((each) => {
    const { source, path, sid, effect } = each;
    const where = [source.file, source.at, path.replace(/^\$\./, "")].filter(
      (part) => part !== undefined,
    );
    return h(
      "div",
      { class: "blamed", "data-evidence": store.addStatement(each, NO_NAMES) },
      `${effect} `,
      h("code", {}, sid ?? "(no Sid)"),
      ` in ${source.name}`,
      h("div", { class: "source" }, where.join(" · ")),
    );
  });
}

const NO_NAMES = new PlaceNames([]);
