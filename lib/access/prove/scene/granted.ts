import type { AccountGrant, Persona, PipelineGrant } from "../../../model/people";
import type { Platform } from "../../../model/platform";

export interface Granted {
  readonly path: PipelineGrant["path"];
}

/** Where on a pipeline: all of it, or one stage. */
export interface Spot {
  readonly pipeline: string;
  readonly stage?: string;
  /** The team that the person is in, where grants on the own team count. @default none, so these don't */
  readonly team?: string | undefined;
}

/** The grant of the config that gives a persona a capability there, if one does. */
export function findGrant(
  platform: Platform,
  persona: Persona,
  capability: string,
  spot: Spot,
): Granted | undefined {
  const pipeline = platform.pipelines.find(({ name }) => name === spot.pipeline);
  if (!persona.enabled || pipeline === undefined) return undefined;
  return pipelineGrants(persona).find(
    (grant) =>
      names(grant, capability) &&
      (!grant.ownTeam || spot.team === pipeline.team) &&
      grant.on.some(
        (on) =>
          on.pipeline === pipeline.name &&
          (spot.stage === undefined ||
            on.wholePipeline ||
            on.stages.some((stage) => stage === spot.stage)),
      ),
  );
}

/** The same for an account. */
export function findAccountGrant(
  persona: Persona,
  capability: string,
  accountId: string,
): AccountGrant | undefined {
  if (!persona.enabled) return undefined;
  return accountGrants(persona).find(
    (grant) => names(grant, capability) && grant.accounts.some(({ id }) => id === accountId),
  );
}

export function pipelineGrants({ grants }: Persona): PipelineGrant[] {
  return grants.filter((grant) => grant.kind === "pipeline");
}

function accountGrants({ grants }: Persona): AccountGrant[] {
  return grants.filter((grant) => grant.kind === "account");
}

function names({ capabilities, custom }: PipelineGrant | AccountGrant, wanted: string): boolean {
  return [...capabilities, ...custom.map(({ name }) => name)].some((one) => one === wanted);
}
