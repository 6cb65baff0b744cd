import { literalText } from "../modules/literal-text";
import { ACTIONS, ARTIFACTS, type Names, STAGES, STEPS } from "../lib/model/names";
import { type Action, actionsOf } from "../lib/model/pipeline-actions";
import type { Pipeline, Stage } from "../lib/model/platform";
import type { CompiledPipeline } from "../lib/policy/compile-pipeline";
import type { BoundedRole } from "../modules/bounded-role";
import type { PipelineStage } from "../modules/pipeline";
import {
  type PipelineAction,
  cloudFormation,
  codeBuild,
  connectionSource,
  ecsDeploy,
  manualApproval,
} from "../modules/pipeline-action";

export interface StagesInput {
  readonly model: Pipeline;
  readonly compiled: CompiledPipeline;
  readonly connectionArn: string;
  readonly names: Names;
  readonly sourceRoleArn: string;
  /** The tooling account's roles by name. */
  readonly roles: ReadonlyMap<string, BoundedRole>;
}

/** The pipeline's stages as CodePipeline has them: Source, Build, then the config's in their order. */
export function pipelineStages(input: StagesInput): PipelineStage[] {
  const { model } = input;
  return [
    { name: STAGES.source, actions: [sourceAction(input)] },
    { name: STAGES.build, actions: [buildAction(input)] },
    ...model.stages.map((stage) => ({
      name: stage.name,
      actions: actionsOf(model, stage).map((action) => renderAction(action, stage, input)),
    })),
  ];
}

function sourceAction({ model, connectionArn, sourceRoleArn }: StagesInput): PipelineAction {
  const { repository, branch, detectChanges } = model.source;
  return connectionSource({
    name: ACTIONS.source,
    roleArn: sourceRoleArn,
    connectionArn,
    repository,
    branch: literalText(branch),
    detectChanges,
    output: ARTIFACTS.source,
  });
}

function buildAction({ model, names, roles }: StagesInput): PipelineAction {
  return codeBuild({
    name: ACTIONS.build,
    roleArn: getRole(roles, names.actionRole(model, STEPS.build)).arn,
    projectName: names.project(model, STEPS.build),
    input: ARTIFACTS.source,
    output: ARTIFACTS.build,
  });
}

function renderAction(action: Action, stage: Stage, input: StagesInput): PipelineAction {
  const { model, names, roles } = input;
  const { name, runOrder } = action;
  if (action.kind === "approval") {
    const topic = names.approvalTopic(model, stage);
    return manualApproval({
      name,
      runOrder,
      roleArn: getRole(roles, topic).arn,
      topicArn: names.topicArn(topic),
      instructions: literally(stage.approval?.instructions),
      reviewUrl: literally(stage.approval?.reviewUrl),
      timeoutMinutes: stage.approval?.timeoutMinutes ?? 10_080,
    });
  }
  const { account, region } = action;
  const common = {
    name,
    runOrder,
    region,
    roleArn: names.roleArn(account.id, names.deployRole(model)),
    input: ARTIFACTS.build,
  };
  const { deploy } = model;
  switch (action.kind) {
    case "terraform-plan":
    case "terraform-apply": {
      const plan = ARTIFACTS.plan(stage, account, region);
      const plans = action.kind === "terraform-plan";
      return codeBuild({
        name,
        runOrder,
        roleArn: getRole(roles, names.actionRole(model, action.step)).arn,
        projectName: names.project(model, action.step),
        input: plans ? ARTIFACTS.build : plan,
        output: plans ? plan : undefined,
        environment: { TARGET_REGION: region },
      });
    }
    case "ecs-deploy": {
      if (deploy?.kind !== "ecs") throw mismatch(action, model);
      return ecsDeploy({
        ...common,
        cluster: deploy.cluster,
        service: deploy.service,
        imageDefinitions: deploy.imageDefinitions,
      });
    }
    case "cloudformation-deploy":
    case "cloudformation-prepare":
    case "cloudformation-execute": {
      if (deploy?.kind !== "cloudformation") throw mismatch(action, model);
      return cloudFormation({
        ...common,
        mode: MODES[action.kind],
        stackName: deploy.stackName,
        changeSetName: names.changeSet(stage),
        executionRoleArn: names.roleArn(account.id, names.executionRole(model)),
        template: deploy.template,
        templateConfiguration: deploy.templateConfiguration,
        artifactParameters: deploy.artifactParameters,
        capabilities: deploy.capabilities,
      });
    }
  }
}

const MODES = {
  "cloudformation-deploy": "update",
  "cloudformation-prepare": "prepare",
  "cloudformation-execute": "execute",
} as const;

function mismatch(action: Action, model: Pipeline): Error {
  return new Error(
    `action "${action.name}" of pipeline "${model.name}" does not fit its deploy kind`,
  );
}

function getRole(roles: ReadonlyMap<string, BoundedRole>, name: string): BoundedRole {
  const role = roles.get(name);
  if (role === undefined) throw new Error(`role "${name}" is not in this stack`);
  return role;
}

function literally(text: string | undefined): string | undefined {
  return text === undefined ? undefined : literalText(text);
}
