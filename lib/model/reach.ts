import type { PipelineName, StageName } from "../config/schema/names";
import type { PipelineCapability } from "../config/schema/capabilities";
import { onceFor } from "./once-for";
import type { Persona, PipelineGrant } from "./people";
import type { Pipeline, Platform } from "./platform";

/**
 * Capabilities of a whole pipeline: IAM knows no narrower resource for them, so a grant on one stage is refused rather
 * than silently given on all.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
 */
export const WHOLE_PIPELINE: ReadonlySet<PipelineCapability> = new Set([
  "view",
  "start",
  "stop",
  "edit",
  "artifacts",
  "logs",
  "source",
]);

/**
 * The stages of a pipeline on which a persona holds a capability; "all" among them where it is held on the whole
 * pipeline, which may have no stages but Source and Build.
 */
export function stagesHeld(
  persona: Persona,
  capability: PipelineCapability,
  pipeline: PipelineName,
): ReadonlySet<StageName | "all"> {
  return heldBy(persona).get(heldKey(capability, pipeline)) ?? NOTHING;
}

const NOTHING: ReadonlySet<never> = new Set();

/** The checks ask of each persona about each pipeline. */
const heldBy = onceFor((persona: Persona): ReadonlyMap<string, ReadonlySet<StageName | "all">> => {
  const held = new Map<string, Set<StageName | "all">>();
  for (const grant of persona.grants.filter(isPipelineGrant)) {
    for (const capability of grant.capabilities) {
      for (const { pipeline, stages, wholePipeline } of grant.on) {
        const key = heldKey(capability, pipeline);
        const there = held.get(key) ?? new Set();
        if (wholePipeline || WHOLE_PIPELINE.has(capability)) there.add("all");
        for (const stage of stages) there.add(stage);
        held.set(key, there);
      }
    }
  }
  return held;
});

function heldKey(capability: PipelineCapability, pipeline: PipelineName): string {
  return `${capability} ${pipeline}`;
}

/** The enabled personas that may approve a stage. */
export function approversOf(
  platform: Platform,
  pipeline: PipelineName,
  stage: StageName,
): Persona[] {
  return platform.personas.filter(
    (persona) => persona.enabled && stagesHeld(persona, "approve", pipeline).has(stage),
  );
}

/** Whether a persona may approve some stage of a pipeline. */
export function approvesIn(persona: Persona, pipeline: Pipeline): boolean {
  const held = stagesHeld(persona, "approve", pipeline.name);
  return pipeline.stages.some((stage) => stage.approval !== undefined && held.has(stage.name));
}

export function isPipelineGrant(grant: Persona["grants"][number]): grant is PipelineGrant {
  return grant.kind === "pipeline";
}

/** Whether a persona holds something in an account; for pipelines, in the tooling account. */
export function reaches(persona: Persona, accountId: string, { tooling }: Platform): boolean {
  return persona.grants.some((grant) =>
    isPipelineGrant(grant)
      ? tooling.accountId === accountId
      : grant.accounts.some(({ id }) => id === accountId),
  );
}
