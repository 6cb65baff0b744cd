import { LIMITS } from "../../model/limits";
import { type Phase, PHASES, ProvisionerNames } from "../../model/provisioner-names";
import type { Platform } from "../../model/platform";
import type { CompiledRole } from "../compiled-role";
import { mergeStatements } from "../merge-statements";
import { packStatements } from "../pack-statements";
import type { Statement } from "../statement";
import { BootstrapTooLarge } from "./bootstrap-too-large";
import { joinValues } from "./join-values";
import { provisionerRights } from "./provisioner-rights";
import { provisionerTrust } from "./provisioner-trust";
import { readResources } from "./read-resources";
import type { Right } from "./right";
import { stateAccess } from "./state-access";
import type { TerraformJson } from "./terraform-resource";

/** A finished stack, as data. */
export interface ProvisionedStack {
  readonly name: string;
  readonly accountId: string;
  readonly json: TerraformJson;
}

export interface ProvisionerRole extends CompiledRole {
  readonly stack: string;
  readonly phase: Phase;
}

/**
 * What one stack's plan and apply run as: no more than its own resources ask for, and its own state.
 * @throws where IAM has no room for it
 */
export function compileProvisioner(
  platform: Platform,
  { name: stack, accountId, json }: ProvisionedStack,
): ProvisionerRole[] {
  const names = new ProvisionerNames(platform);
  const { managementAccountId, partition } = platform;
  const place = { stack, accountId, managementAccountId, partition: partition.name };
  const rights = readResources(json, place).flatMap(provisionerRights);
  return PHASES.map((phase) => {
    const statements = mergeStatements([
      ...joinValues(
        rights
          .filter(({ operations }) => phase === "apply" || operations.includes("read"))
          .flatMap(statementOf),
      ),
      ...stateAccess(platform, stack, phase),
    ]);
    const policies = packStatements(statements).managed.length;
    if (policies > LIMITS.managedPoliciesPerRole)
      throw new BootstrapTooLarge(
        `the ${phase} role of stack ${stack} would need ${policies} policies beside its own, and AWS takes ${LIMITS.managedPoliciesPerRole} for a role`,
        stack.startsWith("pipeline-")
          ? "split the pipeline into several, each for some of its accounts"
          : "have fewer pipelines deploy to one account, or leave provisioner.bootstrap out",
      );
    return {
      stack,
      phase,
      name: names.role(stack, phase),
      description: `Terraform ${phase === "plan" ? "plans" : "applies"} stack ${stack} as this`,
      trust: provisionerTrust(platform, accountId, stack, phase),
      statements,
    };
  });
}

/** By itself, a right is one statement; they are merged where they differ in resources or actions alone. */
function statementOf({ operations, actions, resources, conditions }: Right): Statement[] {
  if (actions.length === 0) return [];
  const sid = operations.includes("read") ? "Read" : "Change";
  return [{ sid, actions, resources, ...(conditions === undefined ? {} : { conditions }) }];
}
