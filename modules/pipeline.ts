import { Codepipeline, type CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import type { ArtifactStore } from "./artifact-store";
import type { BoundedRole } from "./bounded-role";
import { checkLimit } from "./check-limit";
import { type Dependency, dependOn } from "./depend-on";
import type { PipelineAction } from "./pipeline-action";

export interface PipelineProps {
  readonly pipelineName: string;
  /** What the pipeline runs as; see `pipelineRoleStatements`. */
  readonly role: BoundedRole;
  /** One for each region that an action runs in; the pipeline's own region among them. */
  readonly artifactStores: readonly ArtifactStore[];
  /** Two or more; the first holds the source actions alone. */
  readonly stages: readonly PipelineStage[];
  /**
   * What becomes of an execution that waits while a newer one comes. PARALLEL is not offered: executions would share a
   * stage, and one could replace the change set or plan that another's approval is about.
   * @default "SUPERSEDED": the newer one replaces it
   */
  readonly executionMode?: "SUPERSEDED" | "QUEUED";
  /**
   * What must exist first, beside the pipeline's role and stores: the actions' roles, since CodePipeline checks at creation
   * that it can assume them, and the projects and topics that actions name. @default none
   */
  readonly dependsOn?: readonly Dependency[];
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
    checkStores(props);
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
      tags: { ...props.tags },
    });
    dependOn(this.pipeline, [
      props.role,
      ...(props.dependsOn ?? []),
      ...props.artifactStores.map((store) => store.privateBucket.policy),
    ]);
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
    namespace: action.namespace,
  };
}

/** CodePipeline finds these out in the middle of an apply, and names neither the action nor the region. */
function checkStores({ pipelineName, artifactStores, stages }: PipelineProps): void {
  const regions = artifactStores.map((store) => store.location.region);
  if (regions.length === 0) throw new Error(`pipeline "${pipelineName}" has no artifact store`);
  const twice = regions.find((region, index) => regions.indexOf(region) !== index);
  if (twice !== undefined) {
    throw new Error(
      `pipeline "${pipelineName}" has two artifact stores in ${twice}; CodePipeline takes one a region`,
    );
  }
  for (const { name, actions } of stages) {
    for (const action of actions) {
      if (action.region === undefined || regions.includes(action.region)) continue;
      throw new Error(
        `pipeline "${pipelineName}", stage "${name}": action "${action.name}" runs in ${action.region}, and there is no ` +
          `artifact store; there are stores in ${regions.join(", ")}`,
      );
    }
  }
}

function checkLimits({ pipelineName, stages }: PipelineProps): void {
  const pipeline = `pipeline "${pipelineName}"`;
  if (stages.length < 2) {
    throw new Error(`${pipeline} has ${stages.length} of the 2 stages that CodePipeline asks for`);
  }
  checkLimit(pipeline, stages.length, LIMITS.stagesPerPipeline, "stages");
  const count = stages.reduce((sum, { actions }) => sum + actions.length, 0);
  checkLimit(pipeline, count, LIMITS.actionsPerPipeline, "actions");
  for (const { name, actions } of stages) {
    checkLimit(`${pipeline}, stage "${name}"`, actions.length, LIMITS.actionsPerStage, "actions");
    for (const action of actions) {
      for (const [key, value] of Object.entries(action.configuration)) {
        const what = `${pipeline}, stage "${name}", action "${action.name}": ${key}`;
        checkLimit(what, value.length, LIMITS.actionConfigurationValue, "characters");
      }
    }
  }
}
