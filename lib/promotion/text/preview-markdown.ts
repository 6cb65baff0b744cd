import { code, escapeMarkdown } from "../../report/access/markdown-cell";
import { countOf } from "../../report/text/count-of";
import type { StackPreview, WavePreview } from "../preview-waves";
import { describeStack } from "./describe-stack";

/** What a revision would do, as a pull request shows it: resources by their addresses, and no value. */
export function previewMarkdown(waves: readonly WavePreview[]): string {
  const all = waves.flatMap(({ stacks }) => stacks);
  const changed = all.filter(({ stack }) => stack.kind === "planned");
  const deferred = all.filter(({ stack }) => stack.kind === "deferred");
  if (changed.length + deferred.length === 0)
    return `**Plan**: nothing changes in ${countOf(all.length, "stack")}.\n`;
  const later = deferred.length === 0 ? "" : `, and ${deferred.length} planned after others`;
  return [
    `**Plan**: ${countOf(changed.length, "stack")} of ${all.length} would change${later}.`,
    "",
    "| wave | stack | what |",
    "| --- | --- | --- |",
    ...waves.flatMap((wave) => wave.stacks.filter(isTold).map((each) => row(wave, each))),
    "",
    ...changed.flatMap(details),
  ].join("\n");
}

function isTold({ stack: { kind } }: StackPreview): boolean {
  return kind === "planned" || kind === "deferred";
}

function row(wave: WavePreview, { stack }: StackPreview): string {
  const name = `${code(wave.wave)}${wave.protected ? " (protected)" : ""}`;
  return `| ${name} | ${code(stack.name)} | ${escapeMarkdown(describeStack(stack))} |`;
}

function details({ stack, resources }: StackPreview): string[] {
  return [
    `<details><summary>${stack.name}</summary>`,
    "",
    ...resources.map(({ address, actions }) => `- ${verbOf(actions)} ${code(address)}`),
    "",
    "</details>",
    "",
  ];
}

function verbOf(actions: readonly string[]): string {
  if (actions.includes("create")) return actions.includes("delete") ? "replace" : "add";
  if (actions.includes("delete")) return "destroy";
  return actions.includes("update") ? "change" : actions.join(", ");
}
