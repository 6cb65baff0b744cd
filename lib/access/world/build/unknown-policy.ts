import { type CompiledPolicy, compilePolicy } from "../../evaluate/policy/compile-policy";
import type { PolicySource } from "../../evaluate/policy/evidence";
import type { PolicyKind } from "../../evaluate/policy/read-policy";

/** A condition key that no request has, so that whatever hangs on it stays open. */
export const UNKNOWN_POLICY_KEY = "gatehouse:UnknownPolicy";

/**
 * Stands for a policy whose text nobody knows: it may allow anything and it may deny anything, in every position. A
 * boundary's denies reach even what its allows don't limit, so there, too, both are open.
 */
export function unknownPolicy(
  kind: PolicyKind,
  source: PolicySource,
  reason: string,
): CompiledPolicy {
  const everything = {
    ...(kind === "identity" ? {} : { Principal: "*" }),
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { [UNKNOWN_POLICY_KEY]: reason } },
  };
  const compilation = compilePolicy(
    {
      Version: "2008-10-17",
      Statement: [
        { Sid: "MayAllow", Effect: "Allow", ...everything },
        { Sid: "MayDeny", Effect: "Deny", ...everything },
      ],
    },
    { kind, source },
  );
  if (compilation.kind === "malformed")
    throw new Error(`a policy of our own is malformed: ${JSON.stringify(compilation.problems)}`);
  return compilation.policy;
}
