import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import type { AccountSelector } from "../../config/schema/selectors";
import { actionsOf } from "../pipeline-actions";
import { LIMITS } from "../limits";
import { STAGES } from "../names";
import type { Pipeline, Stage } from "../platform";
import { selectAccounts } from "../select";
import { type Check, droppedAt, droppedFrom } from "./check";

/** What a pipeline's stages need to be one that CodePipeline takes, and a protected one that nobody slips through. */
export const checkStages: Check = (input) =>
  input.platform.pipelines.flatMap((pipeline) => {
    const path: ConfigPath = ["pipelines", pipeline.name];
    const written = input.config.pipelines[pipeline.name]?.stages ?? [];
    const deploysNowhere =
      pipeline.deploy !== undefined &&
      !written.some((stage) => stage.accounts !== undefined) &&
      !droppedAt(input, path);
    const selectsNothing = (accounts: AccountSelector | undefined): boolean =>
      accounts !== undefined &&
      !droppedFrom(input, "accounts") &&
      selectAccounts(accounts, input.platform.accounts).length === 0;
    return [
      ...(deploysNowhere ? [withoutStage(path)] : []),
      ...pipeline.stages.flatMap((stage, index) => {
        const here = [...path, "stages", index];
        const selects = written[index]?.accounts !== undefined;
        return [
          ...named(stage, index, pipeline, here),
          ...(selects && pipeline.deploy === undefined && !droppedAt(input, [...path, "deploy"])
            ? [withoutDeploy(here)]
            : []),
          ...(selectsNothing(written[index]?.accounts)
            ? [emptySelection([...here, "accounts"])]
            : []),
          ...(stage.protected && stage.approval === undefined && !droppedAt(input, here)
            ? [unapproved(stage, here)]
            : []),
          ...tooManyActions(pipeline, stage, here),
        ];
      }),
      ...tooLong(pipeline, path),
    ];
  });

function named(stage: Stage, index: number, pipeline: Pipeline, path: ConfigPath): Finding[] {
  if (Object.values(STAGES).some((reserved) => reserved === stage.name)) {
    return [
      {
        code: "reserved-name",
        path: [...path, "name"],
        message: `every pipeline already has a stage "${stage.name}"`,
        fix: "choose another name, such as the environment's",
      },
    ];
  }
  const earlier = pipeline.stages.findIndex((other) => other.name === stage.name);
  if (earlier === index) return [];
  return [
    {
      code: "duplicate-name",
      path: [...path, "name"],
      message: `stage "${stage.name}" is already defined at pipelines.${pipeline.name}.stages[${earlier}]`,
      fix: "rename or remove one of the two",
    },
  ];
}

function withoutStage(path: ConfigPath): Finding {
  return {
    code: "deploy-without-stage",
    path: [...path, "deploy"],
    message: "this pipeline says how it deploys, but no stage says where",
    fix: "add a stage with accounts, or remove deploy",
  };
}

function withoutDeploy(path: ConfigPath): Finding {
  return {
    code: "stage-without-deploy",
    path: [...path, "accounts"],
    message: "this stage selects accounts, but the pipeline doesn't say how it deploys",
    fix: "add deploy to the pipeline (kind: cloudformation, ecs or terraform), or remove accounts",
  };
}

function emptySelection(path: ConfigPath): Finding {
  return {
    code: "empty-selection",
    path,
    message: "no account matches this selection",
    fix: "every key must match at once: loosen one, or add the account",
  };
}

function unapproved(stage: Stage, path: ConfigPath): Finding {
  return {
    code: "protected-stage-without-approval",
    path,
    atKey: true,
    got: stage.name,
    message: `stage "${stage.name}" deploys to a protected environment (${stage.environments.join(", ")}) without an approval`,
    fix: "add `approval: {}` to the stage",
  };
}

function tooManyActions(pipeline: Pipeline, stage: Stage, path: ConfigPath): Finding[] {
  const count = actionsOf(pipeline, stage).length;
  if (count <= LIMITS.actionsPerStage) return [];
  return [
    {
      code: "too-many-actions",
      path,
      got: `${count} actions`,
      message: `stage "${stage.name}" would have ${count} actions; CodePipeline takes ${LIMITS.actionsPerStage} a stage`,
      fix: "split it into several stages, each with some of the accounts",
    },
  ];
}

function tooLong(pipeline: Pipeline, path: ConfigPath): Finding[] {
  const actions =
    2 + pipeline.stages.reduce((sum, stage) => sum + actionsOf(pipeline, stage).length, 0);
  const stages = 2 + pipeline.stages.length;
  const over = [
    { count: actions, limit: LIMITS.actionsPerPipeline, noun: "actions" },
    { count: stages, limit: LIMITS.stagesPerPipeline, noun: "stages" },
  ].find(({ count, limit }) => count > limit);
  if (over === undefined) return [];
  return [
    {
      code: "too-many-actions",
      path: [...path, "stages"],
      got: `${over.count} ${over.noun}`,
      message: `the pipeline would have ${over.count} ${over.noun}; CodePipeline takes ${over.limit}`,
      fix: "split it into several pipelines, each for some of the accounts",
    },
  ];
}
