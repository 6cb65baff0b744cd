import colors from "picocolors";
import type { PipelineSummary, StageSummary, Summary } from "./summarize";

const WIDTH = 100;

/** The summary for people: short enough to read after each run. */
export function renderSummary(summary: Summary, { seconds }: { readonly seconds: number }): string {
  const stacks = summary.accounts.reduce((sum, account) => sum + account.stacks.length, 0);
  return [
    colors.bold("Stacks by account"),
    ...table(summary.accounts.map(({ id, name, stacks: own }) => [id, name, own.join(", ")])),
    "",
    colors.bold("Pipelines by stage and approver"),
    ...table(
      summary.pipelines.map((pipeline) => [
        pipeline.name,
        pipeline.deploys,
        describeStages(pipeline),
      ]),
    ),
    "",
    colors.bold("Personas"),
    ...table(
      summary.personas.map(({ name, enabled, grants, groups }) => [
        name,
        enabled ? groups.join(", ") || "(no group)" : "(off)",
        grants.join("; "),
      ]),
    ),
    "",
    ...(summary.removedStacks.length === 0
      ? []
      : [
          `${colors.yellow("No longer written:")} ${summary.removedStacks.join(", ")}. What they created still exists: check out the earlier config to destroy it.`,
        ]),
    `${warningsLine(summary)} ${colors.green(`Wrote ${stacks} stacks to ${summary.outdir}`)} in ${seconds.toFixed(1)} s.`,
  ].join("\n");
}

function describeStages({ stages }: PipelineSummary): string {
  return ["source", "build", ...stages.map(describeStage)].join(" > ");
}

function describeStage({ name, protected: isProtected, approvers }: StageSummary): string {
  const mark = isProtected ? `${name}*` : name;
  if (approvers === undefined) return mark;
  return `${mark} (${approvers.length === 0 ? "nobody approves" : `approved by ${approvers.join(" or ")}`})`;
}

function warningsLine({ warnings, pipelines }: Summary): string {
  const count =
    warnings.length === 0
      ? "No warnings."
      : `${warnings.length} ${warnings.length === 1 ? "warning" : "warnings"}, above.`;
  const marked = pipelines.some((pipeline) => pipeline.stages.some((stage) => stage.protected));
  return marked ? `* protected. ${count}` : count;
}

/** Columns as wide as their longest cell, the last one wrapped at a word. */
function table(rows: readonly (readonly [string, string, string])[]): string[] {
  const first = Math.max(0, ...rows.map(([cell]) => cell.length));
  const second = Math.max(0, ...rows.map(([, cell]) => cell.length));
  const indent = 2 + first + 2 + second + 2;
  return rows.flatMap(([one, two, three]) =>
    wrap(three, Math.max(30, WIDTH - indent)).map((line, index) =>
      index === 0
        ? `  ${one.padEnd(first)}  ${two.padEnd(second)}  ${line}`.trimEnd()
        : `${" ".repeat(indent)}${line}`,
    ),
  );
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
