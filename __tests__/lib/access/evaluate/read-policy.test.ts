import { compilePolicy } from "../../../../lib/access/evaluate/policy/compile-policy";
import { type PolicyKind, readPolicy } from "../../../../lib/access/evaluate/policy/read-policy";

const GOOD = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

/** Where the problems are. */
function paths(document: unknown, kind: PolicyKind = "identity"): readonly string[] {
  const reading = readPolicy(document, kind);
  return reading.kind === "read" ? [] : reading.problems.map(({ path }) => path);
}

function statement(changes: object): object {
  return { Version: "2012-10-17", Statement: [GOOD, { ...GOOD, ...changes }] };
}

describe("a policy that AWS takes", () => {
  test.each<[string, unknown, PolicyKind]>([
    ["one statement without a list", { Statement: GOOD }, "identity"],
    ["no statement", { Version: "2008-10-17", Statement: [] }, "identity"],
    [
      "values without quotes",
      statement({ Condition: { Bool: { "aws:SecureTransport": true } } }),
      "identity",
    ],
    [
      "a trust policy",
      {
        Statement: {
          Effect: "Allow",
          Principal: { Service: "a.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      },
      "resource",
    ],
    ["an RCP", { Statement: { ...GOOD, Principal: { AWS: "*" } } }, "rcp"],
  ])("%s", (_, document, kind) => {
    expect(paths(document, kind)).toEqual([]);
  });
});

describe("a policy that AWS refuses, with the place", () => {
  test.each<[unknown, string]>([
    [null, "$"],
    ["{}", "$"],
    [[], "$"],
    [{}, "$.Statement"],
    [{ Version: "2012-10-18", Statement: [] }, "$.Version"],
    [{ Statement: [], statement: [] }, "$.statement"],
    [{ Statement: [7] }, "$.Statement[0]"],
    [{ Statement: null }, "$.Statement"],
    [statement({ Effect: "allow" }), "$.Statement[1].Effect"],
    [statement({ Effect: undefined }), "$.Statement[1].Effect"],
    [statement({ Sid: 7 }), "$.Statement[1].Sid"],
    [statement({ Action: undefined }), "$.Statement[1]"],
    [statement({ Action: [] }), "$.Statement[1].Action"],
    [statement({ Action: ["s3:Get*", 7] }), "$.Statement[1].Action[1]"],
    [statement({ Action: "GetObject" }), "$.Statement[1].Action"],
    [statement({ Action: ["s3:*", "s3 :GetObject"] }), "$.Statement[1].Action[1]"],
    [statement({ NotAction: "s3:*" }), "$.Statement[1].NotAction"],
    [statement({ Resource: undefined }), "$.Statement[1]"],
    [statement({ Resource: [""] }), "$.Statement[1].Resource[0]"],
    [statement({ NotResource: "*" }), "$.Statement[1].NotResource"],
    [statement({ condition: {} }), "$.Statement[1].condition"],
    [statement({ Principal: "*" }), "$.Statement[1].Principal"],
    [statement({ Condition: [] }), "$.Statement[1].Condition"],
    [statement({ Condition: { StringIs: {} } }), "$.Statement[1].Condition.StringIs"],
    [statement({ Condition: { StringLike: "a" } }), "$.Statement[1].Condition.StringLike"],
    [
      statement({ Condition: { StringLike: { "aws:username": ["a", null] } } }),
      '$.Statement[1].Condition.StringLike["aws:username"][1]',
    ],
    [
      statement({ Condition: { StringLike: { "aws:username": [] } } }),
      '$.Statement[1].Condition.StringLike["aws:username"]',
    ],
  ])("%j: %s", (document, path) => {
    expect(paths(document)).toEqual([path]);
  });

  test.each<[object, string]>([
    [{}, "$.Statement[0]"],
    [{ Principal: "arn:aws:iam::111111111111:root" }, "$.Statement[0].Principal"],
    [{ Principal: {} }, "$.Statement[0].Principal"],
    [{ Principal: { AWS: [] } }, "$.Statement[0].Principal.AWS"],
    [{ Principal: { Role: "a" } }, "$.Statement[0].Principal.Role"],
    [{ Principal: "*", NotPrincipal: "*" }, "$.Statement[0].NotPrincipal"],
  ])("of a resource %j: %s", (changes, path) => {
    expect(paths({ Statement: [{ ...GOOD, ...changes }] }, "resource")).toEqual([path]);
  });

  test("an RCP for somebody", () => {
    const document = { Statement: [{ ...GOOD, Principal: { AWS: "111111111111" } }] };
    expect(paths(document, "rcp")).toEqual(["$.Statement[0].Principal"]);
  });
});

test("all problems are told at once, each with what is there", () => {
  const reading = compilePolicy({
    Version: 2012,
    Statement: [
      { Effect: "Permit", Action: "*", Resource: ["*"] },
      { Effect: "Deny", Action: "*" },
    ],
  });
  expect(reading).toEqual({
    kind: "malformed",
    problems: [
      { path: "$.Version", message: "the Version is 2012-10-17 or 2008-10-17", got: "2012" },
      { path: "$.Statement[0].Effect", message: "the Effect is Allow or Deny", got: '"Permit"' },
      { path: "$.Statement[1]", message: "a statement has a Resource or a NotResource" },
    ],
  });
});

test("a long value is shown shortened", () => {
  const reading = readPolicy(statement({ Effect: "x".repeat(500) }), "identity");
  if (reading.kind === "read") throw new Error("it was taken");
  expect(reading.problems[0]?.got?.length).toBeLessThan(70);
});
