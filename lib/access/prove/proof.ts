import type { Evidence } from "../evaluate/policy/evidence";

/** What was checked, and what came of it. */
export interface Proof {
  readonly checks: readonly ProofCheck[];
}

export interface ProofCheck {
  /** Such as `intent`, `separation-of-duties`, `escalation`. */
  readonly id: string;
  /** A claim: `Only a pipeline's own role assumes its deploy roles`. */
  readonly claim: string;
  /** Requests that were decided for it; a check that asked nothing proves nothing. */
  readonly decisions: number;
  readonly findings: readonly Finding[];
  /** How many more there are like these; a widened statement can be found thousands of times. @default none */
  readonly more?: number;
  /** What the config itself loosens, and what was not looked into. */
  readonly notes?: readonly string[];
}

/** Something that doesn't hold, or can't be decided. */
export interface Finding {
  readonly kind: "violated" | "undecided";
  /** Who could do what that it shouldn't (or can't do what it should), in a sentence. */
  readonly message: string;
  /** A subject's id or a role's ARN. */
  readonly who: string;
  readonly action?: string;
  readonly resource?: string;
  /** The statements to blame: policy, file, address, path, sid. */
  readonly evidence: readonly Evidence[];
  /** Path of the grant in the config, where one is to blame, such as ["personas", "developer", "grants", 0]. */
  readonly config?: readonly (string | number)[];
  /** Of an escalation: from the first step to the last. */
  readonly steps?: readonly EscalationStep[];
  readonly fix: string;
}

export interface EscalationStep {
  /** Who: a subject's id or a role's ARN. */
  readonly from: string;
  /** Such as `iam:PassRole with codebuild:UpdateProject`. */
  readonly by: string;
  /** The role whose permissions it gains. */
  readonly to: string;
  readonly evidence: readonly Evidence[];
}
