import fc from "fast-check";
import {
  arbitraryCase,
  type Case,
  context,
  denyStatement,
  type Document,
  identityDocument,
  KEYS,
  rcpDocument,
  type Statement,
} from "./arbitrary-case";
import { decideCase } from "./decide-case";

const RUNS = { numRuns: 1_000 };

/** How wide a verdict lets through. */
function width(value: Case): number {
  const { kind } = decideCase(value);
  return kind === "allowed" ? 2 : kind === "conditional" ? 1 : 0;
}

test("the cases are of every kind, each of them often", () => {
  const counts = { allowed: 0, conditional: 0, explicitlyDenied: 0, implicitlyDenied: 0 };
  for (const [index, one] of fc.sample(arbitraryCase, { numRuns: 2_000, seed: 7 }).entries()) {
    counts[decideCase({ ...one, complete: index % 2 === 0 }).kind] += 1;
  }
  expect(Object.entries(counts).filter(([, count]) => count < 20)).toEqual([]);
});

test("every allowed case says by what, unless the root user is allowed by being it", () => {
  fc.assert(
    fc.property(arbitraryCase, (one) => {
      const verdict = decideCase(one);
      if (verdict.kind === "implicitlyDenied") expect(verdict.lacks).not.toBe("");
      else if (!String(one.principal).endsWith(":root"))
        expect(verdict.by.length).toBeGreaterThan(0);
      if (verdict.kind === "conditional") expect(verdict.when).not.toBe("");
      const effect = verdict.kind === "explicitlyDenied" ? "Deny" : "Allow";
      if (verdict.kind !== "conditional")
        expect(verdict.by.every((evidence) => evidence.effect === effect)).toBe(true);
    }),
    RUNS,
  );
});

/** Each way to put a deny into some policy of a case. */
function withDeny(one: Case, deny: Statement): readonly Case[] {
  const more = (document: Document, statement = deny): Document => ({
    ...document,
    Statement: [...document.Statement, statement],
  });
  const { identityPolicies, permissionBoundary, sessionPolicies, scps, rcps, resourcePolicy } = one;
  const forAll = { ...deny, Principal: "*" };
  return [
    {
      ...one,
      identityPolicies: [...identityPolicies, { Version: "2012-10-17", Statement: [deny] }],
    },
    { ...one, identityPolicies: identityPolicies.map((document) => more(document)) },
    ...(permissionBoundary ? [{ ...one, permissionBoundary: more(permissionBoundary) }] : []),
    ...(sessionPolicies
      ? [{ ...one, sessionPolicies: sessionPolicies.map((each) => more(each)) }]
      : []),
    ...(scps ? [{ ...one, scps: scps.map((level) => level.map((each) => more(each))) }] : []),
    ...(rcps
      ? [{ ...one, rcps: rcps.map((level) => level.map((each) => more(each, forAll))) }]
      : []),
    ...(resourcePolicy ? [{ ...one, resourcePolicy: more(resourcePolicy, forAll) }] : []),
    { ...one, resourcePolicy: more(resourcePolicy ?? { Statement: [] }, forAll) },
  ];
}

test("a deny added to any policy never widens", () => {
  fc.assert(
    fc.property(arbitraryCase, denyStatement, (one, deny) => {
      const before = width(one);
      for (const after of withDeny(one, deny)) expect(width(after)).toBeLessThanOrEqual(before);
    }),
    RUNS,
  );
});

test("a boundary, a session policy, a level of SCPs or of RCPs added never widens", () => {
  fc.assert(
    fc.property(arbitraryCase, identityDocument, rcpDocument, (one, document, rcp) => {
      const { permissionBoundary: _, ...unbounded } = one;
      const { sessionPolicies: __, ...unlimited } = one;
      const { scps = [], rcps = [] } = one;
      expect(width({ ...unbounded, permissionBoundary: document })).toBeLessThanOrEqual(
        width(unbounded),
      );
      expect(width({ ...unlimited, sessionPolicies: [document] })).toBeLessThanOrEqual(
        width(unlimited),
      );
      expect(width({ ...one, scps: [...scps, [document]] })).toBeLessThanOrEqual(width(one));
      expect(width({ ...one, rcps: [...rcps, [rcp]] })).toBeLessThanOrEqual(width(one));
    }),
    RUNS,
  );
});

/** The same in another order: lists of policies, statements and values, and the keys of objects. */
function reversed(value: unknown, path = ""): unknown {
  if (Array.isArray(value)) {
    const list = value.map((one) => reversed(one, path));
    return list.reverse();
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, reversed(one, key)]),
  );
}

test("the order of policies, levels, statements, keys and values never matters", () => {
  fc.assert(
    fc.property(arbitraryCase, fc.boolean(), (one, complete) => {
      const given = { ...one, complete };
      expect(decideCase(reversed(given)).kind).toBe(decideCase(given).kind);
    }),
    RUNS,
  );
});

test("whatever the unknown keys turn out to be, what was allowed is allowed and what was denied is denied", () => {
  fc.assert(
    fc.property(
      arbitraryCase,
      fc.array(context, { minLength: 1, maxLength: 8 }),
      (one, contexts) => {
        const open = decideCase({ ...one, complete: false }).kind;
        const closed = [{}, ...contexts].map(
          (more) =>
            decideCase({ ...one, context: { ...more, ...one.context }, complete: true }).kind,
        );
        if (open === "allowed") expect(closed.filter((kind) => kind !== "allowed")).toEqual([]);
        if (open === "explicitlyDenied") expect(closed.filter((kind) => kind !== open)).toEqual([]);
        if (open === "implicitlyDenied")
          expect(closed.filter((kind) => kind === "allowed" || kind === "conditional")).toEqual([]);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("with every key given, a context is as good as complete", () => {
  fc.assert(
    fc.property(arbitraryCase, (one) => {
      const all = Object.fromEntries(KEYS.map((key) => [key, one.context[key] ?? []]));
      const given = { ...one, context: all };
      expect(decideCase({ ...given, complete: false }).kind).toBe(decideCase(given).kind);
    }),
    RUNS,
  );
});

describe("two spellings of the same have the same verdict:", () => {
  const spellings: readonly (readonly [string, (key: string, value: unknown) => unknown])[] = [
    [
      "a value, and a list of it",
      (key, value) => (typeof value === "string" && !whole(key, value) ? [value] : value),
    ],
    [
      "a list of one, and its value",
      (_, value) => (Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value),
    ],
    [
      "an account, and its root",
      (_, value) => (value === "111111111111" ? "arn:aws:iam::111111111111:root" : value),
    ],
    [
      '"*", and {"AWS": "*"}',
      (key, value) => (key === "Principal" && value === "*" ? { AWS: "*" } : value),
    ],
    [
      "a repeated value, and the value",
      (key, value) => (typeof value === "string" && !whole(key, value) ? [value, value] : value),
    ],
  ];

  /** Principals are a text or an object, never a list. */
  function whole(key: string, value: string): boolean {
    return value === "*" && key.endsWith("Principal");
  }

  /** Changes what stands in policies, and nothing outside. */
  function respell(
    value: unknown,
    change: (key: string, value: unknown) => unknown,
    key = "",
  ): unknown {
    if (Array.isArray(value)) {
      const list: unknown = value.map((one) => respellItem(one, change, key));
      return change(key, list);
    }
    if (typeof value !== "object" || value === null)
      return ["Effect", "Version", "Sid"].includes(key) ? value : change(key, value);
    const entries = Object.entries(value).map(
      ([name, one]) => [name, respell(one, change, name)] as const,
    );
    return Object.fromEntries(entries);
  }

  function respellItem(
    value: unknown,
    change: (key: string, value: unknown) => unknown,
    key: string,
  ): unknown {
    if (typeof value !== "string") return respell(value, change, key);
    const changed = change(key, value);
    return Array.isArray(changed) ? value : changed;
  }

  test.each(spellings)("%s", (_, change) => {
    fc.assert(
      fc.property(arbitraryCase, (one) => {
        const { identityPolicies, resourcePolicy } = one;
        const other = {
          ...one,
          identityPolicies: identityPolicies.map((document) => respell(document, change)),
          ...(resourcePolicy === undefined
            ? {}
            : { resourcePolicy: respell(resourcePolicy, change) }),
        };
        expect(decideCase(other).kind).toBe(decideCase(one).kind);
      }),
      { numRuns: 300 },
    );
  });

  test("actions and condition keys in other letters", () => {
    fc.assert(
      fc.property(arbitraryCase, (one) => {
        const other = JSON.parse(
          JSON.stringify({ ...one, action: one.action.toUpperCase() })
            .replaceAll("aws:PrincipalTag/team", "AWS:principaltag/TEAM")
            .replaceAll("aws:SourceIp", "aws:sourceIP")
            .replaceAll("StringEquals", "stringEQUALS"),
        ) as unknown;
        expect(decideCase(other).kind).toBe(decideCase(one).kind);
      }),
      { numRuns: 300 },
    );
  });

  test("statements in one document, and in a document each", () => {
    fc.assert(
      fc.property(arbitraryCase, (one) => {
        const split = one.identityPolicies.flatMap(({ Version, Statement }) =>
          Statement.map((statement) => ({ Version, Statement: statement })),
        );
        expect(decideCase({ ...one, identityPolicies: split }).kind).toBe(decideCase(one).kind);
      }),
      { numRuns: 300 },
    );
  });
});
