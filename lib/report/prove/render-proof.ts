import colors from "picocolors";
import type { ConfigPath } from "../../config/config-path";
import type { Evidence } from "../../access/evaluate/policy/evidence";
import type { Finding, Proof, ProofCheck } from "../../access/prove/proof";
import { countOf } from "../text/count-of";
import { wrapText } from "../text/wrap-text";

interface ProofRendering {
  readonly placeOf: (path: ConfigPath) => string;
  readonly width: number;
}

/** A line for each claim, then what doesn't hold: who, what, the statement, the line of the config, and what to do. */
export function renderProof(proof: Proof, rendering: ProofRendering): string {
  const { checks } = proof;
  const names = Math.max(...checks.map(({ id }) => id.length));
  const lines = checks.map((check) => `${mark(check)} ${check.id.padEnd(names)}  ${claim(check)}`);
  const details = checks.flatMap((check) => [
    ...check.findings.map((finding) => describe(check, finding, rendering)),
    ...(check.more === undefined ? [] : [`${check.id}: and ${check.more} more\n`]),
  ]);
  const notes = [...new Set(checks.flatMap((check) => check.notes ?? []))].map((note) =>
    wrapText(`note: ${note}`, rendering.width).join("\n  "),
  );
  return [
    ...lines,
    "",
    ...details,
    ...notes,
    ...(notes.length === 0 ? [] : [""]),
    conclusion(proof),
  ].join("\n");
}

export type ProofStatus = "holds" | "violated" | "undecided";

function statusOf({ findings }: Pick<ProofCheck, "findings">): ProofStatus {
  if (findings.some(({ kind }) => kind === "violated")) return "violated";
  return findings.length > 0 ? "undecided" : "holds";
}

export function proofStatus({ checks }: Proof): ProofStatus {
  return statusOf({ findings: checks.flatMap(({ findings }) => findings) });
}

function mark(check: ProofCheck): string {
  const marks = {
    holds: colors.green("✓"),
    violated: colors.red("✗"),
    undecided: colors.yellow("?"),
  };
  return marks[statusOf(check)];
}

function claim(check: ProofCheck): string {
  const found = check.findings.length + (check.more ?? 0);
  const said = `${check.decisions.toLocaleString("en")} ${check.decisions === 1 ? "decision" : "decisions"}`;
  return `${check.claim} ${colors.dim(`(${found === 0 ? said : `${said}, ${countOf(found, "finding")}`})`)}`;
}

function describe(check: ProofCheck, finding: Finding, { placeOf, width }: ProofRendering): string {
  const word = finding.kind === "violated" ? colors.red("violated") : colors.yellow("undecided");
  const [first = "", ...rest] = wrapText(finding.message, width - 4);
  const lines = [
    `${colors.bold(check.id)} ${word}`,
    ...[first, ...rest].map((line) => `  ${line}`),
    ...(finding.steps ?? []).map(
      ({ from, by, to }, index) => `  ${index + 1}. ${from} → ${by} → ${to}`,
    ),
    ...(finding.config === undefined ? [] : [`  config: ${placeOf(finding.config)}`]),
    ...finding.evidence.slice(0, MOST_EVIDENCE).map((one) => `  by:     ${describeEvidence(one)}`),
    `  fix:    ${finding.fix}`,
  ];
  return `${lines.join("\n")}\n`;
}

const MOST_EVIDENCE = 4;

/** Which statement of which policy, and where that is written. */
export function describeEvidence({ source, sid, path, effect }: Evidence): string {
  const where = [source.file, source.at].filter((part) => part !== undefined).join(" ");
  return `${effect} ${sid ?? path} of ${source.name}${where === "" ? "" : ` (${where})`}`;
}

function conclusion(proof: Proof): string {
  const { checks } = proof;
  const decisions = checks.reduce((sum, check) => sum + check.decisions, 0).toLocaleString("en");
  const findings = checks.flatMap((check) => check.findings);
  const violated = findings.filter(({ kind }) => kind === "violated").length;
  const open = findings.length - violated;
  if (findings.length === 0)
    return colors.green(
      `Proved: ${countOf(checks.length, "claim")} ${checks.length === 1 ? "holds" : "hold"}, by ${decisions} decisions.`,
    );
  const parts = [
    ...(violated === 0 ? [] : [`${violated} violated`]),
    ...(open === 0 ? [] : [`${open} undecided`]),
  ];
  return colors.red(`Not proved: ${parts.join(", ")}, by ${decisions} decisions.`);
}
