import type { Decision } from "../../audit/review/decisions";
import type { ReviewFinding } from "../../audit/review/review-finding";
import type { SignOffLine } from "../../audit/review/sign-off";
import { escapeMarkdown } from "../access/markdown-cell";
import { csv } from "../text/csv";

interface SheetInput {
  readonly lines: readonly SignOffLine[];
  readonly decisions: readonly Decision[];
  /** When the accounts were read: from the first to the last. */
  readonly read: { readonly from: string; readonly to: string };
}

/** A page for each owner to sign, by the owner's name. */
export function reviewSheets({ lines, decisions, read }: SheetInput): Map<string, string> {
  const owners = [...new Set(lines.map(({ owner }) => owner))].sort();
  return new Map(
    owners.map((owner) => [
      owner,
      [
        `# Access review: ${escapeMarkdown(owner)}`,
        "",
        `As the accounts were from ${read.from} to ${read.to}. Decisions are written in \`decisions.yaml\`; those of an earlier review stand where the access is the same.`,
        "",
        "| who | by | as | may | decision | by whom | on | note |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        ...lines
          .filter((line) => line.owner === owner)
          .map((line) => row(line, decisionOn(line, decisions))),
        "",
        "Signed: ____________________   Date: ____________",
        "",
      ].join("\n"),
    ]),
  );
}

function decisionOn(
  { owner, subject, person, digest }: SignOffLine,
  decisions: readonly Decision[],
): Decision | undefined {
  return decisions.find(
    (each) =>
      each.owner === owner &&
      each.subject === subject &&
      each.person === person &&
      each.access === digest,
  );
}

function row(line: SignOffLine, decided: Decision | undefined): string {
  const subject = line.isConfigured ? line.subject : `${line.subject} (not in the config)`;
  const cells = [
    line.person,
    line.by,
    subject,
    line.access.join("; "),
    decided?.decision ?? "",
    decided?.by ?? "",
    decided?.on ?? "",
    decided?.note ?? "",
  ];
  return `| ${cells.map(escapeMarkdown).join(" | ")} |`;
}

export function findingsCsv(findings: readonly ReviewFinding[]): string {
  return csv([
    ["kind", "thing", "what", "fix"],
    ...findings.map(({ kind, thing, message, fix }) => [kind, thing, message, fix]),
  ]);
}

const ACCESS_COLUMNS = [
  "owner",
  "person",
  "by",
  "as",
  "in the config",
  "access",
  "decision",
  "decided by",
  "on",
  "note",
];

/** A row for each person and thing that they may do. */
export function reviewAccessCsv({ lines, decisions }: Omit<SheetInput, "read">): string {
  return csv([
    ACCESS_COLUMNS,
    ...lines.flatMap((line) => {
      const decided = decisionOn(line, decisions);
      return line.access.map((access) => [
        line.owner,
        line.person,
        line.by,
        line.subject,
        line.isConfigured ? "yes" : "no",
        access,
        decided?.decision ?? "",
        decided?.by ?? "",
        decided?.on ?? "",
        decided?.note ?? "",
      ]);
    }),
  ]);
}
