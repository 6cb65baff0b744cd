import { policyJson } from "../../modules/policy-json";
import { keyArn } from "../support/own-app";

const statement = { sid: "One", actions: ["s3:GetObject", "s3:PutObject"], resources: ["b", "a"] };

const written = (resource: string) =>
  policyJson([{ ...statement, resources: [resource] }]).match(/"Resource":"([^"]*)"/)?.[1];

describe("a policy as a Terraform argument", () => {
  test.each([
    ["arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/$${aws:username}/*"],
    ["${aws:PrincipalTag/team, 'none'}", "$${aws:PrincipalTag/team, 'none'}"],
    ["${www.amazon.com:user_id}", "$${www.amazon.com:user_id}"],
    ["${oidc.example.com/id/A1:sub}", "$${oidc.example.com/id/A1:sub}"],
    ["a${*}b${?}c${$}", "a$${*}b$${?}c$${$}"],
    ["50%{x}", "50%%{x}"],
  ])("escapes what is IAM's own: %s", (resource, expected) => {
    expect(written(resource)).toBe(expected);
  });

  test.each([
    ["${aws_kms_key.artifacts.arn}"],
    ["${data.aws_caller_identity.me.account_id}:x"],
    ["${var.partition}"],
    ["${provider::aws::arn_build(1)}"],
    [keyArn],
  ])("keeps what is Terraform's: %s", (resource) => {
    expect(written(resource)).toBe(resource);
  });

  test("is the same whatever the order of actions and resources", () => {
    const turned = {
      ...statement,
      actions: ["s3:PutObject", "s3:GetObject"],
      resources: ["a", "b"],
    };
    expect(policyJson([turned])).toBe(policyJson([statement]));
  });

  test.each([
    ["no statement", [], "at least one statement"],
    ["no action", [{ ...statement, actions: [] }], 'statement "One" names no action'],
    ["no exception", [{ ...statement, notActions: [] }], 'statement "One" names no action'],
    ["no resource", [{ ...statement, resources: [] }], 'statement "One" names no resource'],
  ])("is not made with %s, which IAM would refuse", (_, statements, message) => {
    expect(() => policyJson(statements)).toThrow(message);
  });

  test("may name what it is not about instead", () => {
    const not = { sid: "Not", effect: "Deny", actions: [], notActions: ["s3:GetObject"] } as const;
    expect(JSON.parse(policyJson([{ ...not, notResources: ["a"] }]))).toMatchObject({
      Statement: [{ NotAction: "s3:GetObject", NotResource: "a" }],
    });
  });
});
