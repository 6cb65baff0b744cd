import type { PersonaName } from "../config/schema/names";
import {
  ACCOUNT_CAPABILITIES,
  type GrantConfig,
  PIPELINE_CAPABILITIES,
  type PipelineCapability,
} from "../config/schema/people";
import type { PlatformConfig } from "../config/schema/platform";
import { findOwn } from "./find-own";
import { byContent, sorted } from "./order";
import type {
  AccountGrant,
  Grant,
  Persona,
  Pipeline,
  PipelineGrant,
  TargetAccount,
} from "./platform";
import { selectAccounts, selectPipelines, selectStages } from "./select";

/** Personas with the grants they inherit, each grant resolved to the pipelines, stages and accounts it reaches. */
export function resolvePersonas(
  config: PlatformConfig,
  pipelines: readonly Pipeline[],
  accounts: readonly TargetAccount[],
): Persona[] {
  return Object.entries(config.personas).map(([name, persona]) => ({
    name: name as PersonaName,
    description: persona.description,
    enabled: persona.enabled,
    sessionDuration: persona.sessionDuration,
    grants: byContent(
      lineage(name as PersonaName, config)
        .flatMap((ancestor) => findOwn(config.personas, ancestor)?.grants ?? [])
        .flatMap((grant) => resolveGrant(grant, pipelines, accounts)),
    ),
    managedPolicies: sorted(persona.managedPolicies),
    customerManagedPolicies: sorted(persona.customerManagedPolicies),
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

export function isPipelineCapability(capability: string): capability is PipelineCapability {
  return PIPELINE_CAPABILITIES.some((known) => known === capability);
}

function resolveGrant(
  grant: GrantConfig,
  pipelines: readonly Pipeline[],
  accounts: readonly TargetAccount[],
): Grant[] {
  return [pipelineGrant(grant, pipelines), accountGrant(grant, accounts)].filter(
    (each) => each !== undefined,
  );
}

function pipelineGrant(
  grant: GrantConfig,
  pipelines: readonly Pipeline[],
): PipelineGrant | undefined {
  const capabilities = PIPELINE_CAPABILITIES.filter((each) => grant.capabilities.includes(each));
  if (grant.pipelines === undefined || capabilities.length === 0) return undefined;
  const on = selectPipelines(grant.pipelines, pipelines)
    .map((pipeline) => ({
      pipeline: pipeline.name,
      stages: selectStages(grant.stages, pipeline.stages).map((stage) => stage.name),
      wholePipeline: grant.stages === undefined,
    }))
    .filter((granted) => grant.stages === undefined || granted.stages.length > 0);
  return { kind: "pipeline", capabilities, on };
}

function accountGrant(
  grant: GrantConfig,
  accounts: readonly TargetAccount[],
): AccountGrant | undefined {
  const capabilities = ACCOUNT_CAPABILITIES.filter((each) => grant.capabilities.includes(each));
  if (grant.accounts === undefined || capabilities.length === 0) return undefined;
  return { kind: "account", capabilities, accounts: selectAccounts(grant.accounts, accounts) };
}
