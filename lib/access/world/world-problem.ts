import type { TerraformStack } from "./terraform/terraform-stack";

/** Why a world can't be read. */
export interface WorldProblem {
  readonly file: string;
  readonly what: string;
  /** What to do about it. */
  readonly fix: string;
}

export type ReadStacks =
  | { readonly kind: "stacks"; readonly stacks: readonly TerraformStack[] }
  | { readonly kind: "unreadable"; readonly problems: readonly WorldProblem[] };
