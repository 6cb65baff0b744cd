import type {
  CloudFormationDeploy,
  EcsDeploy,
  ExecutionProfile,
  PipelineTarget,
} from "../../../../model/platform";
import type { WorldAction } from "../../../world/world";
import { artifactRights } from "./artifact-rights";
import { configRights, type Placeholders } from "./config-rights";
import { needsOf, type Right } from "./right";
import type { Owner } from "./tooling-rights";

/** A pipeline's business in one account. */
export interface Business extends Owner {
  readonly target: PipelineTarget;
}

/** Hands a template to CloudFormation with the execution role, and nothing without it. */
export function cloudFormationDeployRights(
  business: Business,
  deploy: CloudFormationDeploy,
  actions: readonly WorldAction[],
): Right[] {
  const { meant, made, target, surroundings } = business;
  const { account, regions } = target;
  const here = (rest: string): string[] =>
    regions.map((region) => surroundings.arn("cloudformation", region, account.id, rest));
  const stacks = here(`stack/${deploy.stackName}/*`);
  const one = here(`stack/${deploy.stackName}/a1b2c3`);
  const executions = [
    ...new Set(actions.flatMap(({ configuration }) => configuration["RoleArn"] ?? [])),
  ].filter((arn) => arn.split(":")[4] === account.id);
  const reviewed = meant.stages.filter(
    ({ approval, targets }) =>
      approval !== undefined && targets.some((each) => each.account.id === account.id),
  );
  const changeSets = changeSetsOf(
    business,
    reviewed.map(({ name }) => name),
  );
  const looks = [
    "cloudformation:DescribeStackEvents",
    "cloudformation:DescribeStacks",
    "cloudformation:GetTemplate",
    ...(reviewed.length > 0 ? ["cloudformation:DescribeChangeSet"] : []),
  ];
  const changes = [
    ...(target.direct ? ["cloudformation:CreateStack", "cloudformation:UpdateStack"] : []),
    ...(reviewed.length > 0 ? ["cloudformation:CreateChangeSet"] : []),
  ];
  const executes = ["cloudformation:DeleteChangeSet", "cloudformation:ExecuteChangeSet"];
  return [
    passing("passes its execution role", executions, ["cloudformation.amazonaws.com"]),
    { why: "looks at its stack", actions: looks, resources: stacks, needs: needsOf(looks, one) },
    {
      why: "changes its stack by the execution role",
      actions: changes,
      resources: stacks,
      when: { "cloudformation:RoleArn": { values: executions } },
      needs: executions.flatMap((role) =>
        needsOf(changes, one, { "cloudformation:RoleArn": role }),
      ),
    },
    {
      why: "executes the change set that was approved",
      actions: executes,
      resources: stacks,
      when: { "cloudformation:ChangeSetName": { values: changeSets } },
      needs: changeSets.flatMap((name) =>
        needsOf(executes, one, { "cloudformation:ChangeSetName": name }),
      ),
    },
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
    ...(deploy.capabilities.includes("CAPABILITY_AUTO_EXPAND")
      ? [
          {
            why: "uses AWS's own transforms",
            actions: ["cloudformation:CreateChangeSet"],
            resources: regions.map((region) =>
              surroundings.arn("cloudformation", region, "aws", "transform/*"),
            ),
          },
        ]
      : []),
    {
      why: "checks its template",
      actions: ["cloudformation:ValidateTemplate"],
      resources: ["*"],
      needs: needsOf(["cloudformation:ValidateTemplate"], ["*"]),
    },
    ...readsArtifacts({ meant, made, target, surroundings }),
  ];
}

/** The names of the change sets that its reviewed stages prepare here. */
function changeSetsOf({ made, target }: Business, reviewed: readonly string[]): string[] {
  const names = made.stages
    .filter(({ name }) => reviewed.includes(name))
    .flatMap(({ actions }) => actions)
    .filter(({ roleArn }) => roleArn?.split(":")[4] === target.account.id)
    .flatMap(({ configuration }) => configuration["ChangeSetName"] ?? []);
  return [...new Set(names)];
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html */
export function ecsDeployRights(business: Business, deploy: EcsDeploy): Right[] {
  const { target, surroundings } = business;
  const { account, regions } = target;
  const here = (...rests: readonly string[]): string[] =>
    regions.flatMap((region) =>
      rests.map((rest) => surroundings.arn("ecs", region, account.id, rest)),
    );
  const { cluster, service, taskFamily, taskRoles } = deploy;
  const services = here(`service/${cluster}/${service}`);
  const rolls = ["ecs:DescribeServices", "ecs:UpdateService"];
  const registers = ["ecs:RegisterTaskDefinition"];
  const looks = ["ecs:DescribeTaskDefinition"];
  const created = "ecs:CreateAction";
  return [
    {
      why: "rolls out its service",
      actions: rolls,
      resources: services,
      needs: needsOf(rolls, services),
    },
    {
      why: "registers its task definition",
      actions: registers,
      resources: here(`task-definition/${taskFamily}:*`),
      needs: needsOf(registers, here(`task-definition/${taskFamily}:1`)),
    },
    {
      why: "tags what it registers",
      actions: ["ecs:TagResource"],
      resources: here(`task-definition/${taskFamily}:*`),
      when: { [created]: { values: ["RegisterTaskDefinition"] } },
      needs: needsOf(["ecs:TagResource"], here(`task-definition/${taskFamily}:1`), {
        [created]: "RegisterTaskDefinition",
      }),
    },
    {
      why: "follows its tasks",
      actions: ["ecs:DescribeTasks", "ecs:ListTasks"],
      resources: here(`task/${cluster}/*`, `container-instance/${cluster}/*`),
      needs: [
        ...needsOf(["ecs:DescribeTasks"], here(`task/${cluster}/a1b2c3`)),
        // Checked on container instances: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
        ...needsOf(["ecs:ListTasks"], here(`container-instance/${cluster}/a1b2c3`)),
      ],
    },
    {
      why: "reads task definitions",
      actions: looks,
      resources: ["*"],
      needs: needsOf(looks, ["*"]),
    },
    passing(
      "passes its tasks' roles",
      taskRoles.map((role) => surroundings.arn("iam", "", account.id, `role/${role}`)),
      ["ecs-tasks.amazonaws.com"],
    ),
    ...readsArtifacts(business),
  ];
}

/** A Terraform pipeline's deploy role does nothing itself. @param next the execution role */
export function stepDeployRights({ target }: Business, next: string): Right[] {
  if (next.split(":")[4] !== target.account.id) return [];
  const actions = ["sts:AssumeRole"];
  const needs = needsOf(actions, [next]);
  return [{ why: "steps into its execution role", actions, resources: [next], needs }];
}

export function planRights(business: Business, { planPermissions }: ExecutionProfile): Right[] {
  const why = "its profile's planPermissions let it do";
  return configRights(planPermissions, why, placeholdersOf(business));
}

/** What the profile says, and roles for the workload where it may create some. */
export function executionRights(
  business: Business,
  { permissions, mayCreateRoles }: ExecutionProfile,
  execution: {
    readonly by: "cloudformation" | "step";
    /** The ARN of the role's own boundary. */
    readonly boundaryArn: string;
  },
): Right[] {
  return [
    ...configRights(permissions, "its profile lets it do", placeholdersOf(business)),
    ...(mayCreateRoles ? roleCreationRights(business, execution.boundaryArn) : []),
    // CloudFormation reads code and templates as the execution role.
    ...(execution.by === "cloudformation" ? readsArtifacts(business) : []),
  ];
}

/**
 * Roles below /<prefix>/<pipeline>/, none of which is made or widened but under the execution role's own boundary.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
function roleCreationRights(business: Business, boundaryArn: string): Right[] {
  const { meant, target, surroundings } = business;
  const { prefix } = surroundings.scene.platform;
  const below = surroundings.arn("iam", "", target.account.id, `role/${prefix}/${meant.name}/`);
  const resources = [`${below}*`];
  const one = [`${below}example`];
  const bounded = "iam:PermissionsBoundary";
  return [
    {
      why: "makes roles for its workload under its boundary",
      actions: WIDENING,
      resources,
      when: { [bounded]: { values: [boundaryArn] } },
      needs: needsOf(WIDENING, one, { [bounded]: boundaryArn }),
    },
    {
      why: "keeps its workload's roles",
      actions: KEEPING,
      resources,
      needs: needsOf(KEEPING, one),
    },
    passing("passes its workload's roles", resources, WORKLOAD_SERVICES, one),
  ];
}

/** Each of these makes a role or changes what it may do. */
const WIDENING = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
] as const;

const KEEPING = [
  "iam:DeleteRole",
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRolePolicies",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
] as const;

/** What runs a workload as a role of its own. */
const WORKLOAD_SERVICES = [
  "ecs-tasks.amazonaws.com",
  "events.amazonaws.com",
  "lambda.amazonaws.com",
  "scheduler.amazonaws.com",
  "states.amazonaws.com",
] as const;

function passing(
  why: string,
  resources: readonly string[],
  services: readonly string[],
  examples = resources,
): Right {
  const key = "iam:PassedToService";
  return {
    why,
    actions: ["iam:PassRole"],
    resources,
    when: { [key]: { values: services } },
    needs: services.flatMap((service) =>
      needsOf(["iam:PassRole"], [...new Set(examples)], { [key]: service }),
    ),
  };
}

function readsArtifacts({ made, target, surroundings }: Business): Right[] {
  const stores = surroundings
    .storesOf(made)
    .filter(({ region }) => target.regions.some((each) => each === region));
  return artifactRights(stores, { pipeline: made.name, reads: true }, surroundings);
}

function placeholdersOf({ meant, target, surroundings }: Business): Placeholders {
  const { partition, prefix } = surroundings.scene.platform;
  return {
    partition: partition.name,
    account: target.account.id,
    prefix,
    pipeline: meant.name,
    regions: target.regions,
  };
}
