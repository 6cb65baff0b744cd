import fc from "fast-check";
import { forTerraform, policySize, renderPolicy } from "../../../lib/policy/render-policy";
import type { Statement } from "../../../lib/policy/statement";
import { arbitraryStatements, sidsOf } from "../../support/arbitrary-statements";

const statement: Statement = {
  sid: "A",
  actions: ["s3:GetObject"],
  resources: ["arn:aws:s3:::b/*"],
};
const render = (change: Partial<Statement>) =>
  (JSON.parse(renderPolicy([{ ...statement, ...change }])) as { Statement: unknown[] })
    .Statement[0];

describe("a rendered policy", () => {
  test("is as AWS gives it back: compact, lists of one as strings", () => {
    expect(renderPolicy([statement])).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}',
    );
  });

  test("writes lists of one as strings in principals and conditions too", () => {
    expect(
      render({
        principals: { AWS: ["arn:aws:iam::111111111111:root"], Service: undefined },
        conditions: { StringEquals: { "aws:SourceAccount": ["111111111111"] } },
      }),
    ).toMatchObject({
      Principal: { AWS: "arn:aws:iam::111111111111:root" },
      Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
    });
  });

  test("has no resource where none is given, as trust policies ask", () => {
    expect(render({ resources: undefined })).not.toHaveProperty("Resource");
  });

  test("says each value once", () => {
    expect(render({ actions: ["s3:GetObject", "s3:GetObject"] })).toHaveProperty(
      "Action",
      "s3:GetObject",
    );
  });

  test("is the same bytes whatever the order of actions, resources, conditions and their values", () => {
    const shuffled = (values: readonly string[]) =>
      fc.shuffledSubarray([...values], { minLength: values.length });
    const order = fc.record({
      actions: shuffled(["s3:GetObject", "s3:PutObject", "s3:ListBucket"]),
      resources: shuffled(["a", "b", "c"]),
      keys: shuffled(["aws:PrincipalArn", "aws:SourceArn"]),
      operators: shuffled(["ArnLike", "ArnEquals"]),
      values: shuffled(["x", "y", "z"]),
    });
    const rendered = ({ actions, resources, keys, operators, values }: Record<string, string[]>) =>
      renderPolicy([
        {
          sid: "A",
          actions: actions ?? [],
          resources,
          conditions: Object.fromEntries(
            (operators ?? []).map((operator) => [
              operator,
              Object.fromEntries((keys ?? []).map((key) => [key, values ?? []])),
            ]),
          ),
        },
      ]);
    fc.assert(fc.property(order, order, (one, other) => rendered(one) === rendered(other)));
  });

  test("never has a Sid twice", () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        const sids = sidsOf(renderPolicy(statements));
        expect(new Set(sids).size).toBe(sids.length);
      }),
    );
  });

  test("keeps the Sids that are given, where they differ", () => {
    const named = ["Read", "Write", "Read2"].map((sid) => ({ ...statement, sid }));
    expect(sidsOf(renderPolicy(named))).toEqual(["Read", "Write", "Read2"]);
    expect(sidsOf(renderPolicy([...named, statement, { ...statement, sid: "Read" }]))).toEqual([
      "Read",
      "Write",
      "Read2",
      "A",
      "Read3",
    ]);
  });
});

describe("a policy for Terraform", () => {
  test("differs only where Terraform would see something of its own", () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        const policy = renderPolicy(statements);
        expect(forTerraform(policy)).toBe(policy);
      }),
    );
  });

  test("is read by Terraform as it was written", () => {
    const resources = ["${aws:username}", "${saml:sub}", "a${*}b", "%{if}", "100%", "$5", "{x}"];
    const policy = renderPolicy([{ ...statement, resources }]);
    expect(asTerraformReads(forTerraform(policy))).toBe(policy);
  });

  test("keeps references, beside variables in the same value", () => {
    const policy = renderPolicy([
      { ...statement, resources: ["${aws_s3_bucket.home.arn}/${aws:username}"] },
    ]);
    expect(forTerraform(policy)).toContain("${aws_s3_bucket.home.arn}/$${aws:username}");
  });
});

describe("a policy's size", () => {
  test("leaves white space out, as IAM does", () => {
    const spaced = { ...statement, resources: ["arn:aws:s3:::b/a b c"] };
    expect(policySize([spaced])).toBe(renderPolicy([spaced]).length - 2);
  });

  test("counts IAM's variables as they are, and references as long as an ARN", () => {
    const variable = { ...statement, resources: ["${aws:username}"] };
    expect(policySize([variable])).toBe(renderPolicy([variable]).length);
    const reference = { ...statement, resources: ["${aws_s3_bucket.b.arn}"] };
    const known = { ...statement, resources: ["x".repeat(100)] };
    expect(policySize([reference])).toBe(policySize([known]));
  });
});

/** @see https://developer.hashicorp.com/terraform/language/expressions/strings */
function asTerraformReads(text: string): string {
  if (/(?<!\$)\$\{|(?<!%)%\{/.test(text)) throw new Error(`Terraform would interpolate ${text}`);
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}
