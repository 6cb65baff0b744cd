import { simulate } from "../../../../lib/access/evaluate/simulate-case";
import { findRepeatedKeys } from "../../../../lib/access/evaluate/simulate/find-repeated-keys";
import { readCases } from "../../../../lib/access/evaluate/simulate/read-cases";
import { ALLOW_ALL, policyOf } from "./decide-case";

const GOOD = {
  id: "a",
  principal: "arn:aws:iam::111111111111:user/ada",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::artifacts/x",
  identityPolicies: [ALLOW_ALL],
};

test.each(["a", 7, null, true, { case: 1 }, ["x"]])("the id %j comes back as it is", async (id) => {
  expect(await simulate({ ...GOOD, id })).toEqual({
    id,
    verdict: "allowed",
    by: [{ policy: "identityPolicies[0]", statement: "$.Statement[0]", effect: "Allow" }],
  });
});

describe("a malformed case gets an error that says where:", () => {
  test.each<[string, object]>([
    ["id: missing", { id: undefined }],
    ["principal: is neither", { principal: undefined }],
    ["action: missing", { action: undefined }],
    ["action: not text", { action: ["s3:GetObject"] }],
    ['action: "s3:*" is not one action', { action: "s3:*" }],
    ['action: "GetObject" is not one action', { action: "GetObject" }],
    ['resource: "artifacts/x" is neither an ARN', { resource: "artifacts/x" }],
    ["resourceAccount: not an account id", { resourceAccount: 111111111111 }],
    [
      'resourceAccount: "222222222222" is not the account of',
      { resource: "arn:aws:sqs:eu-west-1:111111111111:q", resourceAccount: "222222222222" },
    ],
    ["complete: not true or false", { complete: "yes" }],
    ["context: not an object", { context: ["aws:SourceIp"] }],
    ['context["aws:SourceIp"]: not text', { context: { "aws:SourceIp": { ip: "10.0.0.1" } } }],
    ["identityPolicies: not a list of policies", { identityPolicies: ALLOW_ALL }],
    ["scps: not a list of levels", { scps: ALLOW_ALL }],
    ["scps[0]: not a list of policies", { scps: [ALLOW_ALL] }],
    ["scps[0]: not a list of policies", { scps: [null] }],
    ["permissionBoundary $: a policy is a JSON object, not null", { permissionBoundary: null }],
    [
      'scps[0][1] $.Statement[0].Effect: the Effect is Allow or Deny, not "allow"',
      { scps: [[ALLOW_ALL, policyOf({ Effect: "allow" })]] },
    ],
    ["sessionPolicy: did you mean sessionPolicies?", { sessionPolicy: [ALLOW_ALL] }],
    ["permissionsBoundary: did you mean permissionBoundary?", { permissionsBoundary: ALLOW_ALL }],
    ["scp: did you mean scps?", { scp: [] }],
    ["Complete: did you mean complete?", { Complete: false }],
  ])("%s", async (error, changes) => {
    const answer = await simulate({ ...GOOD, ...changes });
    expect(answer).toEqual({ id: answer.id, error: expect.stringContaining(error) as string });
  });
});

test("fields of somebody else's are no fault", async () => {
  const more = { name: "n", source: "https://…", verdict: "allowed", note: "", expected: 1 };
  expect(await simulate({ ...GOOD, ...more })).toMatchObject({ verdict: "allowed" });
});

test("null says that a key is absent, also where the context is incomplete", async () => {
  const policy = policyOf({ Condition: { Null: { "aws:TokenIssueTime": "true" } } });
  const open = { ...GOOD, complete: false, identityPolicies: [policy] };
  expect(await simulate(open)).toMatchObject({ verdict: "conditional" });
  const context = { "aws:TokenIssueTime": null };
  expect(await simulate({ ...open, context })).toMatchObject({ verdict: "allowed" });
});

test("of an action on resources, * is any of them: a deny on one keeps it from being allowed", async () => {
  const deny = policyOf({ Effect: "Deny", Resource: "arn:aws:s3:::secret/*" });
  const given = { ...GOOD, resource: "*", identityPolicies: [ALLOW_ALL, deny] };
  expect(await simulate(given)).toMatchObject({ verdict: "conditional" });
  expect(await simulate({ ...given, action: "s3:ListAllMyBuckets" })).toMatchObject({
    verdict: "allowed",
  });
});

describe("a key given twice", () => {
  test.each<[string, readonly string[]]>([
    ['{"a":1,"b":{"a":2}}', []],
    ['{"a":1,"a":2}', ["$.a"]],
    ['{"a":1,"\\u0061":2}', ["$.a"]],
    ['[{"a":1},{"a":2}]', []],
    ['{"x":[0,{"aws:a" : 1, "aws:a":[1,2]}]}', ['$.x[1]["aws:a"]']],
    ['{"a":"\\"a\\":1,\\"a\\":2","b":"{[,"}', []],
    ['{"a":[1,2,{}],"b":[],"a":3}', ["$.a"]],
  ])("in %s: %j", (text, paths) => {
    expect(findRepeatedKeys(text)).toEqual(paths);
  });
});

async function read(text: string): Promise<unknown[]> {
  async function* lines(): AsyncGenerator<string> {
    yield* await Promise.resolve(text.split("\n"));
  }
  const cases: unknown[] = [];
  for await (const one of readCases(lines())) cases.push(one);
  return cases;
}

describe("cases are read from", () => {
  const one = { value: { id: 1 } };
  const two = { value: { id: 2 } };

  test.each<[string, string, unknown[]]>([
    ["JSON Lines", '{"id":1}\n\n{"id":2}\n', [one, two]],
    ["JSON Lines with a byte-order mark", '\uFEFF{"id":1}\n{"id":2}', [one, two]],
    ["a list in a line", '[{"id":1},{"id":2}]', [one, two]],
    ["a list over several lines", '\n[\n{"id":1},\n{"id":2}\n]\n', [one, two]],
    ["one case over several lines", '{\n"id":\n1}', [one]],
    ["nothing", "\n \n", []],
    ["an empty list", "[]", []],
    [
      "lines of which one is broken",
      '{"id":1}\n{"id":\n{"id":2}',
      [one, { error: "line 2 is not JSON" }, two],
    ],
    [
      "lines of which the first is broken",
      '{"id":1\n{"id":2}',
      [{ error: "line 1 is not JSON" }, two],
    ],
    ["a broken list", '[{"id":1},\n{"id":2}', [{ error: "the document is not JSON" }]],
    [
      "a broken case over several lines",
      '{"id":1,\n"action":',
      [{ error: "the document is not JSON" }],
    ],
    ["a case with a key given twice", '{"id":1,"id":1}', [{ error: "$.id: given twice", id: 1 }]],
    [
      "a list of which one has a key given twice",
      '[{"id":1},{"id":2,"a":1,"a":2}]',
      [one, { error: "$[1].a: given twice", id: 2 }],
    ],
  ])("%s", async (_, text, cases) => {
    expect(await read(text)).toEqual(cases);
  });

  test("a list of more than ten, where $[1] is not $[10]", async () => {
    const list = Array.from({ length: 11 }, (_, id) =>
      id === 10 ? '{"id":10,"id":10}' : `{"id":${id}}`,
    );
    const errors = (await read(`[${list.join(",")}]`)).map(
      (each) => Object.keys(each as object)[0],
    );
    expect(errors.indexOf("error")).toBe(10);
    expect(errors.filter((key) => key === "error")).toHaveLength(1);
  });
});
