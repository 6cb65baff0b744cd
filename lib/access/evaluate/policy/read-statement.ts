import type { PrincipalType } from "../match/principal-entry";
import { childPath, type Problems } from "./policy-problem";
import { readConditions, type ReadCondition } from "./read-conditions";
import type { PolicyKind } from "./read-policy";

/** A list, and whether it says "everything but". */
export interface ReadElement<T> {
  readonly negated: boolean;
  readonly items: readonly T[];
}

export interface NamedPrincipal {
  readonly type: PrincipalType;
  readonly text: string;
}

/** A statement of which every part is there and in order. */
export interface ReadStatement {
  /** JSON path within the policy. */
  readonly path: string;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly actions: ReadElement<string>;
  /** Left out in trust policies, and in some resource policies, which are about the resource they are attached to. */
  readonly resources: ReadElement<string> | undefined;
  readonly principals: ReadElement<NamedPrincipal> | undefined;
  readonly conditions: readonly ReadCondition[];
}

const ELEMENTS: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function readStatement(
  value: unknown,
  path: string,
  kind: PolicyKind,
  problems: Problems,
): ReadStatement | undefined {
  if (!isRecord(value)) {
    problems.add(path, "a statement is a JSON object", value);
    return undefined;
  }
  const before = problems.found.length;
  for (const element of Object.keys(value)) {
    if (!ELEMENTS.has(element))
      problems.add(childPath(path, element), "a statement has no such element");
  }
  const { Sid: sid, Effect: effect } = value;
  if (sid !== undefined && typeof sid !== "string")
    problems.add(`${path}.Sid`, "a Sid is text", sid);
  if (effect !== "Allow" && effect !== "Deny")
    problems.add(`${path}.Effect`, "the Effect is Allow or Deny", effect);
  const actions = readTexts(value, "Action", path, problems);
  if (actions === undefined && !hasEither(value, "Action"))
    problems.add(path, "a statement has an Action or a NotAction");
  for (const [index, action] of (actions?.items ?? []).entries()) {
    if (action !== "*" && !/^[^\s:]+:\S+$/.test(action))
      problems.add(itemPath(value, "Action", path, index), 'an action is "service:Name"', action);
  }
  const resources = readTexts(value, "Resource", path, problems);
  if (resources === undefined && kind !== "resource" && !hasEither(value, "Resource"))
    problems.add(path, "a statement has a Resource or a NotResource");
  const principals = readPrincipals(value, path, kind, problems);
  const conditions = readConditions(value["Condition"], `${path}.Condition`, problems);
  if (problems.found.length > before || actions === undefined) return undefined;
  return {
    path,
    sid: sid as string | undefined,
    effect: effect as "Allow" | "Deny",
    actions,
    resources,
    principals,
    conditions,
  };
}

type Statement = Readonly<Record<string, unknown>>;

function hasEither(statement: Statement, name: string): boolean {
  return statement[name] !== undefined || statement[`Not${name}`] !== undefined;
}

/** Where an item of `X` or `NotX` stands. */
function itemPath(statement: Statement, name: string, path: string, index: number): string {
  const element = statement[name] === undefined ? `Not${name}` : name;
  return Array.isArray(statement[element]) ? `${path}.${element}[${index}]` : `${path}.${element}`;
}

function readTexts(
  statement: Statement,
  name: string,
  path: string,
  problems: Problems,
): ReadElement<string> | undefined {
  const negated = statement[name] === undefined;
  const element = negated ? `Not${name}` : name;
  const value = statement[element];
  if (value === undefined) return undefined;
  if (!negated && statement[`Not${name}`] !== undefined)
    problems.add(`${path}.Not${name}`, `a statement has ${name} or Not${name}, not both`);
  const items = textList(value, `${path}.${element}`, problems);
  return items === undefined ? undefined : { negated, items };
}

/** A text, or one or more of them. */
function textList(value: unknown, path: string, problems: Problems): string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) problems.add(path, "there is at least one value", value);
  const texts = list.filter((item) => typeof item === "string" && item !== "") as string[];
  if (texts.length === list.length && list.length > 0) return texts;
  for (const [index, item] of list.entries()) {
    if (typeof item !== "string" || item === "")
      problems.add(Array.isArray(value) ? `${path}[${index}]` : path, "a value is text", item);
  }
  return undefined;
}

const TYPES: readonly PrincipalType[] = ["AWS", "Service", "Federated", "CanonicalUser"];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function readPrincipals(
  statement: Statement,
  path: string,
  kind: PolicyKind,
  problems: Problems,
): ReadElement<NamedPrincipal> | undefined {
  const negated = statement["Principal"] === undefined;
  const at = `${path}.${negated ? "NotPrincipal" : "Principal"}`;
  const value = statement[negated ? "NotPrincipal" : "Principal"];
  if (value === undefined) {
    if (kind !== "identity") problems.add(path, "a statement of a resource policy has a Principal");
    return undefined;
  }
  if (kind === "identity") {
    problems.add(at, "only resource policies name principals");
    return undefined;
  }
  if (!negated && statement["NotPrincipal"] !== undefined)
    problems.add(`${path}.NotPrincipal`, "a statement has Principal or NotPrincipal, not both");
  const items = principalItems(value, at, problems);
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
  const everyone = items.length > 0 && items.every(({ text }) => text === "*");
  if (kind === "rcp" && (negated || !everyone))
    problems.add(at, 'the Principal of an RCP is "*"', value);
  return { negated, items };
}

function principalItems(value: unknown, path: string, problems: Problems): NamedPrincipal[] {
  if (value === "*") return [{ type: "AWS", text: "*" }];
  if (!isRecord(value) || Object.keys(value).length === 0) {
    problems.add(path, 'principals are "*" or an object such as {"AWS": …}', value);
    return [];
  }
  return Object.entries(value).flatMap(([key, names]) => {
    const type = TYPES.find((known) => known === key);
    if (type === undefined) {
      problems.add(childPath(path, key), `the type of a principal is ${TYPES.join(", ")}`);
      return [];
    }
    const texts = textList(names, `${path}.${key}`, problems) ?? [];
    return texts.map((text) => ({ type, text }));
  });
}
