import type { PipelineName, StageName } from "../config/schema/names";
import type { PipelineCapability } from "../config/schema/people";
import type { Persona, PipelineGrant, Platform } from "./platform";

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
]);

/** Who approves a change must not be able to bring it about, or to lead it round the approval. */
export const CONFLICTS_WITH_APPROVE: readonly PipelineCapability[] = [
  "start",
  "edit",
  "override",
  "gate",
];

/** The stages of a pipeline on which a persona holds a capability; a whole-pipeline capability holds on "all". */
export function stagesHeld(
  persona: Persona,
  capability: PipelineCapability,
  pipeline: PipelineName,
): ReadonlySet<StageName | "all"> {
  const held = new Set<StageName | "all">();
  for (const grant of persona.grants.filter(isPipelineGrant)) {
    if (!grant.capabilities.includes(capability)) continue;
    for (const { pipeline: name, stages } of grant.on) {
      if (name !== pipeline) continue;
      if (WHOLE_PIPELINE.has(capability)) held.add("all");
      for (const stage of stages) held.add(stage);
    }
  }
  return held;
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

export function isPipelineGrant(grant: Persona["grants"][number]): grant is PipelineGrant {
  return grant.kind === "pipeline";
}
