import type { Statement } from "./statement";

/**
 * Brings statements into their shortest, fixed form: those that differ in resources alone become one, then those that
 * differ in actions alone. A merged statement is named after all it came from, such as `RetryView`.
 */
export function mergeStatements(statements: readonly Statement[]): Statement[] {
  const named = statements.map((statement): Named => ({ statement, names: [statement.sid] }));
  // Two lists of exceptions would have to be intersected, not joined: what isn't equal stays apart. Of these, only
  // denies of some actions on all but some resources are merged, where the resources are equal.
  const byResources = merge(
    named,
    "resources",
    ({ effect, actions, notResources, conditions }, index) => [
      effect,
      sort(actions),
      notResources === undefined ? undefined : index,
      conditions,
    ],
  );
  const byActions = merge(
    byResources,
    "actions",
    ({ effect, resources, notResources, conditions }) => [
      effect,
      resources === undefined ? undefined : sort(resources),
      notResources === undefined ? undefined : sort(notResources),
      conditions,
    ],
  );
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
  key: (statement: Statement, index: number) => unknown,
): Named[] {
  const merged = new Map<string, Named>();
  for (const [index, { statement, names }] of all.entries()) {
    const id = JSON.stringify(key(statement, index));
    const earlier = merged.get(id);
    merged.set(id, {
      statement: {
        ...statement,
        ...(statement[field] === undefined
          ? {}
          : { [field]: sort([...(earlier?.statement[field] ?? []), ...statement[field]]) }),
        ...reasonsOf(earlier?.statement, statement),
      },
      names: [...(earlier?.names ?? []), ...names],
    });
  }
  return [...merged.values()];
}

/** Each reason once, in a fixed order. */
function reasonsOf(...statements: readonly (Statement | undefined)[]): Pick<Statement, "reasons"> {
  const reasons = new Map(
    statements
      .flatMap((statement) => statement?.reasons ?? [])
      .map((reason) => [JSON.stringify(reason), reason]),
  );
  if (reasons.size === 0) return {};
  return { reasons: [...reasons].sort(([a], [b]) => compare(a, b)).map(([, reason]) => reason) };
}

function sort(values: readonly string[] | undefined): string[] {
  return [...new Set(values)].sort();
}

/** Allows first, by what they are for. */
function order({ effect = "Allow", sid, actions, resources, notResources }: Statement): string {
  return JSON.stringify([effect, sid, sort(actions), sort(resources), sort(notResources)]);
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
