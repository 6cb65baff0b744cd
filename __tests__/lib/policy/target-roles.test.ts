import {
  cloudFormationDeployStatements,
  ecsDeployStatements,
  terraformDeployStatements,
} from "../../../lib/policy/target-roles";
import type { Statement } from "../../../lib/policy/statement";

const executionRoleArn = "arn:aws:iam::222222222222:role/shop-execution";
const stackArns = ["arn:aws:cloudformation:eu-west-1:222222222222:stack/shop/*"];

const deploy = (changeSetNames: readonly string[], direct: boolean, transformArns: string[] = []) =>
  cloudFormationDeployStatements({
    stackArns,
    executionRoleArn,
    artifacts: [],
    changeSetNames,
    direct,
    transformArns,
  });

const actionsOf = (statements: readonly Statement[]) =>
  statements.flatMap(({ actions }) => actions);
const get = (statements: readonly Statement[], sid: string) => {
  const found = statements.find((statement) => statement.sid === sid);
  if (found === undefined) throw new Error(`no statement ${sid}`);
  return found;
};

describe("a CloudFormation deploy role", () => {
  test("that only reviews can't change a stack but by an approved change set", () => {
    const actions = actionsOf(deploy(["prod"], false));
    expect(actions).toContain("cloudformation:ExecuteChangeSet");
    expect(actions).not.toContain("cloudformation:UpdateStack");
    expect(actions).not.toContain("cloudformation:CreateStack");
  });

  test("that only deploys at once can't touch change sets", () => {
    const actions = actionsOf(deploy([], true));
    expect(actions).toContain("cloudformation:UpdateStack");
    expect(actions.filter((action) => action.endsWith("ChangeSet"))).toEqual([]);
  });

  test("changes its stack by its execution role alone, never with its own rights", () => {
    for (const statements of [deploy(["prod"], false), deploy([], true), deploy(["prod"], true)]) {
      const change = get(statements, "ChangeByExecutionRole");
      expect(change.resources).toEqual(stackArns);
      expect(change.conditions).toEqual({
        StringEquals: { "cloudformation:RoleArn": executionRoleArn },
      });
    }
  });

  test("executes and deletes only the change sets of its own stages", () => {
    expect(get(deploy(["staging", "prod"], false), "ChangeSet").conditions).toEqual({
      StringEquals: { "cloudformation:ChangeSetName": ["staging", "prod"] },
    });
  });

  test("may expand macros only where the pipeline has that capability", () => {
    const transforms = ["arn:aws:cloudformation:eu-west-1:aws:transform/*"];
    expect(get(deploy(["prod"], false, transforms), "Transforms").resources).toEqual(transforms);
    expect(deploy(["prod"], false).map(({ sid }) => sid)).not.toContain("Transforms");
  });

  test("never deletes a stack", () => {
    expect(actionsOf(deploy(["prod"], true))).not.toContain("cloudformation:DeleteStack");
  });
});

describe("an ECS deploy role", () => {
  const statements = ecsDeployStatements({
    serviceArns: ["arn:aws:ecs:eu-west-1:222222222222:service/shop/pages"],
    taskDefinitionArns: ["arn:aws:ecs:eu-west-1:222222222222:task-definition/pages:*"],
    taskArns: ["arn:aws:ecs:eu-west-1:222222222222:task/shop/*"],
    taskRoleArns: ["arn:aws:iam::222222222222:role/pages-task"],
    artifacts: [],
  });

  test("passes the named task roles to ECS tasks and nothing to anyone else", () => {
    const passes = statements.filter(({ actions }) => actions.includes("iam:PassRole"));
    expect(passes).toMatchObject([
      {
        resources: ["arn:aws:iam::222222222222:role/pages-task"],
        conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
    ]);
  });

  test("tags a task definition only while it registers it", () => {
    expect(get(statements, "TagTaskDefinition").conditions).toEqual({
      StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" },
    });
  });
});

test("a Terraform deploy role can step into its execution role and do nothing else", () => {
  expect(terraformDeployStatements(executionRoleArn)).toEqual([
    { sid: "ExecutionRole", actions: ["sts:AssumeRole"], resources: [executionRoleArn] },
  ]);
});
