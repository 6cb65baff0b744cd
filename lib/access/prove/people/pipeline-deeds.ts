import type { WorldPipeline, WorldStage } from "../../world/world";
import type { Context } from "../scene/contexts";
import { findGrant } from "../scene/granted";
import type { Scene } from "../scene/scene";
import type { Deed } from "./deed";
import type { Person } from "./person";

/**
 * What CodePipeline itself lets one do to a pipeline, at the level of resource at which IAM knows it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
 */
export function pipelineDeeds(pipeline: WorldPipeline, scene: Scene): Deed[] {
  const { arn, name, accountId, tags } = pipeline;
  const context = tagged(tags);
  const on = (action: string, resource: string, what: string): Deed => ({
    what,
    action: `codepipeline:${action}`,
    resource,
    context,
    accountId,
  });
  const start = arn.slice(0, arn.length - name.length);
  return [
    granted(on("StartPipelineExecution", arn, `start ${name}`), "start", pipeline, scene),
    granted(on("UpdatePipeline", arn, `edit ${name}`), "edit", pipeline, scene),
    granted(on("StopPipelineExecution", arn, `stop ${name}`), "stop", pipeline, scene),
    on("DeletePipeline", arn, `delete ${name}`),
    on("TagResource", arn, `give ${name} to another team`),
    on("UntagResource", arn, `take ${name} from its team`),
    { ...on("CreatePipeline", `${arn}-copy`, `create a pipeline like ${name}`), context: {} },
    { ...on("PutWebhook", `${start}webhook:${name}`, `let a webhook start ${name}`), context: {} },
    ...pipeline.stages.flatMap((stage) => stageDeeds(pipeline, stage, on, scene)),
  ];
}

const STAGE_ACTIONS = {
  retry: "RetryStageExecution",
  rollback: "RollbackStage",
  gate: "DisableStageTransition",
} as const;

type On = (action: string, resource: string, what: string) => Deed;

function stageDeeds(
  pipeline: WorldPipeline,
  { name, actions }: WorldStage,
  on: On,
  scene: Scene,
): Deed[] {
  const arn = `${pipeline.arn}/${name}`;
  const place = `${name} of ${pipeline.name}`;
  const override = on("OverrideStageCondition", arn, `override the conditions of ${place}`);
  const open = on("EnableStageTransition", arn, `open the gate to ${place}`);
  return [
    granted(override, "override", pipeline, scene, name),
    ...(["retry", "rollback", "gate"] as const).map((capability) =>
      granted(
        on(STAGE_ACTIONS[capability], arn, `${capability} ${place}`),
        capability,
        pipeline,
        scene,
        name,
      ),
    ),
    // Who approves only closes a gate.
    {
      ...open,
      isGranted: (person) =>
        holds("gate", pipeline, scene, name)(person) && !approvesIn(person, pipeline, scene),
    },
    ...actions.flatMap((action): Deed[] => {
      const resource = `${arn}/${action.name}`;
      if (action.category === "Source")
        return [on("PutActionRevision", resource, `put a revision into ${pipeline.name}`)];
      if (action.category !== "Approval") return [];
      const approve = on("PutApprovalResult", resource, `approve ${place}`);
      return [granted(approve, "approve", pipeline, scene, name)];
    }),
  ];
}

function granted(
  deed: Deed,
  capability: string,
  pipeline: WorldPipeline,
  scene: Scene,
  stage?: string,
): Deed {
  return { ...deed, isGranted: holds(capability, pipeline, scene, stage) };
}

export function holds(
  capability: string,
  { name }: Pick<WorldPipeline, "name">,
  { platform }: Scene,
  stage?: string,
): (person: Person) => boolean {
  return ({ persona, team }) => {
    const spot = { pipeline: name, team, ...(stage === undefined ? {} : { stage }) };
    return findGrant(platform, persona, capability, spot) !== undefined;
  };
}

function approvesIn(person: Person, pipeline: WorldPipeline, scene: Scene): boolean {
  return pipeline.stages.some(
    ({ name, actions }) =>
      actions.some(({ category }) => category === "Approval") &&
      holds("approve", pipeline, scene, name)(person),
  );
}

export function tagged(tags: Readonly<Record<string, string>>): Context {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
  );
}
