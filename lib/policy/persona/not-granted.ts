import type { PipelineCapability } from "../../config/schema/capabilities";
import { Names } from "../../model/names";
import { OPENING_ACTION, PIPELINE_ACTIONS } from "../../model/pipeline-capabilities";
import type { Persona, Platform } from "../../model/platform";
import { mergeStatements } from "../merge-statements";
import type { Statement } from "../statement";
import { HOLDS_NOTHING, type Held, heldBy, whereItOpens } from "./held";
import { TEAM_RESOURCE_TAG, otherTeamConditions } from "./own-team";
import { type Level, universeOf, writeExceptions } from "./pipeline-universe";

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
  const deny = { sid: SID, effect: "Deny", reasons: NEVER } as const;
  return [
    {
      ...deny,
      actions: [],
      notActions: [...READING, ...granted.flatMap(({ actions }) => actions)],
      resources: [names.arn("codepipeline", "*", accountId, "*")],
    },
    ...mergeStatements(
      granted.map(({ level, actions, held }) => ({
        ...deny,
        sid: "NotElsewhere",
        actions,
        notResources: writeExceptions(platform, level, held).map((name) =>
          names.pipelineArn({ name }),
        ),
        conditions: { StringEquals: { "aws:PrincipalAccount": accountId } },
      })),
    ),
    ...otherTeams(platform, persona, byName.keys(), byTeam),
  ];
}

const READING = ["codepipeline:Get*", "codepipeline:List*"] as const;
const SID = "NotGranted";
const NEVER = [{ text: "a change of a pipeline that this persona was not granted is denied" }];

interface HeldActions {
  readonly level: Level;
  readonly actions: readonly string[];
  readonly held: readonly string[];
}

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

/** What is granted on the own team's pipelines only is denied on those of others. */
function otherTeams(
  platform: Platform,
  persona: Persona,
  byName: Iterable<PipelineCapability>,
  byTeam: ReadonlyMap<PipelineCapability, Held>,
): Statement[] {
  const named = new Set(byName);
  const actions = CHANGING.filter((capability) => byTeam.has(capability) && !named.has(capability))
    .flatMap((capability) => levelsOf(capability, HOLDS_NOTHING, persona))
    .flatMap((level) => level.actions);
  if (actions.length === 0 || universeOf(platform).pipelines.length === 0) return [];
  const deny = {
    effect: "Deny",
    actions: [...new Set(actions)],
    resources: [new Names(platform).pipelineArn({ name: "*" })],
  } as const;
  const tag = platform.identity.mode === "none" ? "team" : platform.identity.teamTag;
  return [
    {
      ...deny,
      sid: "OtherTeams",
      conditions: otherTeamConditions(platform),
      reasons: [{ text: `only pipelines whose ${TEAM_RESOURCE_TAG} is the session's ${tag}` }],
    },
    {
      ...deny,
      sid: "NoTeam",
      conditions: { Null: { [`aws:PrincipalTag/${tag}`]: "true" } },
      reasons: [{ text: `a session without the tag ${tag} is in no team` }],
    },
  ];
}
