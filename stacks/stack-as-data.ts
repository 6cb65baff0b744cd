import type { TerraformJson } from "../lib/policy/provisioner/terraform-resource";
import type { ProvisionedStack } from "../lib/policy/provisioner/compile-provisioner";
import type { GatehouseStack } from "./gatehouse-stack";

/** A finished stack, as policies are computed from it. */
export function stackAsData(stack: GatehouseStack): ProvisionedStack {
  const { accountId, node } = stack;
  return { name: node.id, accountId, json: stack.toTerraform() as TerraformJson };
}
