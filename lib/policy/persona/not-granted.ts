import type { PipelineCapability } from "../../config/schema/capabilities";
import { Names, TEAM_TAG } from "../../model/names";
import { OPENING_ACTION, PIPELINE_ACTIONS } from "../../model/pipeline-capabilities";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { mergeStatements } from "../merge-statements";
import type { Statement } from "../statement";
import { type HeldActions, elsewhere } from "./elsewhere";
import { HOLDS_NOTHING, type Held, heldBy, whereItOpens } from "./held";
import { otherTeamConditions } from "./own-team";
import { writeExceptions } from "./pipeline-universe";

/** Capabilities that change something; reading a pipeline is nobody's way round an approval. */
const CHANGING: readonly PipelineCapability[] = [
  "approve",
  "edit",
  "gate",
  "override",
  "retry",
  "rollback",
  "start",
  "stop",
];

/**
 * Denies every change of a pipeline that the persona was not granted, whatever another policy grants: what a colleague
 * attaches by hand, an AWS-managed policy, or a mistake.
 */
export function notGranted(platform: Platform, persona: Persona): Statement[] {
  const names = new Names(platform);
  const { accountId } = platform.tooling;
  const byName = heldBy(platform, persona, { ownTeam: false });
  const byTeam = heldBy(platform, persona, { ownTeam: true });
  const granted = CHANGING.flatMap((capability) =>
    levelsOf(capability, union(byName.get(capability), byTeam.get(capability)), persona),
  ).filter(({ held }) => held.length > 0);
  return [
    {
      sid: "NotGranted",
      effect: "Deny",
      actions: [],
      notActions: [...READING, ...granted.flatMap(({ actions }) => actions)],
      resources: [names.arn("codepipeline", "*", accountId, "*")],
      reasons: [{ text: "a change of a pipeline that this persona was not granted is denied" }],
    },
    ...elsewhere(platform, granted),
    ...otherTeams(platform, persona, byName, byTeam),
  ];
}

const READING = ["codepipeline:Get*", "codepipeline:List*"] as const;

/** Each changing action with the names that are left to the persona. */
function levelsOf(capability: PipelineCapability, held: Held, persona: Persona): HeldActions[] {
  const { stageActions = [], approvalActions = [], ...rest } = PIPELINE_ACTIONS[capability];
  // To approve, the pipeline is read.
  const pipelineActions = capability === "approve" ? [] : (rest.pipelineActions ?? []);
  const levels: HeldActions[] = [
    { level: "pipelines", actions: pipelineActions, held: held.pipelines.map(({ name }) => name) },
    {
      level: "stages",
      actions: stageActions.filter((action) => action !== OPENING_ACTION),
      held: held.stages,
    },
    {
      level: "stages",
      actions: stageActions.filter((action) => action === OPENING_ACTION),
      held: whereItOpens(held, persona).stages,
    },
    { level: "approvals", actions: approvalActions, held: held.approvals },
  ];
  return levels.filter(({ actions }) => actions.length > 0);
}

function union(one: Held = HOLDS_NOTHING, other: Held = HOLDS_NOTHING): Held {
  return {
    pipelines: [...one.pipelines, ...other.pipelines],
    stages: [...one.stages, ...other.stages],
    approvals: [...one.approvals, ...other.approvals],
    reasons: [...one.reasons, ...other.reasons],
  };
}

/**
 * What is granted on the own team's pipelines is denied on those of others, but for those that it is granted on by name.
 * A session without the tag is in no team: a variable without a value equals nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function otherTeams(
  platform: Platform,
  persona: Persona,
  byName: ReadonlyMap<PipelineCapability, Held>,
  byTeam: ReadonlyMap<PipelineCapability, Held>,
): Statement[] {
  const names = new Names(platform);
  const { accountId } = platform.tooling;
  const tag = platform.identity.mode === "none" ? "team" : platform.identity.teamTag;
  const otherTeam = otherTeamConditions(platform);
  const levels = CHANGING.flatMap((capability) =>
    levelsOf(capability, byTeam.get(capability) ?? HOLDS_NOTHING, persona),
  ).filter(({ held }) => held.length > 0);
  const named = CHANGING.flatMap((capability) =>
    levelsOf(capability, byName.get(capability) ?? HOLDS_NOTHING, persona),
  );
  return mergeStatements(
    levels.map(({ level, actions }): Statement => {
      const held = named.find((each) => each.actions.join() === actions.join())?.held ?? [];
      return {
        sid: "OtherTeams",
        effect: "Deny",
        actions,
        ...(held.length === 0
          ? { resources: [names.pipelineArn({ name: "*" })], conditions: otherTeam }
          : {
              notResources: writeExceptions(platform, level, held).map((name) =>
                names.pipelineArn({ name }),
              ),
              conditions: { ...otherTeam, StringEquals: { "aws:PrincipalAccount": accountId } },
            }),
        reasons: [{ text: `only pipelines whose ${TEAM_TAG} is the session's ${tag}` }],
      };
    }),
  );
}
