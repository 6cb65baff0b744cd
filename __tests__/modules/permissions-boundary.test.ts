import { PermissionsBoundary } from "../../modules/permissions-boundary";
import { deployBoundary, executionBoundary } from "../../lib/policy/boundaries";
import type { Statement } from "../../lib/policy/statement";
import { production } from "../support/own-app";
import { getStatement, synthModule } from "../support/synth-module";

const given: Statement = {
  sid: "Own",
  actions: ["s3:GetObject"],
  resources: ["arn:aws:s3:::home/${aws:username}/*"],
};

function boundary(statements: readonly Statement[]) {
  return synthModule((scope) => {
    new PermissionsBoundary(scope, "boundary", {
      policyName: "shop-boundary",
      description: "The most that the shop can do",
      statements,
    });
  }).the("aws_iam_policy");
}

describe("a permissions boundary", () => {
  test("is a customer-managed policy of a fixed name", () => {
    expect(boundary([given])["name"]).toBe("shop-boundary");
  });

  test("reaches AWS with IAM's variables in it", () => {
    const { policy } = boundary([given]);
    expect(policy).toContain("arn:aws:s3:::home/$${aws:username}/*");
    expect(policy).not.toContain("$$${");
  });

  test("allows what it is given and denies long-lived credentials for good", () => {
    const { policy } = boundary(deployBoundary([given]));
    expect(getStatement(policy, "Own")["Effect"]).toBe("Allow");
    const { Effect, Action, Resource } = getStatement(policy, "NoUsersOrKeys");
    expect([Effect, Resource]).toEqual(["Deny", "*"]);
    expect(Action).toEqual(
      expect.arrayContaining([
        "iam:CreateAccessKey",
        "iam:CreateUser",
        "iam:DeleteRolePermissionsBoundary",
      ]),
    );
  });

  test("of an execution role can't be rewritten from under it", () => {
    const boundaryArn = production.policyArn("shop-boundary");
    const { policy } = boundary(executionBoundary({ allowed: [given], boundaryArn }));
    expect(getStatement(policy, "KeepBoundary")).toMatchObject({
      Effect: "Deny",
      Action: [
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
      ],
      Resource: "arn:aws:iam::222222222222:policy/shop-boundary",
    });
  });

  test("names itself where it is larger than a policy can be", () => {
    const resources = Array.from(
      { length: 200 },
      (_, index) => `arn:aws:s3:::bucket-number-${index}`,
    );
    expect(() => boundary([{ ...given, resources }])).toThrow(
      /boundary "shop-boundary" has \d+ characters; AWS takes 6144/,
    );
  });
});
