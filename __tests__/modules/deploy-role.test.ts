import { cloudFormationDeployStatements } from "../../lib/policy/target-roles";
import { artifactLocation } from "../../modules/artifact-location";
import { DeployRole, type DeployRoleProps } from "../../modules/deploy-role";
import { organizationId, production, tooling } from "../support/own-app";
import { getStatement, statementsOf, synthModule } from "../support/synth-module";

const executionRoleArn = production.roleArn("shop-execution");

function role(props: Partial<DeployRoleProps> = {}) {
  return synthModule((scope) => {
    new DeployRole(scope, "deploy", {
      roleName: "shop-deploy",
      description: "Deploys the shop",
      toolingAccountId: tooling.accountId,
      organizationId,
      trustedRoleArns: [tooling.roleArn("shop-pipeline")],
      boundaryArn: production.policyArn("shop-boundary"),
      statements: cloudFormationDeployStatements({
        stackArns: [production.stackArn("shop")],
        executionRoleArn,
        changeSetNames: ["gatehouse"],
        direct: false,
        transformArns: [],
        artifacts: [artifactLocation(tooling, { bucketName: "shop", keyAliasName: "shop" })],
      }),
      ...props,
    });
  });
}

const permissions = () => role().the("aws_iam_role_policy")["policy"];

describe("a deploy role", () => {
  test("is assumed by exactly the roles it trusts, of its own organization", () => {
    const { assume_role_policy: policy } = role().the("aws_iam_role");
    expect(statementsOf(policy)).toEqual([
      {
        Sid: "ExactRoles",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/shop-pipeline" },
          StringEquals: { "aws:PrincipalOrgID": organizationId },
        },
      },
    ]);
  });

  test("is not made where it would trust nobody", () => {
    expect(() => role({ trustedRoleArns: [] })).toThrow("deploy role shop-deploy trusts nobody");
  });

  test("is bounded", () => {
    expect(role().the("aws_iam_role")["permissions_boundary"]).toBe(
      "arn:aws:iam::222222222222:policy/shop-boundary",
    );
  });

  test("trusts the account of its own partition", () => {
    const { assume_role_policy: policy } = role({ partition: "aws-cn" }).the("aws_iam_role");
    expect(statementsOf(policy)[0]?.Principal).toEqual({
      AWS: "arn:aws-cn:iam::111111111111:root",
    });
  });

  test("changes one stack, by its execution role alone", () => {
    expect(getStatement(permissions(), "ChangeByExecutionRole")).toMatchObject({
      Action: "cloudformation:CreateChangeSet",
      Resource: "arn:aws:cloudformation:eu-west-1:222222222222:stack/shop/*",
      Condition: { StringEquals: { "cloudformation:RoleArn": executionRoleArn } },
    });
  });

  test("passes its execution role to CloudFormation and nothing to anyone else", () => {
    const passes = statementsOf(permissions()).filter(({ Action }) =>
      [Action].flat().includes("iam:PassRole"),
    );
    expect(passes).toMatchObject([
      {
        Resource: executionRoleArn,
        Condition: { StringEquals: { "iam:PassedToService": "cloudformation.amazonaws.com" } },
      },
    ]);
  });

  test("executes the change set that was approved and no other", () => {
    expect(getStatement(permissions(), "ChangeSet")).toMatchObject({
      Action: ["cloudformation:DeleteChangeSet", "cloudformation:ExecuteChangeSet"],
      Condition: { StringEquals: { "cloudformation:ChangeSetName": "gatehouse" } },
    });
  });
});
