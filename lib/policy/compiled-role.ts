import type { Statement } from "./statement";

/** A role as data: what the stacks turn into Terraform and the size check measures. */
export interface CompiledRole {
  readonly name: string;
  readonly description: string;
  readonly trust: readonly Statement[];
  readonly statements: readonly Statement[];
}
