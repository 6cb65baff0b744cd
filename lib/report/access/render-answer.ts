import colors from "picocolors";
import type { Verdict } from "../../access/evaluate/decide/verdict";
import { describeEvidence } from "../prove/render-proof";
import { wrapText } from "../text/wrap-text";

/** A verdict with what decides it, as `can` and `who-can` tell it. */
export interface Answer {
  /** `release-manager can approve checkout-api/prod`. */
  readonly who: string;
  readonly what: string;
  readonly verdict: "allowed" | "conditional" | "denied";
  readonly requests: readonly AnsweredRequest[];
  /** `file:line:column` of the grants that mean it. */
  readonly grants: readonly string[];
}

export interface AnsweredRequest {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly verdict: Verdict;
}

/** All must be allowed; one that is denied denies. */
export function verdictOf(requests: readonly AnsweredRequest[]): Answer["verdict"] {
  const kinds = requests.map(({ verdict }) => verdict.kind);
  if (kinds.length === 0 || kinds.some((kind) => kind.endsWith("Denied"))) return "denied";
  return kinds.includes("conditional") ? "conditional" : "allowed";
}

export function renderAnswer(
  { who, what, verdict, requests, grants }: Answer,
  width: number,
): string {
  const words = {
    allowed: colors.green("can"),
    conditional: colors.yellow("may be able to"),
    denied: colors.red("can't"),
  };
  return [
    `${colors.bold(who)} ${words[verdict]} ${what}`,
    ...(requests.length === 0 ? ["  it has no role there"] : []),
    ...requests.flatMap((request) => describeRequest(request, width)),
    ...grants.map((at) => `  granted: ${at}`),
  ].join("\n");
}

function describeRequest({ action, resource, verdict }: AnsweredRequest, width: number): string[] {
  const text = {
    allowed: "allowed",
    explicitlyDenied: "denied",
    implicitlyDenied: "not allowed",
    conditional: "conditional",
  }[verdict.kind];
  const why =
    verdict.kind === "implicitlyDenied"
      ? [verdict.lacks]
      : verdict.kind === "conditional"
        ? [verdict.when]
        : [];
  return [
    `  ${action} on ${resource}: ${text}`,
    ...why.flatMap((reason) => wrapText(reason, width - 4).map((line) => `    ${line}`)),
    // A policy that stands at several levels of the organisation is told once.
    ...new Set(verdict.by.map((one) => `    by ${describeEvidence(one)}`)),
  ];
}
