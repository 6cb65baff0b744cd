import type { Problem } from "../../config/problem";
import type { Persona } from "../../model/people";
import type { Pipeline, Platform } from "../../model/platform";
import { approversOf } from "../../model/reach";
import { accountName } from "../account-name";
import { type CompactGrant, compactGrants } from "../personas/compact-grants";

/** What was written, as data; the same for people and for `--json`. */
export interface Summary {
  readonly outdir: string;
  readonly accounts: readonly AccountSummary[];
  /** Stacks of no account. */
  readonly outsideAws: readonly string[];
  readonly pipelines: readonly PipelineSummary[];
  readonly personas: readonly PersonaSummary[];
  readonly warnings: readonly Problem[];
  readonly removedStacks: readonly string[];
}

export interface AccountSummary {
  readonly id: string;
  readonly name: string;
  readonly stacks: readonly string[];
}

export interface PipelineSummary {
  readonly name: string;
  readonly team: string;
  readonly deploys: string;
  readonly stages: readonly StageSummary[];
}

export interface StageSummary {
  readonly name: string;
  readonly protected: boolean;
  readonly accounts: readonly string[];
  /** Personas that may approve; absent where nothing is to be approved. */
  readonly approvers?: readonly string[];
}

export interface PersonaSummary {
  readonly name: string;
  readonly enabled: boolean;
  readonly grants: readonly string[];
  readonly groups: readonly string[];
}

interface SummaryInput {
  readonly platform: Platform;
  readonly stacks: readonly { readonly name: string; readonly accountId: string }[];
  readonly outsideAws: readonly string[];
  readonly removed: readonly string[];
  readonly outdir: string;
  readonly warnings: readonly Problem[];
}

export function summarize(input: SummaryInput): Summary {
  const { platform, stacks, outsideAws, removed, outdir, warnings } = input;
  return {
    outdir,
    accounts: [...new Set(stacks.map((stack) => stack.accountId))].map((id) => ({
      id,
      name: accountName(platform, id),
      stacks: stacks.filter((stack) => stack.accountId === id).map((stack) => stack.name),
    })),
    outsideAws,
    pipelines: platform.pipelines.map((pipeline) => summarizePipeline(platform, pipeline)),
    personas: platform.personas.map((persona) => ({
      name: persona.name,
      enabled: persona.enabled,
      grants: compactGrants(platform, persona).map(describeGrant),
      groups: platform.groups
        .filter((group) => group.personas.includes(persona.name))
        .map((group) => group.name),
    })),
    warnings,
    removedStacks: removed,
  };
}

function summarizePipeline(platform: Platform, pipeline: Pipeline): PipelineSummary {
  return {
    name: pipeline.name,
    team: pipeline.team,
    deploys: pipeline.deploy?.kind ?? "nowhere",
    stages: pipeline.stages.map((stage) => ({
      name: stage.name,
      protected: stage.protected,
      accounts: stage.targets.map(({ account }) => account.name),
      approvers:
        stage.approval === undefined
          ? undefined
          : approversOf(platform, pipeline.name, stage.name).map(
              (persona: Persona) => persona.name,
            ),
    })),
  };
}

function describeGrant({ may, kind, where }: CompactGrant): string {
  return `${may.join(", ")} ${kind === "pipeline" ? "on" : "in"} ${where}`;
}
