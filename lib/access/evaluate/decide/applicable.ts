import type { CompiledPolicy } from "../policy/compile-policy";
import type { Caller } from "../request/caller";
import type { EvaluationRequest } from "../request/evaluation-request";
import type { PolicySet } from "./policy-set";
import { RCP_SERVICES } from "./rcp-services";

const NONE: readonly never[] = [];

/** Whether identity policies, boundaries and the like can belong to the caller. */
export function hasIdentity({ kind }: Caller): boolean {
  return kind !== "service" && kind !== "anonymous" && kind !== "federated";
}

/**
 * SCPs "don't affect users or roles in the management account" nor service-linked roles, and reach IAM users and roles
 * and root users alone. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function scpsFor(
  { caller, managementAccount }: EvaluationRequest,
  { scps = NONE }: PolicySet,
): readonly (readonly CompiledPolicy[])[] {
  if (scps.length === 0 || !hasIdentity(caller) || caller.serviceLinked) return NONE;
  return caller.account === managementAccount ? NONE : scps;
}

/**
 * RCPs reach the resources of member accounts in the services that support them, whoever calls but service-linked
 * roles; and not RetireGrant. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html
 */
export function rcpsFor(
  { caller, service, action, resourceAccount, managementAccount }: EvaluationRequest,
  { rcps = NONE }: PolicySet,
): readonly (readonly CompiledPolicy[])[] {
  if (rcps.length === 0 || !RCP_SERVICES.has(service) || caller.serviceLinked) return NONE;
  if (action === "kms:retiregrant") return NONE;
  return resourceAccount === managementAccount ? NONE : rcps;
}
