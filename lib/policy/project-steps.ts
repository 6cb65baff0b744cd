import { ARTIFACTS, type Names, STEPS } from "../model/names";
import type { Pipeline, TargetAccount } from "../model/platform";

/** What one CodeBuild project of a pipeline is for. */
interface ProjectStep {
  /** `build`, or a step of a Terraform deployment. */
  readonly step: string;
  /** The artifacts it writes, by name. */
  readonly outputs: readonly string[];
  readonly target?: StepTarget;
}

/** The account that a Terraform step deploys to, and the roles there. */
export interface StepTarget {
  readonly account: TargetAccount;
  readonly roleArn: string;
  /** Only of the step that applies. */
  readonly executionRoleArn?: string;
}

/** Build, and for Terraform a plan and an apply step for each account. */
export function projectSteps(pipeline: Pipeline, names: Names): ProjectStep[] {
  const build: ProjectStep = { step: STEPS.build, outputs: [ARTIFACTS.build] };
  if (pipeline.deploy?.kind !== "terraform") return [build];
  return [
    build,
    ...pipeline.targets.flatMap(({ account }) => [
      {
        step: STEPS.plan(account),
        outputs: plansFor(pipeline, account),
        target: { account, roleArn: names.roleArn(account.id, names.planRole(pipeline)) },
      },
      {
        step: STEPS.apply(account),
        outputs: [],
        target: {
          account,
          roleArn: names.roleArn(account.id, names.deployRole(pipeline)),
          executionRoleArn: names.roleArn(account.id, names.executionRole(pipeline)),
        },
      },
    ]),
  ];
}

/** The saved plans of all stages and regions that deploy to an account. */
function plansFor(pipeline: Pipeline, account: TargetAccount): string[] {
  return pipeline.stages.flatMap((stage) =>
    stage.targets
      .filter((target) => target.account.name === account.name)
      .flatMap(({ regions }) => regions.map((region) => ARTIFACTS.plan(stage, account, region))),
  );
}
