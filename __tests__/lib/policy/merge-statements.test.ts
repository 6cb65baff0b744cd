import fc from "fast-check";
import { mergeStatements } from "../../../lib/policy/merge-statements";
import { renderPolicy } from "../../../lib/policy/render-policy";
import type { Statement } from "../../../lib/policy/statement";
import { arbitraryStatements, sayings, sidsOf } from "../../support/arbitrary-statements";

const on = (sid: string, action: string, ...resources: string[]): Statement => ({
  sid,
  actions: [action],
  resources,
});

describe("merged statements", () => {
  test("say what they said before, and nothing else", () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        expect(sayings(mergeStatements(statements))).toEqual(sayings(statements));
      }),
    );
  });

  test("are never more", () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        expect(mergeStatements(statements).length).toBeLessThanOrEqual(statements.length);
      }),
    );
  });

  test("are the same bytes whatever the order they came in", () => {
    const shuffles = arbitraryStatements().chain((statements) =>
      fc.tuple(
        fc.constant(statements),
        fc.shuffledSubarray(statements, { minLength: statements.length }),
      ),
    );
    fc.assert(
      fc.property(shuffles, ([statements, turned]) => {
        expect(renderPolicy(mergeStatements(turned))).toBe(
          renderPolicy(mergeStatements(statements)),
        );
      }),
    );
  });

  test("have Sids that differ", () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        const sids = sidsOf(renderPolicy(mergeStatements(statements)));
        expect(new Set(sids).size).toBe(sids.length);
      }),
    );
  });

  test("join resources of the same actions, and then actions on the same resources", () => {
    const merged = mergeStatements([on("View", "a:Get", "x"), on("View", "a:Get", "y")]);
    expect(merged).toMatchObject([{ actions: ["a:Get"], resources: ["x", "y"] }]);
    const both = mergeStatements([on("View", "a:Get", "x"), on("Start", "a:Run", "x")]);
    expect(both).toMatchObject([{ actions: ["a:Get", "a:Run"], resources: ["x"] }]);
  });

  test("never join an allow with a deny, nor statements on other conditions", () => {
    const deny: Statement = { ...on("No", "a:Get", "x"), effect: "Deny" };
    const conditions = { Bool: { "aws:SecureTransport": "true" } };
    const bounded: Statement = { ...on("If", "a:Get", "x"), conditions };
    expect(mergeStatements([on("Yes", "a:Get", "x"), deny, bounded])).toHaveLength(3);
  });
});
