import { deploymentsTo } from "../model/deployments";
import { Names, STEPS } from "../model/names";
import type { Pipeline, PipelineTarget, Platform, TargetAccount } from "../model/platform";
import { artifactAccess } from "./artifact-access";
import { artifactLocations } from "./artifact-locations";
import { deployBoundary, executionBoundary } from "./boundaries";
import type { CompiledRole } from "./compiled-role";
import { compilePermissions } from "./compile-permissions";
import type { Statement } from "./statement";
import {
  cloudFormationDeployStatements,
  ecsDeployStatements,
  roleCreationStatements,
  terraformDeployStatements,
} from "./target-roles";
import { trustRoles, trustService } from "./trust";

/** What one pipeline has in one target account. */
export interface CompiledTarget {
  readonly pipeline: Pipeline;
  /** Roles under the deploy boundary. */
  readonly deployRole: CompiledRole;
  /** Terraform pipelines only: reads for a plan before anyone has approved it. */
  readonly planRole?: CompiledRole;
  /** CloudFormation and Terraform pipelines: what then changes resources. */
  readonly executionRole?: CompiledRole;
  /** The boundary of deploy and plan roles. */
  readonly deployBoundary: CompiledBoundary;
  /** The boundary of the execution role and of the roles it creates. */
  readonly executionBoundary?: CompiledBoundary;
}

export interface CompiledBoundary {
  readonly name: string;
  readonly description: string;
  readonly statements: readonly Statement[];
}

/** The pipelines that deploy to an account, each with its roles there. */
export function compileTarget(platform: Platform, account: TargetAccount): CompiledTarget[] {
  return deploymentsTo(platform, account)
    .filter(({ pipeline }) => pipeline.deploy !== undefined)
    .map(({ pipeline, target }) => compile(platform, pipeline, target));
}

function compile(platform: Platform, pipeline: Pipeline, target: PipelineTarget): CompiledTarget {
  const names = new Names(platform);
  const deployRole = compileDeployRole(platform, pipeline, target, names);
  const planRole = compilePlanRole(platform, pipeline, target, names);
  const execution = compileExecution(platform, pipeline, target, names);
  return {
    pipeline,
    deployRole,
    planRole,
    executionRole: execution?.role,
    deployBoundary: {
      name: names.deployBoundary(pipeline),
      description: `The most that pipeline ${pipeline.name} can do by its deploy roles`,
      statements: deployBoundary([...deployRole.statements, ...(planRole?.statements ?? [])]),
    },
    executionBoundary: execution?.boundary,
  };
}

function compileDeployRole(
  platform: Platform,
  pipeline: Pipeline,
  target: PipelineTarget,
  names: Names,
): CompiledRole {
  const tooling = platform.tooling.accountId;
  const { account } = target;
  const assumedBy =
    pipeline.deploy?.kind === "terraform"
      ? names.projectRole(pipeline, STEPS.apply(account))
      : names.pipelineRole(pipeline);
  return {
    name: names.deployRole(pipeline),
    description: `Deploys pipeline ${pipeline.name}`,
    trust: trustFromTooling(assumedBy, platform, names, tooling),
    statements: deployStatements(pipeline, target, names),
  };
}

function deployStatements(pipeline: Pipeline, target: PipelineTarget, names: Names): Statement[] {
  const { account, regions } = target;
  const artifacts = artifactLocations(pipeline, names, regions);
  const here = (service: string, resource: string) =>
    regions.map((region) => names.arn(service, region, account.id, resource));
  const { deploy } = pipeline;
  switch (deploy?.kind) {
    case "cloudformation":
      return cloudFormationDeployStatements({
        stackArns: here("cloudformation", `stack/${deploy.stackName}/*`),
        executionRoleArn: names.roleArn(account.id, names.executionRole(pipeline)),
        artifacts,
        changeSetNames: pipeline.stages
          .filter(
            (stage) =>
              stage.approval !== undefined &&
              stage.targets.some((each) => each.account.name === account.name),
          )
          .map((stage) => names.changeSet(stage)),
        direct: target.direct,
        transformArns: deploy.capabilities.includes("CAPABILITY_AUTO_EXPAND")
          ? regions.map((region) => names.arn("cloudformation", region, "aws", "transform/*"))
          : [],
      });
    case "ecs":
      return ecsDeployStatements({
        serviceArns: here("ecs", `service/${deploy.cluster}/${deploy.service}`),
        taskDefinitionArns: here("ecs", `task-definition/${deploy.taskFamily}:*`),
        taskArns: [
          ...here("ecs", `task/${deploy.cluster}/*`),
          ...here("ecs", `container-instance/${deploy.cluster}/*`),
        ],
        taskRoleArns: deploy.taskRoles.map((role) => names.roleArn(account.id, role)),
        artifacts,
      });
    case "terraform":
      return terraformDeployStatements(names.roleArn(account.id, names.executionRole(pipeline)));
    case undefined:
      return [];
  }
}

function compilePlanRole(
  platform: Platform,
  pipeline: Pipeline,
  target: PipelineTarget,
  names: Names,
): CompiledRole | undefined {
  if (pipeline.deploy?.kind !== "terraform") return undefined;
  const { account } = target;
  return {
    name: names.planRole(pipeline),
    description: `Plans pipeline ${pipeline.name}; reads only`,
    trust: trustFromTooling(
      names.projectRole(pipeline, STEPS.plan(account)),
      platform,
      names,
      platform.tooling.accountId,
    ),
    statements: compilePermissions(
      pipeline.deploy.profile.planPermissions,
      "Plan",
      placeholders(platform, pipeline, target),
    ),
  };
}

function compileExecution(
  platform: Platform,
  pipeline: Pipeline,
  target: PipelineTarget,
  names: Names,
): { role: CompiledRole; boundary: CompiledBoundary } | undefined {
  const { deploy } = pipeline;
  if (deploy === undefined || deploy.kind === "ecs") return undefined;
  const { account, regions } = target;
  const boundaryName = platform.boundary.targetPolicy ?? names.executionBoundary(pipeline);
  const boundaryArn = names.policyArn(account.id, boundaryName);
  const statements = [
    ...compilePermissions(
      deploy.profile.permissions,
      "Profile",
      placeholders(platform, pipeline, target),
    ),
    ...(deploy.profile.mayCreateRoles
      ? roleCreationStatements({
          workloadRoleArnPattern: names.arn(
            "iam",
            "",
            account.id,
            `role${names.workloadRolePath(pipeline)}*`,
          ),
          boundaryArn,
        })
      : []),
    ...(deploy.kind === "cloudformation"
      ? artifactAccess(artifactLocations(pipeline, names, regions), { read: true })
      : []),
  ];
  const trust =
    deploy.kind === "cloudformation"
      ? trustService("cloudformation.amazonaws.com", {
          accountId: account.id,
          sourceArns: regions.map((region) =>
            names.arn("cloudformation", region, account.id, `stack/${deploy.stackName}/*`),
          ),
          saysForWhat: false,
        })
      : trustRoles({
          rootArn: names.rootArn(account.id),
          roleArns: [names.roleArn(account.id, names.deployRole(pipeline))],
          organizationId: platform.organizationId,
        });
  return {
    role: {
      name: names.executionRole(pipeline),
      description: `Changes resources for pipeline ${pipeline.name}`,
      trust,
      statements,
    },
    boundary: {
      name: names.executionBoundary(pipeline),
      description: `The most that pipeline ${pipeline.name} and roles it creates can do here`,
      statements: executionBoundary({
        allowed: [
          ...statements,
          ...compilePermissions(
            deploy.profile.workloadPermissions,
            "Workload",
            placeholders(platform, pipeline, target),
          ),
        ],
        boundaryArn,
      }),
    },
  };
}

function trustFromTooling(
  roleName: string,
  platform: Platform,
  names: Names,
  tooling: string,
): Statement[] {
  return trustRoles({
    rootArn: names.rootArn(tooling),
    roleArns: [names.roleArn(tooling, roleName)],
    organizationId: platform.organizationId,
  });
}

function placeholders(platform: Platform, pipeline: Pipeline, target: PipelineTarget) {
  return {
    partition: platform.partition.name,
    account: target.account.id,
    prefix: platform.prefix,
    pipeline: pipeline.name,
    regions: target.regions,
  };
}
