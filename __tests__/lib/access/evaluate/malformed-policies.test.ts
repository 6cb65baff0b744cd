import fc from "fast-check";
import { simulate } from "../../../../lib/access/evaluate/simulate-case";
import { arbitraryCase, identityDocument, resourceDocument } from "./arbitrary-case";

/** A document with something in it put for something else. */
const spoilt = fc
  .tuple(fc.oneof(identityDocument, resourceDocument), fc.nat(60), fc.jsonValue({ maxDepth: 2 }))
  .map(([document, at, value]) => {
    let count = 0;
    const walk = (one: unknown): unknown => {
      count += 1;
      if (count - 1 === at) return value;
      if (Array.isArray(one)) return one.map(walk);
      if (typeof one !== "object" || one === null) return one;
      return Object.fromEntries(Object.entries(one).map(([key, each]) => [key, walk(each)]));
    };
    return walk(document);
  });

const anything = fc.oneof(spoilt, fc.jsonValue({ maxDepth: 4 }));

test("a malformed policy never throws, and never allows", async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryCase,
      anything,
      fc.constantFrom("identity", "boundary", "session", "scps", "rcps", "resource"),
      async (one, document, where) => {
        const spoil = {
          identity: { identityPolicies: [...one.identityPolicies, document] },
          boundary: { permissionBoundary: document },
          session: { sessionPolicies: [document] },
          scps: { scps: [[document]] },
          rcps: { rcps: [[document]] },
          resource: { resourcePolicy: document },
        }[where];
        const answer = await simulate({ ...one, ...spoil });
        if ("error" in answer) expect(answer.error).toMatch(/\$|not a list|is missing/);
        else expect(Object.keys(answer)).toContain("verdict");
      },
    ),
    { numRuns: 2_000 },
  );
});

test("any JSON for a case is answered with a verdict or an error", async () => {
  const fields = fc.record(
    Object.fromEntries(
      ["principal", "action", "resource", "context", "identityPolicies", "scps", "complete"].map(
        (field) => [field, fc.jsonValue({ maxDepth: 2 })],
      ),
    ),
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), fields), async (value) => {
      const answer = await simulate(value);
      expect("error" in answer).toBe(true);
      expect("error" in answer && answer.error).not.toBe("");
    }),
    { numRuns: 1_000 },
  );
});

describe("what a policy leaves out is never taken for granted", () => {
  const base = {
    id: 1,
    principal: "arn:aws:iam::111111111111:user/ada",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::artifacts/x",
  };
  const good = { Effect: "Allow", Action: "s3:*", Resource: "*" };

  test.each(["Effect", "Action", "Resource"])("without %s", async (element) => {
    const { [element as "Effect"]: _, ...rest } = good;
    const answer = await simulate({ ...base, identityPolicies: [{ Statement: [rest] }] });
    expect(answer).toHaveProperty("error");
  });

  test.each([
    { Condition: { "StringEquals ": { "aws:username": "bob" } } },
    { condition: { StringEquals: { "aws:username": "bob" } } },
    { Conditions: { StringEquals: { "aws:username": "bob" } } },
    { Condition: { StringEquals: [{ "aws:username": "bob" }] } },
    { Condition: [{ StringEquals: { "aws:username": "bob" } }] },
  ])("with a condition that can't be read: %j", async (condition) => {
    const answer = await simulate({
      ...base,
      identityPolicies: [{ Statement: [{ ...good, ...condition }] }],
    });
    expect(answer).toHaveProperty("error");
  });

  test.each(["__proto__", "constructor", "toString"])("with an element called %s", async (name) => {
    const text = `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","${name}":{}}]}`;
    const answer = await simulate({ ...base, identityPolicies: [JSON.parse(text) as unknown] });
    expect(answer).toHaveProperty("error");
  });
});
