import colors from "picocolors";
import { WARN_SHARE } from "../../model/limits";
import { countOf } from "../text/count-of";
import type { ListedPolicy, PolicyList } from "./list-policies";

/** The policies for people: by name, or with their sizes, the fullest first. */
export function renderPolicies(
  { policies, total }: PolicyList,
  { sizes }: { readonly sizes: boolean },
): string {
  const shown = sizes ? byShare(policies) : policies;
  const lines = sizes
    ? table([HEADER, ...shown.map(sizeRow)], ["left", "right", "right", "right", "left"])
    : table(
        shown.map((each) => [nameOf(each), each.at]),
        ["left", "left"],
      );
  return [
    ...(sizes ? lines.map((line, index) => paint(line, shown[index - 1])) : lines),
    "",
    totalLine(total),
  ].join("\n");
}

const HEADER = ["policy", "size", "limit", "share", "from"];

function sizeRow(policy: ListedPolicy): string[] {
  return [
    nameOf(policy),
    policy.size.toLocaleString("en-US"),
    policy.limit.toLocaleString("en-US"),
    percent(policy),
    policy.at,
  ];
}

/** The list is sorted by name, which decides among equals. */
function byShare(policies: readonly ListedPolicy[]): ListedPolicy[] {
  return [...policies].sort((a, b) => b.size / b.limit - a.size / a.limit);
}

function nameOf({ name, documents }: ListedPolicy): string {
  return documents === 1 ? name : `${name} (${documents} times)`;
}

/** Whole percents, but never 100 % for what is over. */
function percent({ size, limit }: ListedPolicy): string {
  const share = (size * 100) / limit;
  return `${size > limit ? Math.ceil(share) : Math.floor(share)} %`;
}

/** The header has no policy. */
function paint(line: string, policy: ListedPolicy | undefined): string {
  if (policy === undefined) return colors.bold(line);
  if (policy.size > policy.limit) return colors.red(line);
  return policy.size > policy.limit * WARN_SHARE ? colors.yellow(line) : line;
}

function totalLine({ documents, characters, spilledOver, overLimit }: PolicyList["total"]): string {
  return [
    `${countOf(documents, "policy document")} with ${countOf(characters, "character")} in all`,
    `${spilledOver} spilled over into customer-managed policies`,
    overLimit === 0 ? "none over its limit" : `${overLimit} over the limit`,
  ].join("; ");
}

function table(
  rows: readonly (readonly string[])[],
  align: readonly ("left" | "right")[],
): string[] {
  const widths = align.map((_, column) =>
    Math.max(0, ...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    `  ${widths
      .map((width, column) => {
        const cell = row[column] ?? "";
        return align[column] === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")}`.trimEnd(),
  );
}
