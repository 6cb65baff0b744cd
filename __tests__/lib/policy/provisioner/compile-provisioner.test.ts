import { compileProvisioner } from "../../../../lib/policy/provisioner/compile-provisioner";
import { joinValues } from "../../../../lib/policy/provisioner/join-values";
import { BootstrapTooLarge } from "../../../../lib/policy/provisioner/bootstrap-too-large";
import type { TerraformJson } from "../../../../lib/policy/provisioner/terraform-resource";
import type { Statement } from "../../../../lib/policy/statement";
import type { Platform } from "../../../../lib/model/platform";
import { RUNS } from "../../../support/bootstrapped";
import { goldenWith, validPlatform } from "../../../support/platform-file";

let platform: Platform;
beforeAll(async () => {
  platform = await validPlatform(
    goldenWith(
      { path: ["backend"], value: RUNS.github.backend },
      { path: ["provisioner"], value: RUNS.github.provisioner },
    ),
  );
});

const compile = (json: TerraformJson) =>
  compileProvisioner(platform, { name: "pipeline-api", accountId: "222222222222", json });
const provider = { aws: [{ region: "eu-west-1" }, { region: "eu-north-1", alias: "north" }] };

test("a resource of another region's provider is named there", () => {
  const [plan] = compile({
    provider,
    resource: { aws_sns_topic: { one: { name: "news", provider: "aws.north" } } },
  });
  expect(plan?.statements.flatMap(({ resources }) => resources)).toContain(
    "arn:aws:sns:eu-north-1:222222222222:news",
  );
});

test("names are followed through references, with their paths", () => {
  const [, apply] = compile({
    provider,
    resource: {
      aws_iam_policy: { bound: { name: "bound", path: "/own/" } },
      aws_iam_role: {
        one: { name: "one", permissions_boundary: "${aws_iam_policy.bound.arn}" },
      },
      aws_iam_role_policy: { one: { role: "${aws_iam_role.one.name}" } },
    },
  });
  const put = apply?.statements.find(({ actions }) => actions.includes("iam:PutRolePolicy"));
  expect(put).toMatchObject({
    resources: ["arn:aws:iam::222222222222:role/one"],
    conditions: {
      StringEquals: { "iam:PermissionsBoundary": ["arn:aws:iam::222222222222:policy/own/bound"] },
    },
  });
});

test("a plan reads what an apply changes", () => {
  const [plan, apply] = compile({
    provider,
    resource: {
      aws_codepipeline: { one: { name: "api", role_arn: "arn:aws:iam::222222222222:role/p" } },
    },
  });
  const actions = (role: typeof plan) => role?.statements.flatMap((each) => each.actions) ?? [];
  expect(actions(plan)).toContain("codepipeline:GetPipeline");
  expect(actions(plan)).not.toContain("codepipeline:UpdatePipeline");
  expect(actions(plan)).not.toContain("iam:PassRole");
  expect(actions(apply)).toEqual(
    expect.arrayContaining(actions(plan).filter((name) => /^codep/.test(name))),
  );
  expect(actions(apply)).toContain("iam:PassRole");
});

test("what IAM has no room for fails, with the stack and what to do", () => {
  const topics = Array.from({ length: 2_000 }, (_, index) => [
    `t${index}`,
    { name: `a-topic-with-a-long-name-${index}` },
  ]);
  const json = { provider, resource: { aws_sns_topic: Object.fromEntries(topics) as object } };
  expect(() => compile(json as TerraformJson)).toThrow(BootstrapTooLarge);
  expect(() => compile(json as TerraformJson)).toThrow(
    /^the plan role of stack pipeline-api would need \d+ policies/,
  );
});

describe("statements that differ in the value of one condition", () => {
  const on = (value: string, operator = "StringEquals"): Statement => ({
    sid: "One",
    actions: ["sso:UpdatePermissionSet"],
    resources: ["*"],
    conditions: { [operator]: { "aws:ResourceTag/gatehouse:persona": value } },
  });

  test("become one with all of them", () => {
    expect(joinValues([on("b"), on("a")])).toEqual([
      {
        ...on("a"),
        conditions: { StringEquals: { "aws:ResourceTag/gatehouse:persona": ["a", "b"] } },
      },
    ]);
  });

  test("stay apart where one value would let the other's in: negations, denies, further conditions", () => {
    const apart: Statement[] = [
      on("a", "StringNotEquals"),
      on("b", "StringNotEquals"),
      { ...on("a"), effect: "Deny" },
      { ...on("b"), effect: "Deny" },
      {
        ...on("a"),
        conditions: { ...on("a").conditions, Bool: { "aws:SecureTransport": "true" } },
      },
      {
        ...on("b"),
        conditions: { ...on("b").conditions, Bool: { "aws:SecureTransport": "true" } },
      },
    ];
    expect(joinValues(apart)).toEqual(apart);
  });
});
