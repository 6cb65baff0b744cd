import type { Names } from "../../model/names";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { type DeployedPatterns, deployedPatterns } from "./deployed-patterns";
import type { Deny } from "./guard-rights";
import { reading } from "./reading";

/**
 * What pipelines deploy is changed by them alone. A stack keeps the role that it was given, so that whoever may execute
 * a change set passes none, and a function or a service runs whatever code it is told to.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export function guardDeployments(platform: Platform, persona: Persona, names: Names): Deny[] {
  const deployed = deployedPatterns(platform);
  const resources = resourcesOf(deployed, names);
  if (resources.length === 0) return [];
  const operates = deployed.services.length > 0 && isOperator(persona);
  return [
    {
      sid: "NoOwnDeployments",
      actions: [],
      notActions: leftTo(deployed, operates),
      resources,
      reasons: [{ text: "what a pipeline deploys is changed by that pipeline alone" }],
    },
    ...(deployed.services.length > 0 ? [newTasks(deployed, names)] : []),
    ...(operates ? [otherTasks(deployed, names)] : []),
  ];
}

/** Of tasks, whose service isn't told, those of the whole cluster: a shell in one acts as the task's role. */
function resourcesOf(
  { stacks, services, functions, clusters, families }: DeployedPatterns,
  names: Names,
): string[] {
  const ecs = (resource: string) => names.arn("ecs", "*", "*", resource);
  return [
    ...stacks.map((name) => names.arn("cloudformation", "*", "*", `stack/${name}/*`)),
    ...services.map((name) => ecs(`service/${name}`)),
    ...clusters.flatMap((name) => [ecs(`cluster/${name}`), ecs(`task/${name}/*`)]),
    // A task started from it may be told another command, and runs that as the pipeline's role.
    ...families.map((name) => ecs(`task-definition/${name}:*`)),
    ...functions.map((name) => names.arn("lambda", "*", "*", `function:${name}`)),
  ];
}

function leftTo({ stacks, services, functions }: DeployedPatterns, operates: boolean): string[] {
  return [
    ...(stacks.length > 0 ? reading("cloudformation", "Describe", "Detect", "Get", "List") : []),
    ...(services.length > 0 ? reading("ecs", "Describe", "List") : []),
    ...(operates ? ["ecs:StopTask", "ecs:UpdateService"] : []),
    ...(functions.length > 0 ? reading("lambda", "Get", "Invoke", "List") : []),
  ];
}

/**
 * Whatever runs beside a pipeline's tasks on the same instance may take their roles.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
 */
function newTasks({ clusters }: DeployedPatterns, names: Names): Deny {
  return {
    sid: "NoOwnTasks",
    actions: ["ecs:Create*", "ecs:RunTask", "ecs:StartTask"],
    resources: ["*"],
    conditions: {
      ArnLike: {
        "ecs:cluster": clusters.map((name) => names.arn("ecs", "*", "*", `cluster/${name}`)),
      },
    },
    reasons: [{ text: "on a pipeline's cluster, nobody starts something else" }],
  };
}

/** Scaling and restarting is left to whoever operates; see ACCOUNT_ACTIONS. */
function otherTasks({ services }: DeployedPatterns, names: Names): Deny {
  return {
    sid: "NoOtherTasks",
    actions: ["ecs:UpdateService"],
    resources: services.map((name) => names.arn("ecs", "*", "*", `service/${name}`)),
    conditions: { Null: { "ecs:task-definition": "false" } },
    reasons: [{ text: "what a service runs is decided by its pipeline" }],
  };
}

function isOperator({ grants }: Persona): boolean {
  return grants.some((grant) => grant.kind === "account" && grant.capabilities.includes("operate"));
}
