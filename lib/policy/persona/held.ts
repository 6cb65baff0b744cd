import type { PipelineCapability } from "../../config/schema/capabilities";
import { opensGate } from "../../model/duties";
import { sorted } from "../../model/order";
import type { CustomCapability, GrantedPipeline, Persona } from "../../model/people";
import type { Pipeline, Platform } from "../../model/platform";
import { isPipelineGrant } from "../../model/reach";
import type { Reason } from "../statement";
import { approvalName } from "./pipeline-universe";

/** Where a persona holds a capability, as names at the levels that IAM knows. */
export interface Held {
  readonly pipelines: readonly Pipeline[];
  /** `web/prod`, or `web/*` for all stages of a pipeline, also those yet to come. */
  readonly stages: readonly string[];
  /** `web/prod/approve`. */
  readonly approvals: readonly string[];
  readonly reasons: readonly Reason[];
}

export const HOLDS_NOTHING: Held = { pipelines: [], stages: [], approvals: [], reasons: [] };

/** What a persona holds by the grants that name pipelines, or by those on its members' own team. */
export function heldBy(
  platform: Platform,
  persona: Persona,
  by: { readonly ownTeam: boolean },
): ReadonlyMap<PipelineCapability, Held> {
  const grants = persona.grants
    .filter(isPipelineGrant)
    .filter(({ ownTeam }) => ownTeam === by.ownTeam);
  const capabilities = new Set(grants.flatMap((grant) => grant.capabilities));
  return new Map(
    sorted(capabilities).map((capability) => {
      const mine = grants.filter((grant) => grant.capabilities.includes(capability));
      return [
        capability,
        hold(
          platform,
          mine.flatMap(({ on }) => on),
          mine.map(({ path }) => ({ text: capability, path })),
        ),
      ];
    }),
  );
}

/** Where a persona holds each of the team's own capabilities. */
export function customHeldBy(
  platform: Platform,
  persona: Persona,
): readonly { readonly capability: CustomCapability; readonly held: Held }[] {
  const grants = persona.grants.filter(isPipelineGrant);
  const capabilities = new Map(
    grants.flatMap(({ custom }) => custom.map((each) => [each.name, each] as const)),
  );
  return [...capabilities.values()].map((capability) => {
    const mine = grants.filter(({ custom }) => custom.some(({ name }) => name === capability.name));
    return {
      capability,
      held: hold(
        platform,
        mine.flatMap(({ on }) => on),
        mine.map(({ path }) => ({ text: capability.name, path })),
      ),
    };
  });
}

/** What is left of it for pipelines in which the persona may open a gate, not only close it. */
export function whereItOpens(held: Held, persona: Persona): Held {
  const opens = new Set<string>(
    held.pipelines.filter((pipeline) => opensGate(persona, pipeline)).map(({ name }) => name),
  );
  return { ...held, stages: held.stages.filter((stage) => opens.has(stage.split("/")[0] ?? "")) };
}

function hold(
  platform: Platform,
  on: readonly GrantedPipeline[],
  reasons: readonly Reason[],
): Held {
  const names = new Set(on.map(({ pipeline }) => pipeline));
  const pipelines = platform.pipelines.filter(({ name }) => names.has(name));
  const whole = new Set(on.filter((each) => each.wholePipeline).map(({ pipeline }) => pipeline));
  const stages = new Set(
    on.flatMap(({ pipeline, stages: held }) =>
      whole.has(pipeline) ? [`${pipeline}/*`] : held.map((stage) => `${pipeline}/${stage}`),
    ),
  );
  const approvals = pipelines.flatMap((pipeline) =>
    pipeline.stages
      .filter(
        ({ name, approval }) =>
          approval !== undefined &&
          (whole.has(pipeline.name) || stages.has(`${pipeline.name}/${name}`)),
      )
      .map((stage) => approvalName(pipeline, stage)),
  );
  return { pipelines, stages: sorted(stages), approvals: sorted(approvals), reasons };
}
