import {
  ACCOUNT_CAPABILITIES,
  type AccountCapability,
  type PipelineCapability,
} from "../config/schema/capabilities";
import type { DutyRule, Persona } from "./people";
import type { Pipeline, Platform, Stage } from "./platform";
import { approvesIn, stagesHeld } from "./reach";

/** Who approves a change must not be able to bring it about, or to lead it round the approval. Always holds. */
export const APPROVER_RULE: DutyRule = {
  name: "approver-brings-nothing-about",
  description: "Two pairs of eyes: who approves a change does not bring it about.",
  holder: ["approve"],
  mustNotHold: ["start", "edit", "override", "gate", "source"],
  pipelines: "all",
};

/** Two duties that meet: in one persona, or in two that the same people hold. */
export interface DutyConflict {
  readonly rule: DutyRule;
  readonly pipeline: Pipeline;
  /** The stage whose approval it is about; only of the rule about approvers. */
  readonly stage?: Stage;
  readonly holder: Persona;
  readonly duty: PipelineCapability;
  readonly other: Persona;
  readonly excluded: readonly (PipelineCapability | AccountCapability)[];
}

/** Every rule that somebody who holds these personas at once would break. */
export function findDutyConflicts(
  platform: Platform,
  personas: readonly Persona[],
): DutyConflict[] {
  const enabled = personas.filter((persona) => persona.enabled);
  return [APPROVER_RULE, ...platform.duties].flatMap((rule) =>
    platform.pipelines.flatMap((pipeline) =>
      enabled.flatMap((holder) =>
        dutiesOf(holder, rule, pipeline).flatMap(({ duty, stage }) =>
          enabled.flatMap((other) => {
            // A rule that keeps a duty apart from itself is told as such, not as a conflict of everybody's.
            const excluded = rule.mustNotHold.filter(
              (each) =>
                each !== duty &&
                reachedBy(each, pipeline, platform).some((place) => holdsOn(other, each, place)),
            );
            return excluded.length === 0
              ? []
              : [{ rule, pipeline, stage, holder, duty, other, excluded }];
          }),
        ),
      ),
    ),
  );
}

/** Who commits to a repository changes whatever pipelines run from it. */
function reachedBy(
  capability: PipelineCapability | AccountCapability,
  pipeline: Pipeline,
  { pipelines }: Platform,
): readonly Pipeline[] {
  if (capability !== "source") return [pipeline];
  const repository = pipeline.source.repository.toLowerCase();
  return pipelines.filter(({ source }) => source.repository.toLowerCase() === repository);
}

/** Whether a persona is subject to a rule on a pipeline. */
export function dutiesHeld(persona: Persona, rule: DutyRule, pipeline: Pipeline): boolean {
  return dutiesOf(persona, rule, pipeline).length > 0;
}

interface Duty {
  readonly duty: PipelineCapability;
  readonly stage?: Stage;
}

/** What makes a persona subject to a rule on a pipeline. */
function dutiesOf(persona: Persona, rule: DutyRule, pipeline: Pipeline): Duty[] {
  const isMeant = rule.pipelines === "all" || pipeline.stages.some((stage) => stage.protected);
  if (!isMeant) return [];
  if (rule === APPROVER_RULE) {
    return guardedApprovals(persona, pipeline).map((stage) => ({ duty: "approve", stage }));
  }
  return rule.holder
    .filter((capability) => holdsOn(persona, capability, pipeline))
    .map((duty) => ({ duty }));
}

/** The stages that a persona approves and that ask for a second pair of eyes. */
function guardedApprovals(persona: Persona, pipeline: Pipeline): Stage[] {
  const held = stagesHeld(persona, "approve", pipeline.name);
  return pipeline.stages.filter(
    ({ name, approval, protected: isProtected }) =>
      approval !== undefined && (isProtected || !approval.allowStarterToApprove) && held.has(name),
  );
}

function holdsOn(
  persona: Persona,
  capability: PipelineCapability | AccountCapability,
  pipeline: Pipeline,
): boolean {
  if (isAccountCapability(capability)) return holdsInTargets(persona, capability, pipeline);
  // Who approves only closes the gate; see opensGate.
  if (capability === "gate") return opensGate(persona, pipeline);
  return stagesHeld(persona, capability, pipeline.name).size > 0;
}

/** `gate` opens and closes a transition; whoever also approves in the pipeline only closes it. */
export function opensGate(persona: Persona, pipeline: Pipeline): boolean {
  return stagesHeld(persona, "gate", pipeline.name).size > 0 && !approvesIn(persona, pipeline);
}

function holdsInTargets(
  persona: Persona,
  capability: AccountCapability,
  pipeline: Pipeline,
): boolean {
  const targets = new Set<string>(pipeline.targets.map(({ account }) => account.id));
  return persona.grants.some(
    (grant) =>
      grant.kind === "account" &&
      grant.capabilities.includes(capability) &&
      grant.accounts.some(({ id }) => targets.has(id)),
  );
}

export function isAccountCapability(capability: string): capability is AccountCapability {
  return ACCOUNT_CAPABILITIES.some((known) => known === capability);
}
