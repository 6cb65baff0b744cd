import { countOf } from "../../text/count-of";
import type { ReportData } from "../data/report-data";
import { type Element, h } from "../element/element";
import type { ReportInput } from "../report-input";
import { stateOf } from "../view/chip";
import { EVERYTHING } from "../view/view-state";
import { filterPlaces } from "../view/filter-places";
import { resultOf } from "./proof-section";

/** What a reader wants to know first. */
export function summarySection(input: ReportInput, data: ReportData): Element {
  return h(
    "section",
    { id: "summary", "aria-labelledby": "summary-title" },
    h("h2", { id: "summary-title", class: "hidden" }, "Summary"),
    h("p", {}, platformWords(input)),
    h(
      "ul",
      { class: "tiles" },
      [proofTile(input), intentTile(data), conditionTile(data), unmodelledTile(input)].map(
        ({ look, number, words }) => h("li", { class: look }, h("b", {}, number), words),
      ),
    ),
  );
}

interface Tile {
  readonly look: "good" | "bad" | "warn" | undefined;
  readonly number: string;
  readonly words: string;
}

function platformWords({ platform, matrix, proof }: ReportInput): string {
  const { organizationId, personas, pipelines, accounts } = platform;
  const decisions = proof.checks.reduce((sum, check) => sum + check.decisions, matrix.decisions);
  const parts = [
    countOf(personas.length, "persona"),
    countOf(pipelines.length, "pipeline"),
    countOf(accounts.length, "target account"),
  ];
  return `${platform.prefix} in organisation ${organizationId}: ${parts.join(", ")}; ${decisions.toLocaleString("en-US")} access decisions.`;
}

function proofTile({ proof }: ReportInput): Tile {
  const results = proof.checks.map(resultOf);
  const violated = results.filter((result) => result === "violated").length;
  const undecided = results.filter((result) => result === "undecided").length;
  const held = results.length - violated - undecided;
  const others = [
    ...(violated > 0 ? [`✗ ${countOf(violated, "claim")} violated`] : []),
    ...(undecided > 0 ? [`? ${undecided} undecided`] : []),
  ];
  return {
    look: violated > 0 ? "bad" : undecided > 0 || results.length === 0 ? "warn" : "good",
    number: `${held} of ${results.length}`,
    words: ["claims hold", ...others].join(", "),
  };
}

function intentTile(data: ReportData): Tile {
  const { problems } = filterPlaces(data, EVERYTHING);
  return {
    look: problems > 0 ? "bad" : "good",
    number: problems.toLocaleString("en-US"),
    words: "rights differ from what the config means",
  };
}

function conditionTile(data: ReportData): Tile {
  const { groups } = filterPlaces(data, EVERYTHING);
  const held = groups.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flat()));
  const count = held.filter((holding) => stateOf(holding) === "conditional").length;
  return {
    look: undefined,
    number: count.toLocaleString("en-US"),
    words: "rights hang on a condition",
  };
}

function unmodelledTile({ world }: ReportInput): Tile {
  const count = world.unmodelled.length;
  return {
    look: count > 0 ? "warn" : "good",
    number: count.toLocaleString("en-US"),
    words: "things are not modelled",
  };
}
