import type { EvaluationRequest } from "../request/evaluation-request";

/**
 * Whether nobody gets in without the resource's own policy. Elsewhere an identity policy of the same account is enough.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function needsResourcePolicy({ service, action, resource }: EvaluationRequest): boolean {
  if (service === "sts") return ASSUMES_ROLE.test(action) || isRole(resource.segments?.[5]);
  if (service !== "kms" || KEYLESS.has(action)) return false;
  const isAlias = resource.segments?.[5].startsWith("alias/") === true;
  return !(isAlias && ALIAS_ACTIONS.has(action));
}

/** A role's trust policy is consulted for these, and for TagSession and its like where a role is the resource. */
const ASSUMES_ROLE = /^sts:assumerole/;

function isRole(resource: string | undefined): boolean {
  return resource?.startsWith("role/") === true;
}

/** KMS actions that are about no key. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
export const KEYLESS: ReadonlySet<string> = new Set([
  "kms:connectcustomkeystore",
  "kms:createcustomkeystore",
  "kms:createkey",
  "kms:deletecustomkeystore",
  "kms:describecustomkeystores",
  "kms:disconnectcustomkeystore",
  "kms:generaterandom",
  "kms:listaliases",
  "kms:listkeys",
  "kms:listretirablegrants",
  "kms:updatecustomkeystore",
]);

/** "You must provide the permission to the alias in an IAM policy and permission to the key in a key policy." https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html */
const ALIAS_ACTIONS: ReadonlySet<string> = new Set([
  "kms:createalias",
  "kms:deletealias",
  "kms:updatealias",
]);

/**
 * What a caller can do at all, whatever the policies say.
 *
 * - Root users can't assume roles: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * - Only "a few services, such as Amazon S3, … allow some requests from anonymous users":
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * - A provider's token is good for AssumeRoleWithSAML and AssumeRoleWithWebIdentity, of roles in the provider's own
 *   account: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
 */
export function canCall({ caller, service, action, sameAccount }: EvaluationRequest): boolean {
  if (caller.kind === "root") return action !== "sts:assumerole";
  if (caller.kind === "anonymous") return UNSIGNED.has(service);
  const withToken = BY_TOKEN.has(action);
  if (caller.kind !== "federated") return !withToken;
  const ofAccount = caller.account === "" || sameAccount;
  return ofAccount && (withToken || BESIDE_TOKEN.has(action));
}

const UNSIGNED: ReadonlySet<string> = new Set(["es", "execute-api", "lambda", "s3", "sns", "sqs"]);

const BY_TOKEN: ReadonlySet<string> = new Set([
  "sts:assumerolewithsaml",
  "sts:assumerolewithwebidentity",
]);

/** Permissions that assuming a role takes besides. */
const BESIDE_TOKEN: ReadonlySet<string> = new Set(["sts:tagsession", "sts:setsourceidentity"]);

/** Whether the allows of the resource's policy count: of IAM's own resources only roles have one, and it is STS's. */
export function resourcePolicyGrants({ service }: EvaluationRequest): boolean {
  return service !== "iam";
}
