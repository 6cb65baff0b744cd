import fc from "fast-check";
import { LIMITS } from "../../../lib/model/limits";
import { packStatements } from "../../../lib/policy/pack-statements";
import { policySize, renderPolicy } from "../../../lib/policy/render-policy";
import type { Statement } from "../../../lib/policy/statement";
import { arbitraryStatements, sayings, sidsOf } from "../../support/arbitrary-statements";

const large = arbitraryStatements({ statements: 12, resources: 150, length: 120 });
const RUNS = { numRuns: 40 };

const packed = (statements: readonly Statement[]) => {
  const { inline, managed } = packStatements(statements);
  return { inline, managed, all: [inline, ...managed] };
};

describe("packed statements", () => {
  test("say what they said before, and nothing else", () => {
    fc.assert(
      fc.property(large, (statements) => {
        expect(sayings(packed(statements).all.flat())).toEqual(sayings(statements));
      }),
      RUNS,
    );
  });

  test("fit where they are put", () => {
    fc.assert(
      fc.property(large, (statements) => {
        const { inline, managed } = packed(statements);
        expect(policySize(inline)).toBeLessThanOrEqual(LIMITS.roleInline);
        for (const policy of managed) {
          expect(policySize(policy)).toBeLessThanOrEqual(LIMITS.managedPolicy);
          expect(policy).not.toEqual([]);
        }
      }),
      RUNS,
    );
  });

  test("have Sids that differ within a policy", () => {
    fc.assert(
      fc.property(large, (statements) => {
        for (const policy of packed(statements).all) {
          const sids = sidsOf(renderPolicy(policy));
          expect(new Set(sids).size).toBe(sids.length);
        }
      }),
      RUNS,
    );
  });

  test("stay as they are while they fit inline", () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        expect(packed(statements)).toMatchObject({ inline: statements, managed: [] });
      }),
    );
  });

  test("take no more policies than they must: a policy is at least half full but for the last", () => {
    const resources = Array.from({ length: 900 }, (_, index) => `arn:aws:s3:::bucket-${index}/*`);
    const { managed } = packed([{ sid: "Read", actions: ["s3:GetObject"], resources }]);
    expect(managed.length).toBeGreaterThan(1);
    for (const policy of managed.slice(0, -1)) {
      expect(policySize(policy)).toBeGreaterThan(LIMITS.managedPolicy / 2);
    }
  });

  test("fit also where long resources stand side by side in the order of names", () => {
    const name = (index: number) =>
      `arn:aws:s3:::${String(index).padStart(4, "0")}${"x".repeat(index < 100 ? 5 : 95)}`;
    const resources = Array.from({ length: 200 }, (_, index) => name(index));
    const { managed, all } = packed([{ sid: "Read", actions: ["s3:GetObject"], resources }]);
    for (const policy of managed) {
      expect(policySize(policy)).toBeLessThanOrEqual(LIMITS.managedPolicy);
    }
    expect(all.flat().flatMap((statement) => statement.resources ?? [])).toHaveLength(200);
  });

  test("are the same whatever the order of a statement's resources", () => {
    const resources = Array.from({ length: 900 }, (_, index) => `arn:aws:s3:::bucket-${index}/*`);
    const read = { sid: "Read", actions: ["s3:GetObject"] };
    expect(packed([{ ...read, resources: [...resources].reverse() }])).toEqual(
      packed([{ ...read, resources }]),
    );
  });
});
