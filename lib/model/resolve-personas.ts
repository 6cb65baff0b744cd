import {
  ACCOUNT_CAPABILITIES,
  type AccountCapability,
  PIPELINE_CAPABILITIES,
  type PipelineCapability,
} from "../config/schema/capabilities";
import type { CapabilityName, PersonaName } from "../config/schema/names";
import type { GrantConfig } from "../config/schema/people";
import type { PlatformConfig } from "../config/schema/platform";
import { findOwn } from "./find-own";
import { onceFor } from "./once-for";
import { byContent, byName, sorted } from "./order";
import type {
  AccountGrant,
  CustomCapability,
  Grant,
  GrantedAccount,
  Persona,
  PipelineGrant,
} from "./people";
import type { Pipeline, TargetAccount } from "./platform";
import { selectAccounts, selectPipelines, selectStages } from "./select";
import { termOf } from "./term";

interface Ground {
  readonly config: PlatformConfig;
  readonly pipelines: readonly Pipeline[];
  readonly accounts: readonly TargetAccount[];
}

/** Personas with the grants they inherit, each grant resolved to the pipelines, stages and accounts it reaches. */
export function resolvePersonas(ground: Ground): Persona[] {
  const { config } = ground;
  return Object.entries(config.personas).map(([name, persona]) => ({
    name: name as PersonaName,
    description: persona.description,
    enabled: persona.enabled,
    sessionDuration: persona.sessionDuration,
    grants: byContent(
      lineage(name as PersonaName, config).flatMap((ancestor) =>
        (findOwn(config.personas, ancestor)?.grants ?? []).flatMap((grant, index) =>
          resolveGrant(grant, ["personas", ancestor, "grants", index], ground),
        ),
      ),
    ),
    managedPolicies: sorted(persona.managedPolicies),
    customerManagedPolicies: sorted(persona.customerManagedPolicies),
    breakGlass: persona.breakGlass && {
      ...persona.breakGlass,
      notify: sorted(persona.breakGlass.notify),
    },
  }));
}

/** A persona and all it extends, each once; a circle is cut here and reported by the checks. */
function lineage(name: PersonaName, config: PlatformConfig): PersonaName[] {
  const seen = new Set<PersonaName>();
  const visit = (current: PersonaName): void => {
    if (seen.has(current)) return;
    seen.add(current);
    findOwn(config.personas, current)?.extends.forEach(visit);
  };
  visit(name);
  return [...seen].sort();
}

function resolveGrant(grant: GrantConfig, path: Grant["path"], ground: Ground): Grant[] {
  return [pipelineGrant(grant, path, ground), ...accountGrants(grant, path, ground)].filter(
    (each) => each !== undefined,
  );
}

function pipelineGrant(
  grant: GrantConfig,
  path: Grant["path"],
  ground: Ground,
): PipelineGrant | undefined {
  const capabilities = PIPELINE_CAPABILITIES.filter((each) => holds(grant, each));
  const custom = customCapabilities(grant, "pipelines", ground);
  if (grant.pipelines === undefined || capabilities.length + custom.length === 0) return undefined;
  const on = selectPipelines(grant.pipelines, ground.pipelines)
    .map((pipeline) => ({
      pipeline: pipeline.name,
      stages: selectStages(grant.stages, pipeline.stages).map((stage) => stage.name),
      wholePipeline: grant.stages === undefined,
    }))
    .filter((granted) => grant.stages === undefined || granted.stages.length > 0);
  const ownTeam = grant.pipelines === "own-team";
  return { kind: "pipeline", capabilities, custom, on, ownTeam, ...ending(grant), path };
}

function ending(grant: GrantConfig): Pick<Grant, "term"> {
  const term = termOf(grant);
  return term === undefined
    ? {}
    : { term: { ...term, inPolicy: grant.expiresInPolicy && term.expires !== undefined } };
}

/** Audit by itself, as it may reach further than the other capabilities of the same grant. */
function accountGrants(grant: GrantConfig, path: Grant["path"], ground: Ground): AccountGrant[] {
  const { config, accounts } = ground;
  if (grant.accounts === undefined) return [];
  const selected = grant.accounts === "all" ? accounts : selectAccounts(grant.accounts, accounts);
  const held = ACCOUNT_CAPABILITIES.filter((each) => holds(grant, each));
  const resolved = (
    capabilities: readonly AccountCapability[],
    custom: readonly CustomCapability[],
    on: readonly GrantedAccount[],
  ): AccountGrant[] =>
    capabilities.length + custom.length === 0
      ? []
      : [{ kind: "account", capabilities, custom, accounts: on, ...ending(grant), path }];
  return [
    ...resolved(
      held.filter((each) => each !== "audit"),
      customCapabilities(grant, "accounts", ground),
      selected,
    ),
    ...resolved(
      held.filter((each) => each === "audit"),
      [],
      grant.accounts === "all" ? byName([...selected, toolingAccount(config)]) : selected,
    ),
  ];
}

/** Where the pipelines are, and who may change them is decided. */
function toolingAccount({ tooling }: PlatformConfig): GrantedAccount {
  return { name: "tooling", id: tooling.accountId, regions: [tooling.homeRegion] };
}

function customCapabilities(
  grant: GrantConfig,
  on: CustomCapability["on"],
  { config }: Ground,
): CustomCapability[] {
  return resolveCapabilities(config).filter(
    (capability) => capability.on === on && grant.capabilities.includes(capability.name),
  );
}

/** The team's own capabilities. */
export const resolveCapabilities = onceFor((config: PlatformConfig): readonly CustomCapability[] =>
  byName(
    Object.entries(config.capabilities).map(([name, { on, description, permissions }]) => ({
      name: name as CapabilityName,
      on,
      description,
      permissions,
    })),
  ),
);

function holds(grant: GrantConfig, capability: PipelineCapability | AccountCapability): boolean {
  return grant.capabilities.includes(capability);
}
