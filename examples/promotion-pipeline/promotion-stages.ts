import {
  type PipelineAction,
  type PipelineStage,
  codeBuild,
  connectionSource,
  manualApproval,
} from "../../modules";
import {
  NAMES,
  type Phase,
  type PromotedWave,
  ROLES,
  WAVES,
  connectionArn,
  projectName,
  tooling,
} from "./names";

/** The commit, then each wave in turn: planned, approved where it is protected, and exactly that plan applied. */
export function promotionStages(): PipelineStage[] {
  return [
    {
      name: "source",
      actions: [
        connectionSource({
          name: "source",
          roleArn: tooling.roleArn(ROLES.source),
          connectionArn,
          repository: NAMES.repository,
          branch: NAMES.branch,
          detectChanges: true,
          // A promotion is of a commit, and who may sign is read from the one that the wave ran before, too.
          clone: true,
          output: NAMES.source,
        }),
      ],
    },
    {
      name: NAMES.stage,
      actions: WAVES.flatMap(actionsOf).map((action, index) => ({
        ...action,
        runOrder: index + 1,
      })),
    },
  ];
}

function actionsOf(wave: PromotedWave): PipelineAction[] {
  const namespace = `plan-${wave.name}`;
  const bundle = `#{${namespace}.BUNDLE}`;
  return [
    { ...run("plan", wave, { WAVE: wave.name }), namespace },
    ...(wave.protected ? [approval(wave, bundle)] : []),
    run("apply", wave, { BUNDLE: bundle }),
  ];
}

function run(
  phase: Phase,
  { name }: PromotedWave,
  environment: Readonly<Record<string, string>>,
): PipelineAction {
  return codeBuild({
    name: `${phase}-${name}`,
    roleArn: tooling.roleArn(ROLES.start[phase]),
    projectName: projectName(phase),
    input: NAMES.source,
    environment,
  });
}

/** A pause: what counts is the second person's signature, which `promote apply` looks for. */
function approval({ name }: PromotedWave, bundle: string): PipelineAction {
  return manualApproval({
    name: `approve-${name}`,
    roleArn: tooling.roleArn(ROLES.approve),
    topicArn: tooling.topicArn(NAMES.topic),
    instructions:
      `Wave ${name} waits for a second person's signature under bundle ${bundle}. Pull it, look at its plan, sign it ` +
      "with gatehouse promote approve and push it. Approve here after that: without the signature it is not applied.",
  });
}
