import type { Statement } from "./statement";

/**
 * Brings statements into their shortest, fixed form: those that differ in resources alone become one, then those that
 * differ in actions alone, sorted, with Sids that differ.
 */
export function mergeStatements(statements: readonly Statement[]): Statement[] {
  const byResources = merge(statements, "resources", ({ effect, actions, conditions }) => [effect, sort(actions), conditions]);
  const byActions = merge(byResources, "actions", ({ effect, resources, conditions }) => [effect, sort(resources), conditions]);
  return numberSids(byActions.sort((a, b) => compare(order(a), order(b))));
}

function merge(
  statements: readonly Statement[],
  field: "actions" | "resources",
  key: (statement: Statement) => unknown,
): Statement[] {
  const merged = new Map<string, Statement>();
  for (const statement of statements) {
    const id = JSON.stringify(key(statement));
    const earlier = merged.get(id);
    merged.set(
      id,
      earlier === undefined
        ? statement
        : { ...earlier, [field]: sort([...(earlier[field] ?? []), ...(statement[field] ?? [])]) },
    );
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
