import type { Pipeline } from "./platform";

/** What one pipeline deploys, as far as names tell. */
export interface DeployedNames {
  /** CloudFormation stacks. */
  readonly stacks: readonly string[];
  /** ECS services, as `cluster/service`. */
  readonly services: readonly string[];
  /** Lambda functions, as patterns. */
  readonly functions: readonly string[];
}

export function deployedNames({ name, deploy }: Pick<Pipeline, "name" | "deploy">): DeployedNames {
  const profile = deploy !== undefined && "profile" in deploy ? deploy.profile : undefined;
  return {
    stacks: deploy?.kind === "cloudformation" ? [deploy.stackName] : [],
    services: deploy?.kind === "ecs" ? [`${deploy.cluster}/${deploy.service}`] : [],
    // Of an execution profile's functions, those named after the pipeline; whose the others are can't be told.
    functions: (profile?.permissions ?? [])
      .flatMap(({ resources }) => resources)
      .flatMap((resource) => /:function:(\{pipeline\}[^:]*)$/.exec(resource)?.[1] ?? [])
      .map((pattern) => pattern.replace("{pipeline}", name)),
  };
}
