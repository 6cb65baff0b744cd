import type { Statement } from "../statement";

/**
 * Allows that differ in nothing but the value of their one condition become one with all of these values: six personas
 * need one statement about permission sets, and not six.
 */
export function joinValues(statements: readonly Statement[]): Statement[] {
  const joined = new Map<string, Statement>();
  for (const [index, statement] of statements.entries()) {
    const only = onlyCondition(statement);
    const id = JSON.stringify(
      only === undefined
        ? [index]
        : [statement.actions, statement.resources, only.operator, only.key],
    );
    const earlier = joined.get(id);
    const before = earlier === undefined ? [] : (onlyCondition(earlier)?.values ?? []);
    joined.set(
      id,
      only === undefined
        ? statement
        : {
            ...statement,
            conditions: {
              [only.operator]: { [only.key]: [...new Set([...before, ...only.values])].sort() },
            },
          },
    );
  }
  return [...joined.values()];
}

/** Of a statement with just one operator and one key, and one that any of several values satisfies. */
function onlyCondition({ effect, conditions = {} }: Statement) {
  const [operation, ...others] = Object.entries(conditions);
  if (operation === undefined || others.length > 0 || effect === "Deny") return undefined;
  const [operator, keys] = operation;
  const [condition, ...more] = Object.entries(keys);
  if (condition === undefined || more.length > 0 || /Not/.test(operator)) return undefined;
  const [key, values] = condition;
  return { operator, key, values: typeof values === "string" ? [values] : values };
}
