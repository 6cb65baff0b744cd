import { loosenings } from "../../personas/loosenings";
import { type Element, h } from "../element/element";
import type { ReportInput } from "../report-input";

/** What is looser than by default, and what the page can't say. */
export function limitsSection({ platform, world }: ReportInput): Element {
  const loosened = platform.personas.flatMap((persona) =>
    loosenings(platform, persona).map((text) => h("li", {}, h("b", {}, persona.name), `: ${text}`)),
  );
  const unmodelled = world.unmodelled.map(({ origin, what }) =>
    h("li", {}, what, h("div", { class: "source" }, `${origin.file} · ${origin.address}`)),
  );
  return h(
    "section",
    { id: "limits", "aria-labelledby": "limits-title" },
    h("h2", { id: "limits-title" }, "Limits"),
    h("h3", {}, "Looser than by default"),
    listOr(loosened, "Nothing."),
    h("h3", {}, "Not modelled"),
    listOr(unmodelled, "Nothing in the generated Terraform is left out."),
    h(
      "p",
      { class: "soft" },
      "Said of the generated Terraform alone: not of what was changed by hand since, nor of policies that others attach. What hangs on a condition whose value isn't known is shown as conditional.",
    ),
  );
}

function listOr(items: readonly Element[], nothing: string): Element {
  return items.length === 0 ? h("p", {}, nothing) : h("ul", {}, items);
}
