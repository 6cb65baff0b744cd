import fc from "fast-check";
import type { Conditions, Statement } from "../../lib/policy/statement";

const word = (length: number) =>
  fc.string({
    unit: fc.constantFrom("a", "b", "c", "A", "B", "0", "1"),
    minLength: 1,
    maxLength: length,
    size: "max",
  });
const action = fc
  .tuple(fc.constantFrom("s3", "sqs", "iam"), word(8))
  .map((parts) => parts.join(":"));
const conditions = fc.constantFrom<Conditions | undefined>(
  undefined,
  { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
  { ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/a", "arn:aws:iam::*:role/b"] } },
);

/** Statements with few different parts, so that many agree in some. */
export function arbitraryStatements(
  size: {
    readonly statements?: number;
    readonly resources?: number;
    readonly length?: number;
  } = {},
): fc.Arbitrary<Statement[]> {
  const { statements = 8, resources = 4, length = 3 } = size;
  const resource = word(length).map((name) => `arn:aws:s3:::${name}`);
  const statement = fc.record({
    sid: fc.constantFrom("A", "A1", "B", "B2"),
    effect: fc.constantFrom(undefined, "Allow" as const, "Deny" as const),
    actions: fc.array(action, { minLength: 1, maxLength: 4 }),
    resources: fc.array(resource, { minLength: 1, maxLength: resources, size: "max" }),
    conditions,
  });
  return fc.array(statement, { maxLength: statements, size: "max" });
}

/** What statements say, one line for each action on each resource: the same before and after they are rearranged. */
export function sayings(statements: readonly Statement[]): string[] {
  const lines = statements.flatMap(
    ({ effect = "Allow", actions, resources = [], conditions: when }) =>
      actions.flatMap((each) =>
        resources.map((resource) => JSON.stringify([effect, each, resource, when ?? null])),
      ),
  );
  return [...new Set(lines)].sort();
}

/** Sids as they come out of rendering. */
export function sidsOf(policy: string): string[] {
  const { Statement } = JSON.parse(policy) as { Statement: { Sid: string }[] };
  return Statement.map(({ Sid }) => Sid);
}
