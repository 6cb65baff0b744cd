import type { LiveFinding } from "../compare/live-finding";

/** Something that is off: the review doesn't hold while it is. */
export interface ReviewFinding {
  readonly kind:
    | LiveFinding["kind"]
    | "beyond-grants"
    | "break-glass-over"
    | "group-empty"
    | "grant-lost"
    | "not-revoked"
    | "persona-unheld"
    | "unused";
  /** What it is about: an ARN, a persona, a group. */
  readonly thing: string;
  readonly message: string;
  readonly fix: string;
}
