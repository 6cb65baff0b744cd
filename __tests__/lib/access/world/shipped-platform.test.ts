import { createAsk } from "../../../../lib/access/world/ask";
import type { World } from "../../../../lib/access/world/world";
import { SHIPPED, synthFile, WITHOUT_IDENTITY_CENTER } from "../../../support/synth-platform";
import { getResource, getRole, readFrom, worldIn } from "./make-world";

const TOOLING = "222222222222";
const SHOP_PROD = "400000000003";

async function worldFrom(file: string): Promise<World> {
  const { files } = await synthFile(file);
  return worldIn(readFrom(Object.fromEntries(files), (folder) => ({ kind: "folder", folder })));
}

describe("the shipped platform", () => {
  let world: World;
  beforeAll(async () => {
    world = await worldFrom(SHIPPED);
  });

  test("leaves nothing unsaid: all of it is modelled", () => {
    expect(world.unmodelled).toEqual([]);
  });

  test("has a role for each permission set and account that it is assigned in", () => {
    const auditor = world.roles.filter(
      ({ permissionSet }) => permissionSet === "gatehouse-auditor",
    );
    expect(auditor.map(({ accountId }) => accountId)).toEqual([
      TOOLING,
      "400000000001",
      "400000000002",
      SHOP_PROD,
      "400000000004",
      "400000000005",
      "400000000006",
    ]);
    expect(auditor[0]).toMatchObject({
      arn: `arn:aws:iam::${TOOLING}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_gatehouse-auditor_0000000000000000`,
      kind: "permission-set",
      persona: "auditor",
      assignedGroups: ["Auditors"],
      assignedUsers: [],
      origin: { file: "stacks/identity-center/cdk.tf.json" },
    });
  });

  test("bounds a permission set's role by the policy of that name in the role's own account", () => {
    const boundary = getRole(world, "gatehouse-auditor", SHOP_PROD).policies.boundary;
    expect(boundary?.source).toMatchObject({
      name: "gatehouse-people-boundary",
      file: "stacks/target-shop-prod/cdk.tf.json",
    });
  });

  test("finds the key behind an alias that another stack makes, in each region", () => {
    const pipeline = world.pipelines.find(({ name }) => name === "checkout-api");
    for (const { region, keyArn } of pipeline?.stores ?? []) {
      const key = world.resources.find(({ arn }) => arn === keyArn);
      expect(key).toMatchObject({
        type: "kms_key",
        region,
        accountId: TOOLING,
        aliases: ["alias/gatehouse-artifacts"],
        origin: { file: "stacks/tooling/cdk.tf.json" },
      });
    }
    expect(pipeline?.stores).toHaveLength(2);
  });

  test("resolves the key's ARN inside the bucket's policy", () => {
    const { policy, blocksPublic } = getResource(
      world,
      "s3_bucket",
      `gatehouse-checkout-api-${TOOLING}-euc1`,
    );
    expect(policy?.statements.map(({ evidence }) => evidence.sid)).toContain("OnlyThisKey");
    expect(blocksPublic).toBe(true);
  });

  test("tells pipelines, their actions and who runs them", () => {
    const pipeline = world.pipelines.find(({ name }) => name === "checkout-api");
    expect(pipeline?.roleArn).toBe(`arn:aws:iam::${TOOLING}:role/gatehouse-checkout-api-pipeline`);
    const prod = pipeline?.stages.find(({ name }) => name === "prod");
    expect(
      prod?.actions.map(({ name, category, region }) => `${category} ${name} ${region}`),
    ).toContain("Deploy deploy-shop-prod-euc1 eu-central-1");
    expect(JSON.stringify(world.pipelines)).not.toContain("${");
  });

  test("tells projects with the group they log to", () => {
    expect(world.projects.find(({ name }) => name === "gatehouse-data-lake-build")).toMatchObject({
      roleArn: `arn:aws:iam::${TOOLING}:role/gatehouse-data-lake-build-project`,
      logGroupArn: `arn:aws:logs:eu-west-1:${TOOLING}:log-group:/aws/codebuild/gatehouse-data-lake-build`,
    });
  });

  test("adds the provider's default tags to a role's own", () => {
    expect(getRole(world, "gatehouse-checkout-api-pipeline").tags).toEqual({
      "managed-by": "gatehouse",
      "gatehouse:pipeline": "checkout-api",
      "gatehouse:team": "shop",
    });
  });

  test("lets a developer start a pipeline, and an auditor not", () => {
    const ask = createAsk(world);
    const start = (set: string) =>
      ask({
        asker: { kind: "role", role: getRole(world, set, TOOLING) },
        action: "codepipeline:StartPipelineExecution",
        resource: `arn:aws:codepipeline:eu-west-1:${TOOLING}:checkout-api`,
      }).kind;
    expect(start("gatehouse-developer")).toBe("allowed");
    expect(start("gatehouse-auditor")).toBe("explicitlyDenied");
  });

  test("lets nobody of the world assume a permission set's role", () => {
    const ask = createAsk(world);
    const target = getRole(world, "gatehouse-platform-engineer", TOOLING);
    const verdicts = world.roles.map(
      (role) =>
        ask({ asker: { kind: "role", role }, action: "sts:AssumeRole", resource: target.arn }).kind,
    );
    expect(new Set(verdicts)).not.toContain("allowed");
    expect(new Set(verdicts)).not.toContain("conditional");
  });
});

describe("a platform without Identity Center", () => {
  let world: World;
  beforeAll(async () => {
    world = await worldFrom(WITHOUT_IDENTITY_CENTER);
  });

  test("has roles of its own for people, and groups that may assume them", () => {
    expect(world.unmodelled).toEqual([]);
    expect(getRole(world, "ferry-developer", TOOLING)).toMatchObject({
      arn: `arn:aws:iam::${TOOLING}:role/people/ferry-developer`,
      kind: "role",
      persona: "developer",
    });
    expect(world.groups.find(({ name }) => name === "developers")).toMatchObject({
      arn: "arn:aws:iam::555555555555:group/developers",
      users: ["astrid", "bo", "carina"],
    });
  });

  test("lets a member of the group sign in to the role once what AWS can't know beforehand is given", () => {
    const group = world.groups.find(({ name }) => name === "developers");
    if (group === undefined) throw new Error("no group developers");
    const question = {
      asker: { kind: "member", group, user: "astrid" } as const,
      action: "sts:AssumeRole",
      resource: `arn:aws:iam::${TOOLING}:role/people/ferry-developer`,
    };
    const ask = createAsk(world);
    expect(ask(question).kind).toBe("conditional");
    const context = {
      "aws:MultiFactorAuthPresent": "true",
      "aws:MultiFactorAuthAge": "60",
      "aws:PrincipalOrgID": "o-a1b2c3d4e5",
      "aws:PrincipalTag/persona": "developer",
      "sts:RoleSessionName": "astrid",
    };
    expect(ask({ ...question, context }).kind).toBe("allowed");
    expect(
      ask({ ...question, context: { ...context, "aws:PrincipalTag/persona": "watch" } }).kind,
    ).toBe("implicitlyDenied");
  });
});
