import type { StageName } from "../config/schema/names";
import { ACTIONS, Names } from "../model/names";
import type { Pipeline, Platform } from "../model/platform";
import { artifactLocations } from "./artifact-locations";
import type { ArtifactLocation } from "./artifact-access";
import type { ArtifactReaders } from "./bucket-policies";
import type { CompiledRole } from "./compiled-role";
import { compilePermissions } from "./compile-permissions";
import { type StepTarget, projectSteps } from "./project-steps";
import type { Statement } from "./statement";
import {
  approvalActionStatements,
  approvalTopicPolicy,
  buildActionStatements,
  pipelineRoleStatements,
  projectRoleStatements,
  sourceActionStatements,
} from "./tooling-roles";
import { trustRoles, trustService } from "./trust";

/** Everything in the tooling account that one pipeline's permissions consist of. */
export interface CompiledPipeline {
  readonly artifacts: readonly ArtifactLocation[];
  readonly readers?: ArtifactReaders;
  readonly role: CompiledRole;
  readonly source: CompiledRole;
  readonly projects: readonly CompiledProject[];
  readonly approvals: readonly CompiledApproval[];
}

export interface CompiledProject {
  /** `build`, or a step of a Terraform deployment. */
  readonly step: string;
  readonly name: string;
  readonly logGroup: string;
  /** What the build itself runs as. */
  readonly role: CompiledRole;
  /** What the pipeline assumes to start it. */
  readonly actionRole: CompiledRole;
  /** Terraform steps: the account, and the roles there. */
  readonly target?: StepTarget;
}

interface CompiledApproval {
  readonly stage: StageName;
  readonly topicName: string;
  readonly topicArn: string;
  readonly topicPolicy: readonly Statement[];
  readonly role: CompiledRole;
}

/**
 * @param connectionArn of the source connection; known only at AWS where Gatehouse creates it
 */
export function compilePipeline(
  platform: Platform,
  pipeline: Pipeline,
  connectionArn: string,
): CompiledPipeline {
  const names = new Names(platform);
  const tooling = platform.tooling.accountId;
  const artifacts = artifactLocations(pipeline, names);
  const home = artifacts.filter((location) => location.region === platform.tooling.homeRegion);
  const pipelineRoleArn = names.roleArn(tooling, names.pipelineRole(pipeline));
  const actionTrust = trustRoles({
    rootArn: names.rootArn(tooling),
    roleArns: [pipelineRoleArn],
    organizationId: platform.organizationId,
  });
  const actionRole = (
    name: string,
    description: string,
    statements: readonly Statement[],
  ): CompiledRole => ({
    name,
    description,
    trust: actionTrust,
    statements,
  });

  const projects = projectSteps(pipeline, names).map(
    ({ step, target, outputs }): CompiledProject => {
      const name = names.project(pipeline, step);
      const logGroup = names.projectLogGroup(pipeline, step);
      return {
        step,
        name,
        logGroup,
        target,
        role: {
          name: names.projectRole(pipeline, step),
          description: `CodeBuild project ${name}`,
          trust: trustService("codebuild.amazonaws.com", {
            accountId: tooling,
            sourceArns: [names.projectArn(name)],
          }),
          statements: projectRoleStatements({
            logGroupArn: names.logGroupArn(logGroup),
            reportGroupArn: names.reportGroupArn(name),
            artifacts: home,
            outputs,
            deployRoleArn: target?.roleArn,
            extra: target === undefined ? buildPermissions(platform, pipeline) : [],
          }),
        },
        actionRole: actionRole(
          names.actionRole(pipeline, step),
          `Action ${step} of pipeline ${pipeline.name}`,
          buildActionStatements(names.projectArn(name)),
        ),
      };
    },
  );

  const approvals = pipeline.stages
    .filter((stage) => stage.approval !== undefined)
    .map((stage): CompiledApproval => {
      const name = names.approvalTopic(pipeline, stage);
      const topicArn = names.topicArn(name);
      return {
        stage: stage.name,
        topicName: name,
        topicArn,
        topicPolicy: approvalTopicPolicy({
          topicArn,
          rootArn: names.rootArn(tooling),
          roleArn: names.roleArn(tooling, name),
        }),
        role: actionRole(
          name,
          `Approval of stage ${stage.name} of pipeline ${pipeline.name}`,
          approvalActionStatements({
            topicArn,
            keyArnPattern: names.keysArn(platform.tooling.homeRegion),
            keyAlias: `alias/${names.artifactKeyAlias()}`,
            viaSns: names.viaService("sns", platform.tooling.homeRegion),
          }),
        ),
      };
    });

  const source = actionRole(
    names.actionRole(pipeline, ACTIONS.source),
    `Source of pipeline ${pipeline.name}`,
    sourceActionStatements({
      connectionArn,
      repository: pipeline.source.repository,
      artifacts: home,
    }),
  );
  const localRoles = [
    source,
    ...projects.map((project) => project.actionRole),
    ...approvals.map((approval) => approval.role),
  ];
  return {
    artifacts,
    readers: artifactReaders(platform, pipeline, names),
    source,
    projects,
    approvals,
    role: {
      name: names.pipelineRole(pipeline),
      description: `Pipeline ${pipeline.name}`,
      trust: trustService("codepipeline.amazonaws.com", {
        accountId: tooling,
        sourceArns: [names.pipelineArn(pipeline)],
      }),
      statements: pipelineRoleStatements({
        artifacts,
        roleArns: [
          ...localRoles.map((role) => names.roleArn(tooling, role.name)),
          ...remoteRoles(pipeline, names),
        ],
      }),
    },
  };
}

/** Deploy roles that CodePipeline assumes itself; Terraform's are assumed by its CodeBuild projects. */
function remoteRoles(pipeline: Pipeline, names: Names): string[] {
  return pipeline.deploy?.kind === "terraform"
    ? []
    : pipeline.targets.map(({ account }) => names.roleArn(account.id, names.deployRole(pipeline)));
}

function artifactReaders(
  platform: Platform,
  pipeline: Pipeline,
  names: Names,
): ArtifactReaders | undefined {
  if (
    pipeline.deploy === undefined ||
    pipeline.deploy.kind === "terraform" ||
    pipeline.targets.length === 0
  )
    return undefined;
  const roles = [
    names.deployRole(pipeline),
    // The CloudFormation execution role reads templates and code from the artifact too.
    ...(pipeline.deploy.kind === "cloudformation" ? [names.executionRole(pipeline)] : []),
  ];
  return {
    organizationId: platform.organizationId,
    accountIds: pipeline.targets.map(({ account }) => account.id),
    roleArnPatterns: roles.map((role) => names.roleArn("*", role)),
  };
}

/** @param name what `{pipeline}` stands for */
export function buildPermissions(
  platform: Platform,
  pipeline: Pipeline,
  name = pipeline.name,
): Statement[] {
  return compilePermissions(pipeline.build.permissions, "Build", {
    partition: platform.partition.name,
    account: platform.tooling.accountId,
    prefix: platform.prefix,
    pipeline: name,
    regions: [platform.tooling.homeRegion],
  });
}
