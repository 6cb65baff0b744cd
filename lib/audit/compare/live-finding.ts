/** What of an account, or of Identity Center, is not as the config says. */
export interface LiveFinding {
  readonly kind: LiveFindingKind;
  /** An ARN, or `permission set NAME in ACCOUNT`. */
  readonly thing: string;
  /** What is so, in a sentence without its subject's ARN. */
  readonly message: string;
  readonly fix: string;
}

export type LiveFindingKind =
  | "assignment-added"
  | "assignment-gone"
  | "boundary-changed"
  | "boundary-missing"
  | "missing"
  | "not-provisioned"
  | "pipeline-changed"
  | "policy-added"
  | "policy-changed"
  | "policy-gone"
  | "project-changed"
  | "public-access"
  | "resource-policy-changed"
  | "trust-changed"
  | "unexpected";

/** Terraform puts it back. */
export const REAPPLY = "find out who changed it, and apply the stack again";
export const TAKE_AWAY =
  "find out who added it, and take it away: Terraform doesn't know of it and leaves it";
