import type { Holding, PersonaColumn } from "../data/report-data";
import { groupBy } from "../data/group-by";
import { type Element, h } from "../element/element";
import { capabilityWords, chip, isProblem, stateWords } from "./chip";

/** What a persona holds at a place, for whoever hears it: `developer may start on pipeline web: allowed, intended`. */
export function squareName(persona: string, place: string, holdings: readonly Holding[]): string {
  if (holdings.length === 0) return `${persona} may do nothing on ${place}`;
  const alike = [...groupBy(holdings, stateWords)].map(
    ([words, group]) => `${group.map(capabilityWords).join(", ")}: ${words}`,
  );
  const [first = "", ...others] = alike;
  const [held = "", words = ""] = splitOnce(first, ": ");
  return [`${persona} may ${held} on ${place}: ${words}`, ...others].join("; ");
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}

interface SquareInput {
  readonly persona: PersonaColumn;
  readonly index: number;
  /** Of the place, in a sentence. */
  readonly words: string;
  readonly holdings: readonly Holding[];
}

/** One persona at one place. */
export function square({ persona, index, words, holdings }: SquareInput): Element {
  const classes = [
    "square",
    ...(holdings.length === 0 ? ["empty"] : []),
    ...(holdings.some(isProblem) ? ["problem"] : []),
  ];
  return h(
    "td",
    {
      role: "gridcell",
      class: classes.join(" "),
      tabindex: -1,
      "data-persona": index,
      "data-name": persona.name,
      "aria-label": squareName(persona.name, words, holdings),
    },
    holdings.length === 0 ? h("span", { class: "none" }, "·") : holdings.map(chip),
  );
}
