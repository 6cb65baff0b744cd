import { distance } from "fastest-levenshtein";
import type { PolicySet } from "../decide/policy-set";
import { type CompiledPolicy, compilePolicy } from "../policy/compile-policy";
import { childPath } from "../policy/policy-problem";
import type { PolicyKind } from "../policy/read-policy";
import { isRecord } from "../policy/read-statement";
import { readCaller } from "../request/caller";
import { ACCOUNT, requestFaults, type RequestProps } from "../request/evaluation-request";
import { RequestContext } from "../request/request-context";

/** A case of `gatehouse simulate`, read and checked. */
export interface SimulationCase {
  readonly request: RequestProps;
  readonly policies: PolicySet;
}

export type CaseReading =
  | { readonly kind: "case"; readonly case: SimulationCase }
  | { readonly kind: "malformed"; readonly faults: readonly string[] };

const FIELDS = [
  "id",
  "principal",
  "action",
  "resource",
  "resourceAccount",
  "managementAccount",
  "context",
  "identityPolicies",
  "permissionBoundary",
  "sessionPolicies",
  "scps",
  "rcps",
  "resourcePolicy",
  "complete",
];

/** Never throws. Fields that it doesn't know are the caller's own, unless one looks like a slip. */
export function readCase(value: unknown): CaseReading {
  if (!isRecord(value)) return { kind: "malformed", faults: ["a case is a JSON object"] };
  const faults = slips(Object.keys(value));
  const { complete = true, context = {}, principal, resourceAccount, managementAccount } = value;
  if (typeof complete !== "boolean") faults.push("complete: not true or false");
  const keys = readContext(context, faults);
  const action = text(value["action"], "action", faults);
  const resource = text(value["resource"], "resource", faults);
  for (const [field, account] of Object.entries({ resourceAccount, managementAccount })) {
    if (account !== undefined && (typeof account !== "string" || !ACCOUNT.test(account)))
      faults.push(`${field}: not an account id of 12 digits as text`);
  }
  const principalArn = Object.entries(keys).find(([key]) => key.toLowerCase() === PRINCIPAL_ARN);
  const [arn] =
    typeof principalArn?.[1] === "string" ? [principalArn[1]] : (principalArn?.[1] ?? []);
  const caller = readCaller(principal, arn);
  if (caller.kind === "malformed") faults.push(`principal: ${caller.message}`);
  const policies = readPolicies(value, faults);
  if (faults.length > 0 || caller.kind === "malformed") return { kind: "malformed", faults };
  const request = {
    caller: caller.caller,
    action,
    resource,
    resourceAccount: resourceAccount as string | undefined,
    managementAccount: managementAccount as string | undefined,
    context: new RequestContext(keys, complete as boolean),
  };
  const more = requestFaults(request);
  return more.length > 0
    ? { kind: "malformed", faults: more }
    : { kind: "case", case: { request, policies } };
}

const PRINCIPAL_ARN = "aws:principalarn";

/** A policy that goes unread for a misspelt name could turn a deny into an allow. */
function slips(fields: readonly string[]): string[] {
  return fields.flatMap((field) => {
    const lower = field.toLowerCase();
    const meant = FIELDS.find(
      (known) =>
        lower === known.toLowerCase() ||
        lower === known.replace(/s$/, "") ||
        (/polic|boundary/i.test(known) && distance(lower, known.toLowerCase()) <= SLIP),
    );
    return meant === undefined || FIELDS.includes(field)
      ? []
      : [`${field}: did you mean ${meant}?`];
  });
}

/** As far as `resourcePolicies` is from `resourcePolicy`. */
const SLIP = 3;

function text(value: unknown, field: string, faults: string[]): string {
  if (typeof value === "string") return value;
  faults.push(`${field}: ${value === undefined ? "missing" : "not text"}`);
  return "";
}

type Keys = Record<string, string | readonly string[] | null>;

function readContext(value: unknown, faults: string[]): Keys {
  if (!isRecord(value)) {
    faults.push("context: not an object of condition keys");
    return {};
  }
  const keys: [string, string | readonly string[] | null][] = [];
  for (const [key, given] of Object.entries(value)) {
    const list: readonly unknown[] = Array.isArray(given) ? given : [given];
    const texts = list.filter(isScalar).map(String);
    if (given === null) keys.push([key, null]);
    else if (texts.length < list.length) faults.push(`${childPath("context", key)}: not text`);
    else keys.push([key, texts]);
  }
  return Object.fromEntries(keys);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function readPolicies(value: Readonly<Record<string, unknown>>, faults: string[]): PolicySet {
  const { permissionBoundary, resourcePolicy } = value;
  const one = (document: unknown, name: string, kind: PolicyKind): CompiledPolicy[] => {
    const compilation = compilePolicy(document, { kind, source: { name } });
    if (compilation.kind === "compiled") return [compilation.policy];
    for (const { path, message, got } of compilation.problems)
      faults.push(`${name} ${path}: ${message}${got === undefined ? "" : `, not ${got}`}`);
    return [];
  };
  const list = (documents: unknown, name: string, kind: PolicyKind): CompiledPolicy[] => {
    if (documents === undefined) return [];
    if (Array.isArray(documents))
      return documents.flatMap((document, index) => one(document, `${name}[${index}]`, kind));
    faults.push(`${name}: not a list of policies`);
    return [];
  };
  const levels = (lists: unknown, name: string, kind: PolicyKind): CompiledPolicy[][] => {
    if (lists === undefined) return [];
    if (Array.isArray(lists)) {
      return lists.map((documents: unknown, index) =>
        list(documents ?? null, `${name}[${index}]`, kind),
      );
    }
    faults.push(`${name}: not a list of levels`);
    return [];
  };
  return {
    identity: list(value["identityPolicies"], "identityPolicies", "identity"),
    boundary:
      permissionBoundary === undefined
        ? undefined
        : one(permissionBoundary, "permissionBoundary", "identity")[0],
    session: list(value["sessionPolicies"], "sessionPolicies", "identity"),
    scps: levels(value["scps"], "scps", "identity"),
    rcps: levels(value["rcps"], "rcps", "rcp"),
    resource:
      resourcePolicy === undefined
        ? undefined
        : one(resourcePolicy, "resourcePolicy", "resource")[0],
  };
}
