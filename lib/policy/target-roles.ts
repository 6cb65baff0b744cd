import type { ArtifactLocation } from "./artifact-access";
import { artifactAccess } from "./artifact-access";
import type { Statement } from "./statement";

/** Lets CloudFormation act on one stack by one execution role, and nothing else. */
export function cloudFormationDeployStatements(props: {
  /** `…:stack/NAME/*`, one for each region. */
  readonly stackArns: readonly string[];
  readonly executionRoleArn: string;
  readonly artifacts: readonly ArtifactLocation[];
  /** What the change sets are called that are prepared, approved and executed; none where nothing is reviewed. */
  readonly changeSetNames: readonly string[];
  /** Some stage creates or updates the stack at once. */
  readonly direct: boolean;
  /** `…:aws:transform/*` where the template may hold macros of AWS's own, such as SAM; none otherwise. */
  readonly transformArns: readonly string[];
}): Statement[] {
  const reviewed = props.changeSetNames.length > 0;
  return [
    ...passExecutionRole(props.executionRoleArn),
    {
      sid: "Look",
      actions: [
        "cloudformation:DescribeStackEvents",
        "cloudformation:DescribeStacks",
        "cloudformation:GetTemplate",
        ...(reviewed ? ["cloudformation:DescribeChangeSet"] : []),
      ],
      resources: props.stackArns,
    },
    {
      // Who could leave the role out would deploy with the deploy role's own rights.
      sid: "ChangeByExecutionRole",
      actions: [
        ...(props.direct ? ["cloudformation:CreateStack", "cloudformation:UpdateStack"] : []),
        ...(reviewed ? ["cloudformation:CreateChangeSet"] : []),
      ],
      resources: props.stackArns,
      conditions: { StringEquals: { "cloudformation:RoleArn": props.executionRoleArn } },
    },
    ...(props.transformArns.length === 0
      ? []
      : [
          {
            // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
            sid: "Transforms",
            actions: ["cloudformation:CreateChangeSet"],
            resources: props.transformArns,
          },
        ]),
    ...(reviewed
      ? [
          {
            sid: "ChangeSet",
            actions: ["cloudformation:DeleteChangeSet", "cloudformation:ExecuteChangeSet"],
            resources: props.stackArns,
            conditions: { StringEquals: { "cloudformation:ChangeSetName": props.changeSetNames } },
          },
        ]
      : []),
    { sid: "Validate", actions: ["cloudformation:ValidateTemplate"], resources: ["*"] },
    ...artifactAccess(props.artifacts, { read: true }),
  ];
}

function passExecutionRole(roleArn: string): Statement[] {
  return [
    {
      sid: "PassExecutionRole",
      actions: ["iam:PassRole"],
      resources: [roleArn],
      conditions: { StringEquals: { "iam:PassedToService": "cloudformation.amazonaws.com" } },
    },
  ];
}

/** Registers a task definition and rolls it out to one service. */
export function ecsDeployStatements(props: {
  readonly serviceArns: readonly string[];
  readonly taskDefinitionArns: readonly string[];
  /** Tasks of the cluster, and its container instances, which are what `ecs:ListTasks` is checked on. */
  readonly taskArns: readonly string[];
  readonly taskRoleArns: readonly string[];
  readonly artifacts: readonly ArtifactLocation[];
}): Statement[] {
  return [
    {
      sid: "Service",
      actions: ["ecs:DescribeServices", "ecs:UpdateService"],
      resources: props.serviceArns,
    },
    {
      sid: "TaskDefinition",
      actions: ["ecs:RegisterTaskDefinition"],
      resources: props.taskDefinitionArns,
    },
    {
      sid: "TagTaskDefinition",
      actions: ["ecs:TagResource"],
      resources: props.taskDefinitionArns,
      conditions: { StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" } },
    },
    { sid: "Tasks", actions: ["ecs:DescribeTasks", "ecs:ListTasks"], resources: props.taskArns },
    // No resource type in the service authorization reference.
    { sid: "Look", actions: ["ecs:DescribeTaskDefinition"], resources: ["*"] },
    {
      sid: "PassTaskRoles",
      actions: ["iam:PassRole"],
      resources: props.taskRoleArns,
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    ...artifactAccess(props.artifacts, { read: true }),
  ];
}

/** The deploy role of a Terraform pipeline only steps into the execution role. */
export function terraformDeployStatements(executionRoleArn: string): Statement[] {
  return [{ sid: "ExecutionRole", actions: ["sts:AssumeRole"], resources: [executionRoleArn] }];
}

/** Lets an execution role create roles for the workload, each under the execution role's own boundary. */
export function roleCreationStatements(props: {
  readonly workloadRoleArnPattern: string;
  readonly boundaryArn: string;
}): Statement[] {
  const roles = [props.workloadRoleArnPattern];
  const bounded = { StringEquals: { "iam:PermissionsBoundary": props.boundaryArn } };
  return [
    {
      // Each of these can widen a role, and all of them know the boundary as a condition key.
      sid: "BoundedRoles",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
      ],
      resources: roles,
      conditions: bounded,
    },
    {
      sid: "KeepRoles",
      actions: [
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
      ],
      resources: roles,
    },
    {
      sid: "PassWorkloadRoles",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: { StringEquals: { "iam:PassedToService": WORKLOAD_SERVICES } },
    },
  ];
}

/** Services that run a workload as a role that its deployment created. */
const WORKLOAD_SERVICES = [
  "ecs-tasks.amazonaws.com",
  "events.amazonaws.com",
  "lambda.amazonaws.com",
  "scheduler.amazonaws.com",
  "states.amazonaws.com",
] as const;
