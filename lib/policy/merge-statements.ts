import type { Statement } from "./statement";

/**
 * Brings statements into their shortest, fixed form: those that differ in resources alone become one, then those that
 * differ in actions alone. A merged statement is named after all it came from, such as `RetryView`.
 */
export function mergeStatements(statements: readonly Statement[]): Statement[] {
  const named = statements.map((statement): Named => ({ statement, names: [statement.sid] }));
  const byResources = merge(named, "resources", ({ effect, actions, conditions }) => [
    effect,
    sort(actions),
    conditions,
  ]);
  const byActions = merge(byResources, "actions", ({ effect, resources, conditions }) => [
    effect,
    sort(resources),
    conditions,
  ]);
  const merged = byActions.map(({ statement, names }) => ({
    ...statement,
    sid: sort(names).join(""),
  }));
  return numberSids(merged.sort((a, b) => compare(order(a), order(b))));
}

/** A statement and the names of those it was merged from. */
interface Named {
  readonly statement: Statement;
  readonly names: readonly string[];
}

function merge(
  all: readonly Named[],
  field: "actions" | "resources",
  key: (statement: Statement) => unknown,
): Named[] {
  const merged = new Map<string, Named>();
  for (const { statement, names } of all) {
    const id = JSON.stringify(key(statement));
    const earlier = merged.get(id);
    const values = sort([...(earlier?.statement[field] ?? []), ...(statement[field] ?? [])]);
    merged.set(id, {
      statement: { ...statement, [field]: values },
      names: [...(earlier?.names ?? []), ...names],
    });
  }
  return [...merged.values()];
}

function sort(values: readonly string[] | undefined): string[] {
  return [...new Set(values)].sort();
}

/** Allows first, by what they are for. */
function order({ effect = "Allow", sid, actions, resources }: Statement): string {
  return JSON.stringify([effect, sid, sort(actions), sort(resources)]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function numberSids(statements: readonly Statement[]): Statement[] {
  const count = new Map<string, number>();
  return statements.map((statement) => {
    const number = (count.get(statement.sid) ?? 0) + 1;
    count.set(statement.sid, number);
    return number === 1 ? statement : { ...statement, sid: `${statement.sid}${number}` };
  });
}
