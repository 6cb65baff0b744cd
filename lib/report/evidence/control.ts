/** What stands behind a row: never somebody's word. */
export type Pointer =
  /** A claim of the proof, by its id. */
  | { readonly claim: string }
  /** Statements of generated policies whose Sid begins with this. */
  | { readonly statement: string }
  /** A file of the pack. */
  | { readonly file: PackFile }
  /** A test of Gatehouse's own, by its path in the repository. */
  | { readonly test: string };

/** The tables of a pack, by their names. */
export type PackFile =
  "access.csv" | "approvals.csv" | "people.csv" | "proof.json" | "reviewed-access.json";

/** A requirement of a framework, as far as access to pipelines and what they deploy is concerned. */
export interface Control {
  /** As the framework numbers it. */
  readonly id: string;
  /** What it is about, in words of our own: the framework's text is under its own licence. */
  readonly about: string;
  /** What is done for it here. */
  readonly how: string;
  readonly evidence: readonly Pointer[];
  /** What remains to be shown by the organisation itself. */
  readonly yours: string;
}

export interface Framework {
  /** Short, for tables. */
  readonly id: string;
  /** With its edition. */
  readonly name: string;
  readonly source: string;
  readonly controls: readonly Control[];
}
