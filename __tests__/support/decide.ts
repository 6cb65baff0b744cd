/** One statement of an identity policy, as IAM's JSON has it. */
export interface IamStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: Values;
  readonly NotAction?: Values;
  readonly Resource?: Values;
  readonly NotResource?: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

export interface IamRequest {
  readonly action: string;
  /** An ARN; `*` for actions that have no resource. */
  readonly resource: string;
  /** What is known of the request; a list for keys that take several values. */
  readonly context?: Readonly<Record<string, Values>>;
}

export type Verdict = "allowed" | "explicitlyDenied" | "implicitlyDenied";

type Values = string | readonly string[];

/**
 * What IAM decides by identity policies alone. Written for the tests from AWS's documents, and of nothing that compiles
 * policies; what it can't judge it refuses with an error.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(statements: readonly IamStatement[], request: IamRequest): Verdict {
  const applying = statements.filter((statement) => applies(statement, request));
  if (applying.some(({ Effect }) => Effect === "Deny")) return "explicitlyDenied";
  return applying.length > 0 ? "allowed" : "implicitlyDenied";
}

/** Whether a statement has a say in a request, whatever it says. */
export function applies(statement: IamStatement, request: IamRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  return (
    isAmong(Action, NotAction, (pattern) => actionMatches(pattern, request.action)) &&
    isAmong(Resource, NotResource, (pattern) => resourceMatches(pattern, request.resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) =>
        holds(operator, contextValue(request, key), listOf(values), request),
      ),
    )
  );
}

function isAmong(
  listed: Values | undefined,
  excepted: Values | undefined,
  matches: (pattern: string) => boolean,
): boolean {
  if ((listed === undefined) === (excepted === undefined))
    throw new Error("a statement has either a list or a list of exceptions");
  return excepted === undefined ? listOf(listed).some(matches) : !listOf(excepted).some(matches);
}

function actionMatches(pattern: string, action: string): boolean {
  return globMatches(pattern.toLowerCase(), action.toLowerCase());
}

/** Part by part: a wildcard of the first five parts of an ARN doesn't reach over a colon. */
function resourceMatches(pattern: string, resource: string): boolean {
  if (pattern === "*") return true;
  if (pattern.includes("${")) throw new Error(`variables in resources are not read: ${pattern}`);
  return arnMatches(pattern, resource);
}

function arnMatches(pattern: string, arn: string): boolean {
  const [patterns, parts] = [arnParts(pattern), arnParts(arn)];
  return (
    patterns.length === parts.length &&
    patterns.every((each, index) => globMatches(each, parts[index] ?? ""))
  );
}

const split = new Map<string, readonly string[]>();

function arnParts(arn: string): readonly string[] {
  const known = split.get(arn) ?? splitArn(arn);
  split.set(arn, known);
  return known;
}

function splitArn(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
}

type Compare = (actual: string, expected: string) => boolean;

const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: (actual, expected) => actual === expected,
  StringLike: (actual, expected) => globMatches(expected, actual),
  ArnEquals: (actual, expected) => arnMatches(expected, actual),
  ArnLike: (actual, expected) => arnMatches(expected, actual),
  DateEquals: (actual, expected) => time(actual) === time(expected),
  DateLessThan: (actual, expected) => time(actual) < time(expected),
  DateLessThanEquals: (actual, expected) => time(actual) <= time(expected),
  DateGreaterThan: (actual, expected) => time(actual) > time(expected),
  DateGreaterThanEquals: (actual, expected) => time(actual) >= time(expected),
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function holds(
  operator: string,
  actual: Values | undefined,
  expected: readonly string[],
  request: IamRequest,
): boolean {
  if (operator === "Null") return expected.includes(String(actual === undefined));
  const [, any, name = "", ifExists] = /^(ForAnyValue:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const negated = /^(String|Arn|Date)Not/.test(name);
  const compare = OPERATORS[name.replace("Not", "")];
  if (compare === undefined || (any !== undefined && (negated || ifExists !== undefined)))
    throw new Error(`unknown operator: ${operator}`);
  if (actual === undefined) return any === undefined && (negated || ifExists !== undefined);
  if (typeof actual !== "string" && any === undefined)
    throw new Error(`${operator} compares a single value, and there are ${actual.length}`);
  const meant = expected.flatMap((value) => fillVariable(value, operator, request) ?? []);
  return listOf(actual).some((value) => meant.some((each) => compare(value, each))) !== negated;
}

/**
 * A variable without a value equals nothing, so negated operators hold.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function fillVariable(value: string, operator: string, request: IamRequest): string | undefined {
  if (!value.includes("${")) return value;
  const [, key] = /^\$\{([^}]+)\}$/.exec(value) ?? [];
  if (key === undefined || !/^String(Not)?Equals$/.test(operator))
    throw new Error(`a variable is read as a whole value of StringEquals only: ${value}`);
  const found = contextValue(request, key);
  return found === undefined ? undefined : String(found);
}

/** The names of keys have no case, those of tags among them. */
function contextValue({ context = {} }: IamRequest, key: string): Values | undefined {
  const wanted = key.toLowerCase();
  return Object.entries(context).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

const compiled = new Map<string, (text: string) => boolean>();

/** `*` stands for any run of characters, `?` for one. */
function globMatches(pattern: string, text: string): boolean {
  const known = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, known);
  return known(text);
}

function compile(pattern: string): (text: string) => boolean {
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  const glob = new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
  return (text) => glob.test(text);
}

function time(value: string): number {
  const parsed = Date.parse(value);
  if (Number.isNaN(parsed)) throw new Error(`no time: ${value}`);
  return parsed;
}

function listOf(values: Values | undefined): readonly string[] {
  if (values === undefined) return [];
  return typeof values === "string" ? [values] : values;
}
