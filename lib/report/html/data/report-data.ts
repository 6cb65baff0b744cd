import type { CapabilityKind } from "../../svg/capability-codes";

/**
 * What the page shows, as its script reads it. Everything that many squares share stands in a list once and is named by
 * its number there.
 */
export interface ReportData {
  /** The grid's columns. */
  readonly personas: readonly PersonaColumn[];
  /** The grid's rows, grouped. */
  readonly groups: readonly RowGroup[];
  /** What a persona holds somewhere, or could be thought to hold. */
  readonly holdings: readonly Holding[];
  /** Of one persona at one place: its {@link Holding}s. */
  readonly squares: readonly (readonly number[])[];
  readonly explanations: readonly Explanation[];
  /** Lists of requests that come out the same way. */
  readonly requests: readonly (readonly Request[])[];
  readonly verdicts: readonly VerdictEntry[];
  readonly statements: readonly StatementEntry[];
  readonly policies: readonly PolicyEntry[];
  /** Policy documents, each once, whoever has it. */
  readonly documents: readonly unknown[];
}

export interface PersonaColumn {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly groups: readonly string[];
}

export interface RowGroup {
  /** For links, such as `pipeline/checkout-api` or `environment/prod`. */
  readonly key: string;
  readonly title: string;
  /** Such as `team shop`. */
  readonly note: string;
  readonly rows: readonly PlaceRow[];
}

export interface PlaceRow {
  /** For links, such as `checkout-api/prod`, `shop-prod`. */
  readonly key: string;
  /** In its group, such as `prod`. */
  readonly label: string;
  /** By itself, such as `stage prod of checkout-api`. */
  readonly words: string;
  readonly kind: "pipeline" | "stage" | "approval" | "account";
  readonly protected: boolean;
  /** Stand for the place's own names in shared texts; see {@link PlaceNames}. */
  readonly names: readonly string[];
  /** Of {@link ReportData.squares}, by the persona's number; of those who aren't named, {@link usual}. */
  readonly squares: Readonly<Record<number, number>>;
  /** What most personas have there: nothing, as a rule. */
  readonly usual: number;
}

export interface Holding {
  readonly capability: string;
  readonly kind: CapabilityKind;
  readonly effect: "allowed" | "conditional" | "partial" | "denied";
  readonly intended: boolean;
  /** Teams whose members have it; none where the team makes no difference. */
  readonly teams: readonly string[];
  /** What it hangs on, or lacks. */
  readonly detail: string;
  /** Of {@link ReportData.explanations}; -1 where there is none. */
  readonly explanation: number;
}

export interface Explanation {
  /** Lines of the config that grant it, such as `platform.yaml:160:9 personas.developer.grants[0]`. */
  readonly grants: readonly string[];
  readonly answers: readonly Answer[];
}

/** Requests, and what comes of all of them. */
export interface Answer {
  /** Of {@link ReportData.requests}. */
  readonly requests: number;
  /** Of {@link ReportData.verdicts}. */
  readonly verdict: number;
}

export interface Request {
  readonly actions: readonly string[];
  readonly resource: string;
}

export interface VerdictEntry {
  readonly kind: "allowed" | "explicitlyDenied" | "implicitlyDenied" | "conditional";
  readonly words: string;
  /** Of {@link ReportData.statements}. */
  readonly statements: readonly number[];
}

export interface StatementEntry {
  /** Of {@link ReportData.policies}. */
  readonly policy: number;
  /** Within the document, such as `Statement[3]`. */
  readonly path: string;
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
}

export interface PolicyEntry {
  readonly name: string;
  readonly file: string;
  /** Terraform address. */
  readonly address: string;
  /** Of {@link ReportData.documents}; -1 where its text isn't known. */
  readonly document: number;
}
