import type { CompiledPolicy } from "../evaluate/policy/compile-policy";

/** Whether a policy says anything about a condition key, as a condition or as a variable. @param key in lower case */
export function mentionsTag({ statements }: CompiledPolicy, key: string): boolean {
  const variable = `\${${key}`;
  return statements.some(
    ({ conditions, resources }) =>
      conditions.some(
        (condition) =>
          condition.key.toLowerCase() === key ||
          condition.texts.some((text) => text.toLowerCase().includes(variable)),
      ) ||
      resources?.patterns.some(({ variables }) => variables.some((each) => each.key === key)) ===
        true,
  );
}
