import type { Holding } from "../data/report-data";
import { type Element, h } from "../element/element";

/** How what is held compares with what was meant. */
export type ChipState = "held" | "conditional" | "partial" | "excess" | "missing" | "denied";

export function stateOf({ effect, intended }: Holding): ChipState {
  if (effect === "denied") return intended ? "missing" : "denied";
  if (!intended) return "excess";
  return effect === "allowed" ? "held" : effect;
}

/** Whether somebody should look at it. */
export function isProblem(holding: Holding): boolean {
  return PROBLEMS.has(stateOf(holding));
}

const PROBLEMS: ReadonlySet<ChipState> = new Set(["excess", "missing", "partial"]);

/** Say without colour what the colour says. */
export const MARKS: Readonly<Record<ChipState, string>> = {
  held: "",
  conditional: "?",
  partial: "◐",
  excess: "!",
  missing: "✗",
  denied: "–",
};

/** Such as `allowed, intended`. */
export function stateWords({ effect, intended }: Holding): string {
  if (effect === "denied") return intended ? "denied, though intended" : "denied, as intended";
  return `${EFFECT_WORDS[effect]}, ${intended ? "intended" : "not intended"}`;
}

const EFFECT_WORDS = {
  allowed: "allowed",
  conditional: "allowed on a condition",
  partial: "allowed in part",
} as const;

/** The capability, and for whom where not for all of the persona. */
export function capabilityWords({ capability, teams }: Holding): string {
  return teams.length === 0 ? capability : `${capability} (${teamWords(teams)})`;
}

function teamWords(teams: readonly string[]): string {
  const named = teams.filter((team) => team !== "no team");
  const nobody = teams.length > named.length ? ["without a team"] : [];
  if (named.length > MOST_TEAMS) return `${named.length} teams`;
  return [...(named.length === 0 ? [] : [`team ${named.join(", ")}`]), ...nobody].join(", ");
}

const MOST_TEAMS = 2;

/** One capability, as it shows in a square. */
export function chip(holding: Holding): Element {
  const state = stateOf(holding);
  const mark = MARKS[state];
  return h(
    "span",
    {
      class: `chip ${holding.kind} ${state}`,
      title: stateWords(holding),
      "data-capability": holding.capability,
    },
    mark === "" ? undefined : h("b", { class: "mark" }, mark),
    capabilityWords(holding),
    STATE_NOTES[state] === undefined ? undefined : h("i", {}, STATE_NOTES[state]),
  );
}

const STATE_NOTES: Readonly<Partial<Record<ChipState, string>>> = {
  excess: "excess",
  missing: "missing",
  partial: "in part",
};
