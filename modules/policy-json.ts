import { forTerraform, renderPolicy } from "../lib/policy/render-policy";
import type { Statement } from "../lib/policy/statement";

/**
 * A policy document as a Terraform argument.
 *
 * @throws where IAM would refuse it at apply: without statements, or with one that names no action or no resource
 */
export function policyJson(statements: readonly Statement[]): string {
  if (statements.length === 0) throw new Error("a policy needs at least one statement");
  for (const { sid, actions, notActions, resources, notResources } of statements) {
    if ((notActions ?? actions).length === 0) {
      throw new Error(`statement "${sid}" names no action`);
    }
    if ((notResources ?? resources)?.length === 0) {
      throw new Error(`statement "${sid}" names no resource`);
    }
  }
  return forTerraform(renderPolicy(statements));
}
