import type { Pipeline, Stage } from "../../../model/platform";
import type { WorldPipeline } from "../../world/world";
import type { Check } from "../check";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/** All that is said of approvals is worth nothing where one is missing. */
export const approvalsInPlace: Check = {
  id: "approvals",
  claim: "Each stage that asks for an approval waits for it before anything is deployed",
  run: (scene, inquiry) => {
    for (const pipeline of scene.platform.pipelines) {
      const made = scene.world.pipelines.find(({ name }) => name === pipeline.name);
      for (const stage of pipeline.stages)
        if (stage.approval !== undefined || stage.protected)
          judge(pipeline, stage, made, scene, inquiry);
    }
  },
};

/** What changes something in a target account; what prepares a change set or a plan may come first. */
function judge(
  { name: pipeline }: Pipeline,
  { name }: Stage,
  made: WorldPipeline | undefined,
  scene: Scene,
  inquiry: Inquiry,
): void {
  inquiry.count(1);
  const actions = made?.stages.find((stage) => stage.name === name)?.actions ?? [];
  const approval = actions.find(({ category }) => category === "Approval");
  const early = actions.filter(
    (action) =>
      action !== approval &&
      action.runOrder <= (approval?.runOrder ?? 0) &&
      !prepares(action, scene),
  );
  if (approval !== undefined && early.length === 0) return;
  const what =
    approval === undefined
      ? "has no approval as it was generated"
      : `runs ${early.map((action) => action.name).join(", ")} before its approval`;
  inquiry.report({
    kind: "violated",
    message: `stage ${name} of pipeline ${pipeline} ${what}`,
    who: made?.arn ?? pipeline,
    evidence: [],
    config: ["pipelines", pipeline, "stages"],
    fix: "let an Approval action come before whatever deploys in the stage",
  });
}

type Action = WorldPipeline["stages"][number]["actions"][number];

/** A change set or a plan: the build that plans gets a role to read with, and none to change anything with. */
function prepares({ provider, configuration }: Action, { world }: Scene): boolean {
  if (configuration["ActionMode"] === "CHANGE_SET_REPLACE") return true;
  if (provider !== "CodeBuild") return false;
  const project = world.projects.find(({ name }) => name === configuration["ProjectName"]);
  return project !== undefined && project.environment["EXECUTION_ROLE_ARN"] === undefined;
}
