import { ACTIONS, STEPS } from "./names";
import type { Pipeline, Stage, TargetAccount } from "./platform";

/** One action of a stage after Build, as CodePipeline runs it: lower `runOrder` first, equal ones side by side. */
export type Action =
  | { readonly kind: "approval"; readonly name: string; readonly runOrder: number }
  | (Targeted & {
      readonly kind:
        | "cloudformation-deploy"
        | "cloudformation-prepare"
        | "cloudformation-execute"
        | "ecs-deploy";
    })
  | (Targeted & { readonly kind: "terraform-plan" | "terraform-apply"; readonly step: string });

interface Targeted {
  readonly name: string;
  readonly runOrder: number;
  readonly account: TargetAccount;
  readonly region: string;
}

/**
 * A stage's actions in order. With an approval, CloudFormation and Terraform first prepare a change set or a saved plan,
 * so that what is approved is exactly what is then executed; ECS has nothing to prepare and is approved first.
 */
export function actionsOf(pipeline: Pipeline, stage: Stage): readonly Action[] {
  const targets = stage.targets.flatMap(({ account, regions }) =>
    regions.map((region) => ({ account, region })),
  );
  const approved = stage.approval !== undefined;
  const approval = (runOrder: number): Action[] =>
    approved ? [{ kind: "approval", name: ACTIONS.approve, runOrder }] : [];
  switch (pipeline.deploy?.kind) {
    case undefined:
      return approval(1);
    case "ecs":
      return [
        ...approval(1),
        ...targets.map((target): Action => ({
          kind: "ecs-deploy",
          name: ACTIONS.deploy(target.account, target.region),
          runOrder: approved ? 2 : 1,
          ...target,
        })),
      ];
    case "cloudformation":
      if (!approved) {
        return targets.map((target) => ({
          kind: "cloudformation-deploy",
          name: ACTIONS.deploy(target.account, target.region),
          runOrder: 1,
          ...target,
        }));
      }
      return [
        ...targets.map((target): Action => ({
          kind: "cloudformation-prepare",
          name: ACTIONS.prepare(target.account, target.region),
          runOrder: 1,
          ...target,
        })),
        ...approval(2),
        ...targets.map((target): Action => ({
          kind: "cloudformation-execute",
          name: ACTIONS.deploy(target.account, target.region),
          runOrder: 3,
          ...target,
        })),
      ];
    case "terraform":
      return [
        ...targets.map((target): Action => ({
          kind: "terraform-plan",
          name: ACTIONS.plan(target.account, target.region),
          runOrder: 1,
          step: STEPS.plan(target.account),
          ...target,
        })),
        ...approval(2),
        ...targets.map((target): Action => ({
          kind: "terraform-apply",
          name: ACTIONS.apply(target.account, target.region),
          runOrder: approved ? 3 : 2,
          step: STEPS.apply(target.account),
          ...target,
        })),
      ];
  }
}
