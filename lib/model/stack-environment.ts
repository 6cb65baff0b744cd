import type { EnvironmentName } from "../config/schema/names";
import type { Platform } from "./platform";

/** The beginning of the names of stacks that belong to a target account. */
export const TARGET = "target-";

/** The environment of a stack's account; none for what reaches into several. */
export function stackEnvironment(
  { accounts }: Pick<Platform, "accounts">,
  stack: string,
): EnvironmentName | undefined {
  if (!stack.startsWith(TARGET)) return undefined;
  return accounts.find(({ name }) => name === stack.slice(TARGET.length))?.environment;
}
