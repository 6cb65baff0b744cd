import type { Principals, Statement } from "../../lib/policy/statement";
import { applies } from "./decide";

/** Somebody who wants to take a role. */
export interface SignIn {
  readonly action: "sts:AssumeRole" | "sts:AssumeRoleWithSAML" | "sts:AssumeRoleWithWebIdentity";
  /** Whom they come from, as a trust policy names it. */
  readonly from: string;
  readonly context: Readonly<Record<string, string>>;
  /** The session tags that are passed. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Whether a trust policy of allows lets somebody in. Who passes session tags needs sts:TagSession as well. */
export function lets(trust: readonly Statement[], { action, from, context, tags = {} }: SignIn) {
  const keys = Object.keys(tags);
  const passed = keys.map((key) => [`aws:RequestTag/${key}`, tags[key] ?? ""] as const);
  const request = { ...context, ...Object.fromEntries(passed) };
  const wanted = keys.length === 0 ? [action] : [action, "sts:TagSession"];
  return wanted.every((each) =>
    trust.some(
      ({ actions, principals, conditions = {} }) =>
        isNamed(from, principals) &&
        conditionsOf(conditions).every(([operator, key, values]) => {
          if (operator === "ForAllValues:StringEquals") {
            if (key !== "aws:TagKeys") throw new Error(`${operator} is read of tags' keys only`);
            return keys.every((tag) => values.includes(tag));
          }
          const actual = request[key];
          if (operator === "Bool") return actual !== undefined && values.includes(actual);
          if (operator === "NumericLessThan") return Number(actual ?? NaN) < Number(values[0]);
          const statement = {
            Effect: "Allow",
            Action: actions,
            Resource: "*",
            Condition: { [operator]: { [key]: values } },
          } as const;
          return applies(statement, { action: each, resource: "*", context: request });
        }) &&
        actions.includes(each),
    ),
  );
}

function isNamed(from: string, principals: Principals | undefined): boolean {
  if (principals === undefined || principals === "*") return principals === "*";
  return Object.values(principals).flat().includes(from);
}

function conditionsOf(
  conditions: NonNullable<Statement["conditions"]>,
): [operator: string, key: string, values: readonly string[]][] {
  return Object.entries(conditions).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([key, values]): [string, string, readonly string[]] => [
      operator,
      key,
      [values].flat(),
    ]),
  );
}
