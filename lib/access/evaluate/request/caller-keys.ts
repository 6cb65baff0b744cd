import { ABSENT, UNKNOWN_VALUES } from "../match/lookup";
import type { Caller } from "./caller";

/**
 * Condition keys that AWS itself fills in, or never does, as far as that follows from who calls.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and, for the values by type of
 * principal, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function callerKeys(caller: Caller): ReadonlyMap<string, readonly string[]> {
  const { kind, id, account, name } = caller;
  const keys = new Map<string, readonly string[]>();
  if (kind === "federated") return keys;
  keys.set("aws:username", kind === "user" ? [name] : ABSENT);
  if (kind !== "service") {
    keys.set("aws:principalservicename", ABSENT);
    keys.set("aws:principalservicenameslist", ABSENT);
  }
  if (kind === "anonymous") {
    keys.set("aws:principaltype", ["Anonymous"]);
    keys.set("aws:userid", ["anonymous"]);
    keys.set("aws:principalarn", ABSENT);
    keys.set("aws:principalisawsservice", ABSENT);
    return keys;
  }
  keys.set("aws:principalisawsservice", [String(kind === "service")]);
  if (kind === "service") {
    keys.set("aws:principalservicename", [id]);
    return keys;
  }
  keys.set("aws:principalaccount", [account]);
  keys.set("aws:principaltype", [TYPES[kind]]);
  keys.set("aws:principalarn", principalArn(caller));
  if (kind === "root") keys.set("aws:userid", [account]);
  if (kind === "federatedUser") keys.set("aws:userid", [`${account}:${name}`]);
  return keys;
}

const TYPES = {
  user: "User",
  role: "AssumedRole",
  session: "AssumedRole",
  federatedUser: "FederatedUser",
  root: "Account",
} as const;

/** Of an assumed role it is the role's ARN, with its path. */
function principalArn({ roleArn, pathKnown, name, id }: Caller): readonly string[] {
  if (roleArn === undefined) return [id];
  // AWS gives these roles a path: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
  if (!pathKnown && /^AWS(ReservedSSO_|ServiceRoleFor)/.test(name)) return UNKNOWN_VALUES;
  return [roleArn];
}
