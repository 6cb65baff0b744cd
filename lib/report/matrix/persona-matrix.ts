import type { GrantedAccount, Persona } from "../../model/people";
import type { Pipeline, Platform } from "../../model/platform";
import { WHOLE_PIPELINE, approvesIn, isPipelineGrant } from "../../model/reach";
import { inCapabilityOrder } from "../personas/capability-order";
import { type PersonaExtras, personaExtras } from "./persona-extras";

/** Who may do what where: personas by pipelines with their stages, and by accounts with their environments. */
export interface PersonaMatrix {
  readonly personas: readonly MatrixPersona[];
  readonly groups: readonly MatrixGroup[];
}

export interface MatrixPersona {
  readonly name: string;
  readonly enabled: boolean;
  /** The groups of people that hold it. */
  readonly groups: readonly string[];
  /** What no cell has room for. @default nothing */
  readonly also?: PersonaExtras;
}

/** A pipeline, or the accounts of an environment. */
export interface MatrixGroup {
  readonly kind: "pipeline" | "environment";
  readonly name: string;
  readonly places: readonly MatrixPlace[];
}

export interface MatrixPlace {
  /** The whole of a pipeline, its Source and Build among it; one of its later stages; or an account. */
  readonly kind: "whole" | "stage" | "account";
  /** The pipeline's, the stage's or the account's. */
  readonly name: string;
  readonly protected: boolean;
  /** What each persona may do there, in the order of `personas`. */
  readonly cells: readonly (readonly MatrixEntry[])[];
}

export interface MatrixEntry {
  readonly capability: string;
  /** Only where the pipeline's team is the person's own. */
  readonly ownTeam: boolean;
  /** Of `gate`: it only closes, since the persona approves in this pipeline. */
  readonly closesOnly: boolean;
}

/** The matrix of a platform, or of some of its personas. */
export function personaMatrix(
  platform: Platform,
  personas: readonly Persona[] = platform.personas,
): PersonaMatrix {
  return {
    personas: personas.map((persona) => ({
      name: persona.name,
      enabled: persona.enabled,
      groups: platform.groups
        .filter((group) => group.personas.includes(persona.name))
        .map((group) => group.name),
      also: personaExtras(persona),
    })),
    groups: [
      ...platform.pipelines.map((pipeline) => pipelineGroup(pipeline, personas)),
      ...accountGroups(platform, personas),
    ],
  };
}

function pipelineGroup(pipeline: Pipeline, personas: readonly Persona[]): MatrixGroup {
  const { name } = pipeline;
  return {
    kind: "pipeline",
    name,
    places: [
      {
        kind: "whole",
        name,
        protected: false,
        cells: personas.map((persona) => entries(persona, pipeline, { kind: "whole" })),
      },
      ...pipeline.stages.map((stage) => ({
        kind: "stage" as const,
        name: stage.name,
        protected: stage.protected,
        cells: personas.map((persona) =>
          entries(persona, pipeline, {
            kind: "stage",
            name: stage.name,
            approved: stage.approval !== undefined,
          }),
        ),
      })),
    ],
  };
}

type Spot =
  | { readonly kind: "whole" }
  | { readonly kind: "stage"; readonly name: string; readonly approved: boolean };

function entries(persona: Persona, pipeline: Pipeline, spot: Spot): MatrixEntry[] {
  const held = new Map<string, boolean>();
  for (const { capabilities, custom, on, ownTeam } of persona.grants.filter(isPipelineGrant)) {
    for (const granted of on) {
      if (granted.pipeline !== pipeline.name) continue;
      const here = [
        ...capabilities.filter((capability) => isThere(capability, granted, spot)),
        ...(spot.kind === "whole" ? custom.map(({ name }) => name) : []),
      ];
      // What is held by name is held whoever's team it is.
      for (const capability of here)
        held.set(capability, ownTeam && (held.get(capability) ?? true));
    }
  }
  return inCapabilityOrder(held.keys()).map((capability) => ({
    capability,
    ownTeam: held.get(capability) ?? false,
    closesOnly: capability === "gate" && approvesIn(persona, pipeline),
  }));
}

type PipelineCapability = Extract<
  Persona["grants"][number],
  { kind: "pipeline" }
>["capabilities"][number];

function isThere(
  capability: PipelineCapability,
  {
    stages,
    wholePipeline,
  }: { readonly stages: readonly string[]; readonly wholePipeline: boolean },
  spot: Spot,
): boolean {
  if (WHOLE_PIPELINE.has(capability)) return spot.kind === "whole";
  // An approval is one stage's, however it was granted.
  if (spot.kind === "whole") return wholePipeline && capability !== "approve";
  return stages.includes(spot.name) && (capability !== "approve" || spot.approved);
}

function accountGroups(platform: Platform, personas: readonly Persona[]): MatrixGroup[] {
  const place = (
    account: Pick<GrantedAccount, "id" | "name">,
    isProtected: boolean,
  ): MatrixPlace => ({
    kind: "account",
    name: account.name,
    protected: isProtected,
    cells: personas.map((persona) => accountEntries(persona, account.id)),
  });
  const environments = platform.environments.map((environment): MatrixGroup => ({
    kind: "environment",
    name: environment.name,
    places: platform.accounts
      .filter((account) => account.environment === environment.name)
      .map((account) => place(account, environment.protected)),
  }));
  const tooling: MatrixGroup = {
    kind: "environment",
    name: "tooling",
    places: [place({ id: platform.tooling.accountId, name: "tooling" }, false)],
  };
  return [
    ...environments.filter(({ places }) => places.length > 0),
    // Only audit reaches it as an account; as where pipelines are, it shows with them.
    ...(tooling.places.some(({ cells }) => cells.some((cell) => cell.length > 0)) ? [tooling] : []),
  ];
}

function accountEntries({ grants }: Persona, id: string): MatrixEntry[] {
  const here = grants.flatMap((grant): string[] =>
    grant.kind === "account" && grant.accounts.some((account) => account.id === id)
      ? [...grant.capabilities, ...grant.custom.map(({ name }) => name)]
      : [],
  );
  return inCapabilityOrder(here).map((capability) => ({
    capability,
    ownTeam: false,
    closesOnly: false,
  }));
}
