import colors from "picocolors";
import { renderTable } from "../text/render-table";
import type { PipelineSummary, StageSummary, Summary } from "./summarize";

/** The summary for people: short enough to read after each run. */
export function renderSummary(
  summary: Summary,
  { seconds, width }: { readonly seconds: number; readonly width?: number },
): string {
  const { outsideAws } = summary;
  const inAccounts = summary.accounts.reduce((sum, account) => sum + account.stacks.length, 0);
  const stacks = inAccounts + outsideAws.length;
  return [
    colors.bold("Stacks by account"),
    ...renderTable(
      [
        ...summary.accounts.map(({ id, name, stacks: own }) => [id, name, own.join(", ")]),
        ...(outsideAws.length === 0 ? [] : [["-", "HCP Terraform", outsideAws.join(", ")]]),
      ],
      { width },
    ),
    "",
    colors.bold("Pipelines by stage and approver"),
    ...renderTable(
      summary.pipelines.map((pipeline) => [
        pipeline.name,
        pipeline.deploys,
        describeStages(pipeline),
      ]),
      { width },
    ),
    "",
    colors.bold("Personas"),
    ...renderTable(
      summary.personas.map(({ name, enabled, grants, groups }) => [
        name,
        enabled ? groups.join(", ") || "(no group)" : "(off)",
        grants.join("; "),
      ]),
      { width },
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
