import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import {
  type PolicyStatement,
  asList,
  getResource,
  policiesIn,
  resourcesOf,
  trustOf,
} from "../support/policies";
import {
  GOLDEN,
  SHIPPED,
  type StackJson,
  type SynthesizedPlatform,
  synthFile,
  synthPlatform,
} from "../support/synth-platform";

let shipped: SynthesizedPlatform;
beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
});

function statementsOf(stack: StackJson, roleId: string): readonly PolicyStatement[] {
  return policiesIn("", stack)
    .filter(({ type, address }) => type === "aws_iam_role_policy" && address.includes(roleId))
    .flatMap(({ statements }) => statements);
}

test("an account has roles of exactly the pipelines that deploy there", () => {
  const roles = resourcesOf(shipped.stack("target-shop-prod"), "aws_iam_role").map(
    (role) => role["name"],
  );
  expect(roles.sort()).toEqual([
    "gatehouse-checkout-api-deploy",
    "gatehouse-checkout-api-execution",
    "gatehouse-storefront-deploy",
  ]);
});

test("a deploy role trusts its own pipeline's role in the tooling account, and no other", () => {
  for (const pipeline of ["checkout-api", "storefront"]) {
    expect(trustOf(shipped.stack("target-shop-prod"), `gatehouse-${pipeline}-deploy`)).toEqual([
      {
        Sid: "ExactRoles",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnEquals: {
            "aws:PrincipalArn": `arn:aws:iam::222222222222:role/gatehouse-${pipeline}-pipeline`,
          },
          StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        },
      },
    ]);
  }
});

test("Terraform's deploy and plan roles trust the CodeBuild project of that account and phase alone", () => {
  for (const [role, phase] of [
    ["deploy", "apply"],
    ["plan", "plan"],
  ] as const) {
    const [statement] = trustOf(shipped.stack("target-data-prod"), `gatehouse-data-lake-${role}`);
    expect(statement?.Condition?.["ArnEquals"]).toEqual({
      "aws:PrincipalArn": `arn:aws:iam::222222222222:role/gatehouse-data-lake-data-prod-${phase}-project`,
    });
  }
});

test("a plan, which runs before anyone has approved it, writes nothing", () => {
  const actions = statementsOf(shipped.stack("target-data-prod"), "plan-role").flatMap(
    ({ Action }) => asList(Action),
  );
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => !/:(Get|List|Describe)/.test(action))).toEqual([]);
});

test("a CloudFormation deployment must name its execution role, and can't use its own rights instead", () => {
  const statements = statementsOf(shipped.stack("target-shop-prod"), "checkout-api_deploy-role");
  const changing = statements.filter(({ Action }) =>
    asList(Action).some((action) => /CreateStack|UpdateStack|CreateChangeSet/.test(action)),
  );
  const onStacks = changing.filter(({ Resource }) =>
    asList(Resource).some((resource) => resource.includes(":stack/")),
  );
  expect(onStacks).not.toEqual([]);
  for (const { Condition } of onStacks) {
    expect(Condition).toEqual({
      StringEquals: {
        "cloudformation:RoleArn": "arn:aws:iam::400000000003:role/gatehouse-checkout-api-execution",
      },
    });
  }
});

test("where every change is approved, nothing can be created or updated past a change set", () => {
  const prod = statementsOf(shipped.stack("target-shop-prod"), "checkout-api_deploy-role").flatMap(
    ({ Action }) => asList(Action),
  );
  const dev = statementsOf(shipped.stack("target-shop-dev"), "checkout-api_deploy-role").flatMap(
    ({ Action }) => asList(Action),
  );
  expect(prod).toEqual(
    expect.arrayContaining(["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"]),
  );
  expect(prod).not.toContain("cloudformation:UpdateStack");
  expect(dev).toEqual(
    expect.arrayContaining(["cloudformation:CreateStack", "cloudformation:UpdateStack"]),
  );
  expect(dev).not.toContain("cloudformation:ExecuteChangeSet");
});

test("the execution role is trusted by CloudFormation for this one stack", () => {
  const [statement] = trustOf(shipped.stack("target-shop-dev"), "gatehouse-checkout-api-execution");
  expect(statement).toMatchObject({
    Principal: { Service: "cloudformation.amazonaws.com" },
    Condition: {
      StringEquals: { "aws:SourceAccount": "400000000001" },
      ArnLikeIfExists: {
        "aws:SourceArn": "arn:aws:cloudformation:eu-west-1:400000000001:stack/checkout-api/*",
      },
    },
  });
});

test("an execution role creates roles only with its own boundary, under its own path", () => {
  const stack = shipped.stack("target-shop-dev");
  const boundary = "arn:aws:iam::400000000001:policy/gatehouse-checkout-api-boundary";
  const iam = statementsOf(stack, "checkout-api_execution-role").filter(({ Action }) =>
    asList(Action).some((action) => action.startsWith("iam:")),
  );
  for (const { Resource } of iam)
    expect(Resource).toBe("arn:aws:iam::400000000001:role/gatehouse/checkout-api/*");
  const widening = iam.filter(({ Action }) =>
    asList(Action).some((action) => /^iam:(Create|Attach|Put|UpdateAssume)/.test(action)),
  );
  for (const { Condition } of widening)
    expect(Condition).toEqual({ StringEquals: { "iam:PermissionsBoundary": boundary } });
  expect(widening.flatMap(({ Action }) => asList(Action))).toEqual(
    expect.arrayContaining(["iam:CreateRole", "iam:PutRolePolicy"]),
  );
  const { permissions_boundary: own } = getResource(
    stack,
    "aws_iam_role",
    "gatehouse-checkout-api-execution",
  );
  expect(own).toMatch(/^\$\{aws_iam_policy\.checkout-api_execution-boundary_policy_\w+\.arn\}$/);
});

test("no deployment under a boundary can take it off or change it", () => {
  for (const { statements } of policiesIn("", shipped.stack("target-shop-prod")).filter(
    ({ address }) => address.includes("boundary") && !address.includes("people"),
  )) {
    const denied = statements
      .filter(({ Effect }) => Effect === "Deny")
      .flatMap(({ Action }) => asList(Action));
    expect(denied).toEqual(
      expect.arrayContaining([
        "iam:DeleteRolePermissionsBoundary",
        "iam:CreateUser",
        "iam:CreateAccessKey",
      ]),
    );
  }
});

test("an organization's own boundaries are used by name where the config gives them", async () => {
  const config = parse(readFileSync(GOLDEN, "utf8")) as Record<string, unknown>;
  const own = await synthPlatform(
    stringify({
      ...config,
      boundary: { toolingPolicy: "org-tooling", targetPolicy: "org-target" },
    }),
  );
  const target = own.stack("target-dev");
  expect(resourcesOf(target, "aws_iam_policy").map((policy) => policy["name"])).toEqual([
    "acme-people-boundary",
  ]);
  for (const role of resourcesOf(target, "aws_iam_role")) {
    expect(role["permissions_boundary"]).toBe("arn:aws:iam::200000000001:policy/org-target");
  }
  const create = statementsOf(target, "execution-role").find(({ Sid }) => Sid === "BoundedRoles");
  expect(create?.Condition).toEqual({
    StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::200000000001:policy/org-target" },
  });
  for (const role of resourcesOf(own.stack("pipeline-api"), "aws_iam_role")) {
    expect(role["permissions_boundary"]).toBe("arn:aws:iam::100000000002:policy/org-tooling");
  }
});

test("an ECS deployment rolls out one service and passes its task roles alone", () => {
  const statements = statementsOf(shipped.stack("target-shop-dev"), "storefront_deploy-role");
  expect(statements.find(({ Sid }) => Sid === "Service")?.Resource).toBe(
    "arn:aws:ecs:eu-west-1:400000000001:service/shop/storefront",
  );
  expect(statements.find(({ Sid }) => Sid === "PassTaskRoles")).toMatchObject({
    Resource: [
      "arn:aws:iam::400000000001:role/storefront-task",
      "arn:aws:iam::400000000001:role/storefront-task-execution",
    ],
    Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  });
});
