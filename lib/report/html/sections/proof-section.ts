import type { EscalationStep, Finding, ProofCheck } from "../../../access/prove/proof";
import { formatPath } from "../../../config/config-path";
import { type Element, h } from "../element/element";
import type { ReasonStore } from "../data/reason-store";
import type { ReportInput } from "../report-input";
import { evidenceLines } from "./evidence-lines";

/** Every check with its claim, and what was found against it. */
export function proofSection(input: ReportInput, store: ReasonStore): Element {
  return h(
    "section",
    { id: "proof", "aria-labelledby": "proof-title" },
    h("h2", { id: "proof-title" }, "Proof"),
    h(
      "p",
      { class: "soft" },
      "Each claim was put to the policies in the generated Terraform, request by request.",
    ),
    input.proof.checks.map((check) => checkView(check, input, store)),
  );
}

export type CheckResult = "holds" | "violated" | "undecided";

export function resultOf({ findings, decisions }: ProofCheck): CheckResult {
  if (findings.some(({ kind }) => kind === "violated")) return "violated";
  // Nothing asked is nothing proved.
  return findings.length > 0 || decisions === 0 ? "undecided" : "holds";
}

const MARKS: Readonly<Record<CheckResult, readonly [mark: string, word: string]>> = {
  holds: ["✓", "holds"],
  violated: ["✗", "does not hold"],
  undecided: ["?", "undecided"],
};

function checkView(check: ProofCheck, input: ReportInput, store: ReasonStore): Element {
  const result = resultOf(check);
  const [mark, word] = MARKS[result];
  const line = [
    h("span", { class: "verdict-mark" }, mark, h("span", { class: "hidden" }, ` ${word}: `)),
    h("span", {}, check.claim),
    h("span", { class: "soft" }, decisionWords(check, result)),
  ];
  const notes = (check.notes ?? []).map((note) => h("p", { class: "note" }, note));
  if (check.findings.length === 0)
    return h("div", { class: `check ${result}` }, h("div", { class: "holds" }, line), notes);
  const isShort = check.findings.length <= MOST_OPEN;
  return h(
    "details",
    { class: `check ${result}`, id: `check-${check.id}`, open: true },
    h("summary", {}, line),
    notes,
    check.findings.map((finding) => findingView(finding, isShort, input, store)),
    check.more === undefined
      ? undefined
      : h("p", { class: "note" }, `And ${check.more.toLocaleString("en-US")} more like these.`),
  );
}

/** So many findings show all they have at once; of more, what each is. */
const MOST_OPEN = 3;

function decisionWords({ decisions, findings, more = 0 }: ProofCheck, result: CheckResult): string {
  const asked = `${decisions.toLocaleString("en-US")} decisions`;
  if (decisions === 0) return "nothing was asked";
  return result === "holds"
    ? asked
    : `${(findings.length + more).toLocaleString("en-US")} found in ${asked}`;
}

function findingView(
  finding: Finding,
  open: boolean,
  { placeOf }: ReportInput,
  store: ReasonStore,
): Element {
  const { kind, message, who, action, resource, evidence, config, steps, fix } = finding;
  const facts: readonly (readonly [string, string | undefined | readonly Element[]])[] = [
    ["Who", who],
    ["Action", action],
    ["Resource", resource],
    ["Config", config && `${placeOf(config)}  ${formatPath(config)}`],
    ["Statements", evidence.length === 0 ? undefined : evidenceLines(evidence, store)],
    ["Fix", fix],
  ];
  return h(
    "details",
    { class: `finding ${kind}`, open },
    h("summary", {}, h("b", {}, `${kind === "violated" ? "✗" : "?"} ${message}`)),
    steps === undefined || steps.length === 0 ? undefined : stepList(steps, store),
    h(
      "dl",
      {},
      facts.flatMap(([name, value]) =>
        value === undefined ? [] : [h("dt", {}, name), h("dd", {}, value)],
      ),
    ),
  );
}

function stepList(steps: readonly EscalationStep[], store: ReasonStore): Element {
  return h(
    "ol",
    { class: "steps" },
    steps.map(({ from, by, to, evidence }) =>
      h("li", {}, `${from} → ${to} by `, h("code", {}, by), evidenceLines(evidence, store)),
    ),
  );
}
