import { findOperator, type Operator, OPERATOR_NAMES } from "../condition/operator";
import { childPath, type Problems } from "./policy-problem";

export interface ReadCondition {
  readonly operatorText: string;
  readonly operator: Operator;
  readonly key: string;
  readonly values: readonly string[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export function readConditions(value: unknown, path: string, problems: Problems): ReadCondition[] {
  if (value === undefined) return [];
  return entriesOf(value, path, "a Condition is an object of operators", problems).flatMap(
    ([operatorText, keys]) => {
      const at = childPath(path, operatorText);
      const operator = findOperator(operatorText);
      if (operator === undefined) {
        problems.add(at, `there is no such operator; known: ${OPERATOR_NAMES.join(", ")}`);
        return [];
      }
      return entriesOf(keys, at, "an operator has an object of condition keys", problems).map(
        ([key, values]) => ({
          operatorText,
          operator,
          key,
          values: readValues(values, childPath(at, key), problems),
        }),
      );
    },
  );
}

function entriesOf(
  value: unknown,
  path: string,
  message: string,
  problems: Problems,
): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.entries(value as Record<string, unknown>);
  problems.add(path, message, value);
  return [];
}

/** "Quotation marks are optional for numeric and Boolean values." https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function readValues(value: unknown, path: string, problems: Problems): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) problems.add(path, "there is at least one value", value);
  return list.flatMap((item, index) => {
    if (typeof item === "string") return [item];
    if (typeof item === "number" || typeof item === "boolean") return [String(item)];
    problems.add(Array.isArray(value) ? `${path}[${index}]` : path, "a value is text", item);
    return [];
  });
}
