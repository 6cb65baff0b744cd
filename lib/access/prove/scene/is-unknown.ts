import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import { UNKNOWN_POLICY_KEY } from "../../world/build/unknown-policy";

/** Whether nobody knows a policy's text. */
export function isUnknown({ statements }: CompiledPolicy): boolean {
  return statements.some(({ conditions }) =>
    conditions.some(({ key }) => key === UNKNOWN_POLICY_KEY),
  );
}
