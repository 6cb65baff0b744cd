type FailureCode =
  | "access-denied"
  | "account-not-allowed"
  | "already-exists"
  | "api-error"
  | "backend-changed"
  | "credentials-expired"
  | "credentials-missing"
  | "out-of-reach"
  | "state-conflict"
  | "state-locked"
  | "state-not-saved"
  | "throttled"
  | "vcs-driven";

/** Why Terraform failed, in our words. */
export interface FailureExplanation {
  readonly code: FailureCode;
  readonly what: string;
  readonly fix: string;
}
