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

/** As many pieces as it takes, each with as many of the resources as fit. */
function splitStatement(statement: Statement, limit: number): Statement[] {
  const { resources = [] } = statement;
  if (resources.length < 2 || policySize([statement]) <= limit) return [statement];
  const sizeWith = (some: readonly string[]): number =>
    policySize([{ ...statement, resources: some }]);
  const bare = sizeWith([]);
  const pieces: string[][] = [];
  let room = 0;
  for (const resource of [...new Set(resources)].sort()) {
    const size = sizeWith([resource]) - bare + LIST_ITEM;
    const piece = pieces.at(-1);
    if (piece === undefined || size > room) {
      pieces.push([resource]);
      room = limit - bare - SID_NUMBER - size;
    } else {
      piece.push(resource);
      room -= size;
    }
  }
  return pieces.map((piece, index) => ({
    ...statement,
    sid: `${statement.sid}${index + 1}`,
    resources: piece,
  }));
}

/** Room for the number that a Sid gets, as Sids must differ within a policy. */
const SID_NUMBER = 4;

/** An empty list's brackets take the place of a lone value's in the count above, and each further value has a comma. */
const LIST_ITEM = 3;
