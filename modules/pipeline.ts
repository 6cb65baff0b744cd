import { Codepipeline, type CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import type { ArtifactStore } from "./artifact-store";
import type { BoundedRole } from "./bounded-role";
import type { PipelineAction } from "./pipeline-action";

export interface PipelineProps {
  readonly pipelineName: string;
  readonly role: BoundedRole;
  /** One for each region that an action runs in; the pipeline's own region among them. */
  readonly artifactStores: readonly ArtifactStore[];
  readonly stages: readonly PipelineStage[];
  /** @default "SUPERSEDED" */
  readonly executionMode?: "SUPERSEDED" | "QUEUED" | "PARALLEL";
  /** What must exist first: CodePipeline checks at creation that it can assume each action's role. @default none */
  readonly dependsOn?: readonly ITerraformDependable[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface PipelineStage {
  readonly name: string;
  readonly actions: readonly PipelineAction[];
}

/** A V2 pipeline whose every action has a role of its own. */
export class Pipeline extends Construct {
  readonly pipeline: Codepipeline;

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    checkLimits(props);
    const several = props.artifactStores.length > 1;
    this.pipeline = new Codepipeline(this, "pipeline", {
      name: props.pipelineName,
      pipelineType: "V2",
      executionMode: props.executionMode ?? "SUPERSEDED",
      roleArn: props.role.arn,
      artifactStore: props.artifactStores.map((store) => ({
        type: "S3",
        location: store.bucketName,
        // The region is to be named when there are several stores, and refused when there is one.
        ...(several ? { region: store.location.region } : {}),
        encryptionKey: { type: "KMS", id: store.keyArn },
      })),
      stage: props.stages.map((stage) => ({
        name: stage.name,
        action: stage.actions.map(renderAction),
      })),
      dependsOn: [...props.role.dependables, ...(props.dependsOn ?? [])],
      tags: { ...props.tags },
    });
  }
}

function renderAction(action: PipelineAction): CodepipelineStageAction {
  return {
    name: action.name,
    category: action.category,
    owner: "AWS",
    provider: action.provider,
    version: "1",
    runOrder: action.runOrder ?? 1,
    region: action.region,
    roleArn: action.roleArn,
    configuration: { ...action.configuration },
    inputArtifacts: action.inputArtifacts === undefined ? undefined : [...action.inputArtifacts],
    outputArtifacts: action.outputArtifacts === undefined ? undefined : [...action.outputArtifacts],
    timeoutInMinutes: action.timeoutInMinutes,
  };
}

function checkLimits({ pipelineName, stages }: PipelineProps): void {
  for (const { name, actions } of stages) {
    const where = `pipeline "${pipelineName}", stage "${name}"`;
    if (actions.length > LIMITS.actionsPerStage) {
      throw new Error(`${where}: ${actions.length} actions; CodePipeline takes ${LIMITS.actionsPerStage}`);
    }
    for (const action of actions) {
      for (const [key, value] of Object.entries(action.configuration)) {
        if (value.length <= LIMITS.actionConfigurationValue) continue;
        throw new Error(
          `${where}, action "${action.name}": ${key} has ${value.length} characters; CodePipeline takes ${LIMITS.actionConfigurationValue}`,
        );
      }
    }
  }
}
