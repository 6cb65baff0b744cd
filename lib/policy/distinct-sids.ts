import type { Statement } from "./statement";

/**
 * Numbers Sids that occur again, since IAM refuses a policy that has one twice. The first keeps its name, so adding a
 * statement at the end renames nothing.
 */
export function distinctSids(statements: readonly Statement[]): readonly Statement[] {
  const given = new Set(statements.map(({ sid }) => sid));
  if (given.size === statements.length) return statements;
  const used = new Set<string>();
  const lastNumber = new Map<string, number>();
  return statements.map((statement) => {
    const { sid } = statement;
    if (!used.has(sid)) {
      used.add(sid);
      return statement;
    }
    let number = lastNumber.get(sid) ?? 1;
    let candidate: string;
    // A number may be part of a name that another statement was given.
    do candidate = `${sid}${++number}`;
    while (used.has(candidate) || given.has(candidate));
    lastNumber.set(sid, number);
    used.add(candidate);
    return { ...statement, sid: candidate };
  });
}
