import type { PipelineCapability } from "../../config/schema/capabilities";
import { Names } from "../../model/names";
import { OPENING_ACTION, PIPELINE_ACTIONS } from "../../model/pipeline-capabilities";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { compilePermissions } from "../compile-permissions";
import type { Conditions, Statement } from "../statement";
import { type Held, customHeldBy, heldBy, whereItOpens } from "./held";
import { artifactStatements } from "./artifact-statements";
import { editStatements } from "./edit-statements";
import { logStatements } from "./log-statements";
import { ownTeamConditions } from "./own-team";
import { type Level, type Style, writeNames } from "./pipeline-universe";
import { sourceStatements } from "./source-statements";

/** What a persona is allowed in the tooling account by some of its grants: those that `part` has. */
export function pipelineAllows(
  platform: Platform,
  persona: Persona,
  style: Style,
  part: Persona,
): Statement[] {
  return [
    ...[...heldBy(platform, part, { ownTeam: false })].flatMap(([capability, held]) =>
      capabilityStatements({ platform, persona, style }, capability, held),
    ),
    // Which pipelines these are shows at sign-in, so patterns are all there is to write.
    ...[...heldBy(platform, part, { ownTeam: true })].flatMap(([capability, held]) =>
      capabilityStatements(
        { platform, persona, style: "patterns", conditions: ownTeamConditions(platform) },
        capability,
        held,
      ),
    ),
    ...customStatements(platform, part),
  ];
}

interface Writing {
  readonly platform: Platform;
  readonly persona: Persona;
  readonly style: Style;
  readonly conditions?: Conditions;
}

function capabilityStatements(
  writing: Writing,
  capability: PipelineCapability,
  held: Held,
): Statement[] {
  const { platform, persona, style, conditions } = writing;
  const names = new Names(platform);
  const levels = PIPELINE_ACTIONS[capability];
  const sid = `${capability.charAt(0).toUpperCase()}${capability.slice(1)}`;
  const at = (
    level: Level,
    actions: readonly string[] | undefined,
    on: readonly string[],
  ): Statement => ({
    sid,
    actions: actions ?? [],
    resources: writeNames(platform, level, on, style).map((name) => names.pipelineArn({ name })),
    conditions,
    reasons: held.reasons,
  });
  const stageActions = levels.stageActions ?? [];
  return [
    at(
      "pipelines",
      levels.pipelineActions,
      held.pipelines.map(({ name }) => name),
    ),
    at(
      "stages",
      stageActions.filter((action) => action !== OPENING_ACTION),
      held.stages,
    ),
    at(
      "stages",
      stageActions.filter((action) => action === OPENING_ACTION),
      whereItOpens(held, persona).stages,
    ),
    at("approvals", levels.approvalActions, held.approvals),
    { sid, actions: levels.listActions ?? [], resources: ["*"], reasons: held.reasons },
    ...elsewhere(writing, capability, held, sid),
  ].filter(({ actions, resources }) => actions.length > 0 && resources?.length !== 0);
}

/** What a capability needs of other services. */
function elsewhere(
  { platform, style, conditions }: Writing,
  capability: PipelineCapability,
  held: Held,
  sid: string,
): Statement[] {
  switch (capability) {
    case "logs":
      return logStatements(platform, held, sid, { style, conditions });
    case "artifacts":
      return artifactStatements(platform, held, sid, style);
    case "source":
      return sourceStatements(platform, held, sid);
    case "edit":
      return editStatements(platform, held, sid, style);
    default:
      return [];
  }
}

/** A capability that a team made itself, once for each pipeline that it is granted on. */
function customStatements(platform: Platform, persona: Persona): Statement[] {
  return customHeldBy(platform, persona).flatMap(({ capability, held }) =>
    held.pipelines.flatMap((pipeline) =>
      compilePermissions(capability.permissions, sidOf(capability.name), {
        partition: platform.partition.name,
        account: platform.tooling.accountId,
        prefix: platform.prefix,
        pipeline: pipeline.name,
        regions: [platform.tooling.homeRegion],
      }).map((statement) => ({ ...statement, reasons: held.reasons })),
    ),
  );
}

/** `read-metrics` as a Sid: letters and digits only. */
export function sidOf(name: string): string {
  return name
    .split("-")
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");
}
