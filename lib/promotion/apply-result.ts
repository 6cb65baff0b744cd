/** What came of applying a bundle. */
export interface ApplyResult {
  readonly applied: readonly string[];
  readonly failed: readonly string[];
  /** Not begun, after a failure or an interruption. */
  readonly notBegun: readonly string[];
  /** To be planned now that what they waited for is there. */
  readonly deferred: readonly string[];
  /** Whether the wave has run: the next one may. */
  readonly finished: boolean;
}

/** What is told while it applies. */
export type ApplyEvent =
  | { readonly kind: "taken-over"; readonly from: string }
  | { readonly kind: "resumed"; readonly done: number }
  | { readonly kind: "applying" | "applied" | "settled"; readonly stack: string }
  | { readonly kind: "apply-failed"; readonly stack: string; readonly reason: string }
  | { readonly kind: "pausing"; readonly minutes: number };
