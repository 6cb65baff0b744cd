import { forTerraform, renderPolicy } from "../lib/policy/render-policy";
import type { Statement } from "../lib/policy/statement";

/** A policy document as a Terraform argument. */
export function policyJson(statements: readonly Statement[]): string {
  return forTerraform(renderPolicy(statements));
}
