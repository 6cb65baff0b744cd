import { type ConfigPath, formatPath } from "../../config/config-path";
import { STAGES } from "../../model/names";
import type {
  AccountGrant,
  Grant,
  GrantTerm,
  GrantedAccount,
  Persona,
  PipelineGrant,
} from "../../model/people";
import type { Platform } from "../../model/platform";
import { WHOLE_PIPELINE, isPipelineGrant } from "../../model/reach";
import { inCapabilityOrder } from "./capability-order";
import { closedGates } from "./closed-gates";
import { grantsInOrder, heirloomOf } from "./grants-in-order";

/** Capabilities that a persona holds in the same places by the same grant. */
export interface Holding {
  readonly capabilities: readonly HeldCapability[];
  readonly where: Where;
  /** Where the grant is written: `file:line:column`. */
  readonly at: string;
  /** The same as a path, such as `personas.developer.grants[0]`. */
  readonly path: string;
  /** The persona whose grant it is, where that is another. */
  readonly inheritedFrom?: string;
  /** Until when, and why. */
  readonly term?: GrantTerm;
}

export interface HeldCapability {
  readonly name: string;
  /** Of a capability that a team made itself. */
  readonly description?: string;
  /** What it doesn't allow here. */
  readonly note?: string;
}

export type Where =
  | {
      readonly kind: "pipelines";
      readonly ownTeam: boolean;
      readonly pipelines: readonly HeldPipeline[];
    }
  | { readonly kind: "accounts"; readonly accounts: readonly GrantedAccount[] };

/** A pipeline as a whole, every stage that it has or will have, some stages, or the approvals of some. */
export interface HeldPipeline {
  readonly name: string;
  readonly level: "pipeline" | "every-stage" | "stages" | "approvals";
  /** Absent where the capability knows no stages. */
  readonly stages?: readonly string[];
}

export interface HoldingsInput {
  readonly platform: Platform;
  readonly placeOf: (path: ConfigPath) => string;
}

/** All that a persona holds, grant by grant, with every name spelt out. */
export function holdingsOf({ platform, placeOf }: HoldingsInput, persona: Persona): Holding[] {
  return grantsInOrder(persona).flatMap((grant) => {
    const origin = {
      at: placeOf(grant.path),
      path: formatPath(grant.path),
      inheritedFrom: heirloomOf(persona, grant),
      term: grant.term,
    };
    const held = isPipelineGrant(grant)
      ? onPipelines(platform, persona, grant)
      : [inAccounts(grant)];
    return held.map((each) => ({ ...each, ...origin }));
  });
}

type Held = Pick<Holding, "capabilities" | "where">;

/** A grant's capabilities, apart where they hold at different levels. */
function onPipelines(platform: Platform, persona: Persona, grant: PipelineGrant): Held[] {
  const byPlaces = new Map<string, { pipelines: HeldPipeline[]; names: string[] }>();
  for (const name of namesOf(grant)) {
    const pipelines = placesOf(name, grant, platform);
    const key = JSON.stringify(pipelines);
    const there = byPlaces.get(key) ?? { pipelines, names: [] };
    there.names.push(name);
    byPlaces.set(key, there);
  }
  return [...byPlaces.values()].map(({ pipelines, names }) => ({
    capabilities: names.map((name) => ({
      name,
      description: descriptionOf(name, grant),
      note:
        name === "gate"
          ? gateNote(
              platform,
              persona,
              pipelines.map((pipeline) => pipeline.name),
            )
          : undefined,
    })),
    where: { kind: "pipelines", ownTeam: grant.ownTeam, pipelines },
  }));
}

function placesOf(capability: string, grant: PipelineGrant, platform: Platform): HeldPipeline[] {
  const isWhole =
    WHOLE_PIPELINE.has(capability as PipelineGrant["capabilities"][number]) ||
    grant.custom.some(({ name }) => name === capability);
  return grant.on.flatMap(({ pipeline: name, stages, wholePipeline }): HeldPipeline[] => {
    if (isWhole) return [{ name, level: "pipeline" }];
    if (capability === "approve") {
      const approvals = stages.filter((stage) => isApproved(platform, name, stage));
      return approvals.length === 0 ? [] : [{ name, level: "approvals", stages: approvals }];
    }
    return wholePipeline
      ? [{ name, level: "every-stage", stages: [STAGES.source, STAGES.build, ...stages] }]
      : [{ name, level: "stages", stages }];
  });
}

function isApproved(platform: Platform, pipeline: string, stage: string): boolean {
  const found = platform.pipelines.find(({ name }) => name === pipeline);
  return found?.stages.find(({ name }) => name === stage)?.approval !== undefined;
}

function gateNote(
  platform: Platform,
  persona: Persona,
  pipelines: readonly string[],
): string | undefined {
  const closed = closedGates(platform, persona, pipelines);
  if (closed.length === 0) return undefined;
  return closed.length === pipelines.length
    ? "closes only: it approves here"
    : `closes only in ${closed.join(", ")}: it approves there`;
}

function inAccounts(grant: AccountGrant): Held {
  return {
    capabilities: namesOf(grant).map((name) => ({
      name,
      description: descriptionOf(name, grant),
    })),
    where: { kind: "accounts", accounts: grant.accounts },
  };
}

function namesOf({ capabilities, custom }: Grant): string[] {
  return inCapabilityOrder<string>([...capabilities, ...custom.map(({ name }) => name)]);
}

function descriptionOf(capability: string, { custom }: Grant): string | undefined {
  return custom.find(({ name }) => name === capability)?.description;
}
