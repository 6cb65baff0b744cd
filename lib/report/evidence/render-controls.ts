import { escapeMarkdown } from "../access/markdown-cell";
import { csv } from "../text/csv";
import type { Framework } from "./control";
import type { JudgedControl } from "./judge-control";

export interface JudgedFramework {
  readonly framework: Framework;
  readonly controls: readonly JudgedControl[];
}

/** A table for each framework. */
export function controlsMarkdown(judged: readonly JudgedFramework[]): string {
  return [
    "# Controls",
    "",
    "What is done for each, what stands behind it, and what remains yours to show. _shown_: all that a row points to is there and holds. A row says nothing about what it names under _yours_.",
    "",
    ...judged.flatMap(({ framework, controls }) => [
      `## ${framework.name}`,
      "",
      `<${framework.source}>`,
      "",
      "| control | about | what is done | evidence | standing | yours |",
      "| --- | --- | --- | --- | --- | --- |",
      ...controls.map(({ control, standing, evidence }) =>
        row([control.id, control.about, control.how, evidence.join("; "), standing, control.yours]),
      ),
      "",
    ]),
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(escapeMarkdown).join(" | ")} |`;
}

const COLUMNS = ["framework", "control", "about", "what is done", "evidence", "standing", "yours"];

export function controlsCsv(judged: readonly JudgedFramework[]): string {
  return csv([
    COLUMNS,
    ...judged.flatMap(({ framework, controls }) =>
      controls.map(({ control, standing, evidence }) => [
        framework.id,
        control.id,
        control.about,
        control.how,
        evidence.join("; "),
        standing,
        control.yours,
      ]),
    ),
  ]);
}
