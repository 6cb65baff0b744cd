import { groupBy } from "../data/group-by";
import { type Element, h } from "../element/element";
import type { ReportInput } from "../report-input";

/** One thing that a change gives to a persona, or takes from it. */
export interface ReportChange {
  readonly persona: string;
  readonly kind: "gives" | "takes";
  /** Such as `start on checkout-api`. */
  readonly words: string;
}

/** What is given and taken, by persona; none where there was nothing to compare with. */
export function changesSection({ changes }: ReportInput): Element | undefined {
  if (changes === undefined) return undefined;
  const byPersona = [...groupBy(changes.changes, ({ persona }) => persona)];
  return h(
    "section",
    { id: "changes", "aria-labelledby": "changes-title" },
    h("h2", { id: "changes-title" }, "Changes"),
    h("p", { class: "soft" }, `Against ${changes.against}.`),
    byPersona.length === 0
      ? h("p", {}, "Nobody gains or loses anything.")
      : byPersona.map(([persona, list]) => [
          h("h3", {}, persona),
          (["gives", "takes"] as const).map((kind) => changeList(list, kind)),
        ]),
  );
}

function changeList(
  list: readonly ReportChange[],
  kind: ReportChange["kind"],
): Element | undefined {
  const those = list.filter((change) => change.kind === kind);
  if (those.length === 0) return undefined;
  return h(
    "ul",
    {},
    those.map(({ words }) =>
      h("li", { class: kind }, h("b", {}, kind === "gives" ? "Gives: " : "Takes: "), words),
    ),
  );
}
