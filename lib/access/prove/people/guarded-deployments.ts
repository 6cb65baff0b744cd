import type {
  CloudFormationDeploy,
  EcsDeploy,
  Pipeline,
  PipelineTarget,
} from "../../../model/platform";
import { findAccountGrant } from "../scene/granted";
import type { Scene } from "../scene/scene";
import type { GuardedThing } from "./guarded-things";
import type { Person } from "./person";

/** What runs in target accounts: its stack, or its service with all that it runs on, is changed by its pipeline alone. */
export function guardedDeployments(scene: Scene): GuardedThing[] {
  return scene.platform.pipelines.flatMap((pipeline) => {
    const { deploy, targets } = pipeline;
    return targets.flatMap((target): GuardedThing[] => {
      const place = placeOf(pipeline, target, scene);
      switch (deploy?.kind) {
        case "cloudformation":
          return ofStack(deploy, pipeline, place);
        case "ecs":
          return ofService(deploy, place);
        default:
          return [];
      }
    });
  });
}

interface Deployed {
  readonly accountId: string;
  readonly context: GuardedThing["context"];
  /** The ARN of something there. */
  readonly arn: (service: string, rest: string) => string;
  /** A role's ARN there. */
  readonly role: (name: string) => string;
  /** Of which pipeline, in which account, in words. */
  readonly where: string;
}

function placeOf(
  { name }: Pipeline,
  { account, regions }: PipelineTarget,
  { platform, world }: Scene,
): Deployed {
  const [region = platform.tooling.homeRegion] = regions;
  return {
    accountId: account.id,
    context: { "aws:RequestedRegion": region },
    arn: (service, rest) => `arn:${world.partition}:${service}:${region}:${account.id}:${rest}`,
    role: (role) => `arn:${world.partition}:iam::${account.id}:role/${role}`,
    where: `of ${name} in ${account.name}`,
  };
}

const all = () => true;
const only = (pattern: RegExp) => (action: string) => pattern.test(action);
const except = (pattern: RegExp) => (action: string) => !pattern.test(action);

function ofStack(
  deploy: CloudFormationDeploy,
  { name }: Pipeline,
  { accountId, context, arn, where }: Deployed,
): GuardedThing[] {
  const shared = { accountId, context };
  const stack = {
    ...shared,
    service: "cloudformation",
    resource: arn("cloudformation", `stack/${deploy.stackName}/a1b2c3`),
    what: `the stack ${where}`,
    actions: except(/:(Detect|ValidateTemplate|EstimateTemplateCost)/),
  };
  if (!namesFunctions(deploy)) return [stack];
  const code = {
    ...shared,
    service: "lambda",
    resource: arn("lambda", `function:${name}-zz-stray`),
    what: `a function ${where}`,
    actions: except(/:Invoke/),
  };
  return [code, stack];
}

/** Functions of other names are whoever's they are. */
function namesFunctions({ profile }: CloudFormationDeploy): boolean {
  return profile.permissions.some(({ resources }) =>
    resources.some((resource) => resource.includes(":function:{pipeline}-")),
  );
}

/**
 * What `operate` is about. One works on tasks alone, the other on services.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
const OPERATING = /:(StopTask|UpdateService)$/;

function ofService(
  { cluster, service, taskFamily, taskRoles }: EcsDeploy,
  { accountId, context, arn, role, where }: Deployed,
): GuardedThing[] {
  const ecs = (rest: string) => arn("ecs", rest);
  const shared = { accountId, context, service: "ecs" };
  const onCluster = {
    ...shared,
    context: { ...context, "ecs:cluster": ecs(`cluster/${cluster}`) },
  };
  const mayOperate = ({ persona }: Person) =>
    findAccountGrant(persona, "operate", accountId) !== undefined;
  const task = ecs(`task/${cluster}/a1b2c3`);
  return [
    ...taskRoles.map((name) => ({
      accountId,
      service: "iam",
      resource: role(name),
      what: `a task's role ${where}`,
      context: {
        "iam:PassedToService": "ecs-tasks.amazonaws.com",
        "iam:PermissionsBoundary": null,
      },
      actions: all,
    })),
    {
      ...shared,
      resource: ecs(`cluster/${cluster}`),
      what: `the cluster ${where}`,
      actions: except(OPERATING),
    },
    { ...onCluster, resource: task, what: `a task ${where}`, actions: except(OPERATING) },
    {
      ...onCluster,
      resource: task,
      what: `a task ${where}`,
      actions: only(/:StopTask$/),
      isGranted: mayOperate,
    },
    {
      ...shared,
      service: "ssm",
      resource: task,
      what: `a task ${where}`,
      actions: only(/:StartSession$/),
    },
    {
      ...shared,
      resource: ecs(`task-definition/${taskFamily}:1`),
      what: `the task ${where}, elsewhere or otherwise`,
      actions: except(OPERATING),
    },
    {
      ...onCluster,
      resource: ecs("task-definition/zz-stray:1"),
      what: `the cluster ${where}, by a task of one's own`,
      actions: only(/:(RunTask|StartTask)$/),
    },
    {
      ...onCluster,
      resource: ecs(`service/${cluster}/zz-stray`),
      what: `the cluster ${where}, by a service of one's own`,
      actions: only(/:CreateService$/),
    },
    {
      ...shared,
      resource: ecs(`service/${cluster}/${service}`),
      what: `the service ${where}`,
      actions: all,
      isGranted: mayOperate,
    },
  ];
}
