import { LIMITS } from "../model/limits";
import { policySize } from "./render-policy";
import type { Statement } from "./statement";

export interface PackedPolicies {
  /** Goes into the role itself; empty where nothing is allowed. */
  readonly inline: readonly Statement[];
  /** Overflow, one list for each customer-managed policy. */
  readonly managed: readonly (readonly Statement[])[];
}

/**
 * Spreads statements over the inline policy and as many customer-managed policies as it takes. A statement that is too
 * large by itself is split by its resources: many small allows say the same as one large one. More managed policies
 * than a role can carry is for the size check to report; nothing is dropped here.
 */
export function packStatements(statements: readonly Statement[]): PackedPolicies {
  if (policySize(statements) <= LIMITS.roleInline) return { inline: statements, managed: [] };
  const pieces = statements.flatMap((statement) => splitStatement(statement, LIMITS.managedPolicy));
  const inline: Statement[] = [];
  const managed: Statement[][] = [];
  for (const piece of pieces) {
    const home =
      [inline].find((held) => policySize([...held, piece]) <= LIMITS.roleInline) ??
      managed.find((held) => policySize([...held, piece]) <= LIMITS.managedPolicy);
    if (home === undefined) managed.push([piece]);
    else home.push(piece);
  }
  return { inline, managed };
}

/** Halves the resources until each piece fits; `Sid` gets a number, as Sids must differ within a policy. */
function splitStatement(statement: Statement, limit: number): Statement[] {
  const count = Math.ceil((policySize([statement]) * 1.1) / limit);
  const resources = [...(statement.resources ?? [])].sort();
  if (count <= 1 || resources.length < 2) return [statement];
  const size = Math.ceil(resources.length / count);
  return Array.from({ length: Math.ceil(resources.length / size) }, (_, index) => ({
    ...statement,
    sid: `${statement.sid}${index + 1}`,
    resources: resources.slice(index * size, (index + 1) * size),
  }));
}
