import { type CompiledPolicy, compilePolicy } from "../../evaluate/policy/compile-policy";
import type { Persona } from "../../../model/people";
import { alterRole } from "../../world/likeness";
import type { WorldRole } from "../../world/world";
import type { Context } from "../scene/contexts";
import { pipelineGrants } from "../scene/granted";
import type { Scene } from "../scene/scene";

/** Somebody with a persona; where grants hold for the own team, of one team. */
export interface Person {
  /** `developer`, or `developer@shop`. */
  readonly id: string;
  readonly persona: Persona;
  readonly team?: string;
  /** By account. */
  readonly roles: ReadonlyMap<string, WorldRole>;
  /** The same roles, with everything allowed besides and no boundary: only denies are left. */
  readonly unbound: ReadonlyMap<string, WorldRole>;
  /** What their session says, at its best: with MFA, in an open window. */
  readonly context: Context;
}

/** Everybody who has a role somewhere. */
export function peopleOf(scene: Scene): readonly Person[] {
  const { platform, people } = scene;
  const teams = [...new Set(platform.pipelines.map(({ team }) => team))].sort();
  return platform.personas.flatMap((persona) => {
    const own = people.filter((role) => role.persona === persona.name);
    if (own.length === 0) return [];
    const roles = new Map(own.map((role) => [role.accountId, role]));
    const unbound = new Map(own.map((role) => [role.accountId, withoutLimits(role)]));
    const shared = { persona, roles, unbound };
    const byTeam = pipelineGrants(persona).some(({ ownTeam }) => ownTeam);
    return (byTeam ? teams : [undefined]).map((team) => ({
      ...shared,
      id: team === undefined ? persona.name : `${persona.name}@${team}`,
      ...(team === undefined ? {} : { team }),
      context: contextOf(persona, team, scene),
    }));
  });
}

function contextOf(persona: Persona, team: string | undefined, scene: Scene): Context {
  const { identity } = scene.platform;
  const tags =
    identity.mode === "none"
      ? {}
      : {
          [`aws:PrincipalTag/${identity.teamTag}`]: team ?? null,
          ...(identity.mfaTag === undefined
            ? {}
            : { [`aws:PrincipalTag/${identity.mfaTag}`]: "true" }),
        };
  return {
    ...scene.inOrg,
    "aws:MultiFactorAuthPresent": "true",
    "aws:MultiFactorAuthAge": "60",
    ...momentIn(persona.breakGlass?.from ?? "2026-01-01T00:00:00Z"),
    ...tags,
  };
}

/** A time, as AWS tells it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-currenttime */
export function momentIn(instant: string): Context {
  const epoch = Math.floor(Date.parse(instant) / 1_000);
  return { "aws:CurrentTime": instant, "aws:EpochTime": String(epoch) };
}

/** A role of which only the denies count. */
function withoutLimits(role: WorldRole): WorldRole {
  return alterRole(role, "with everything allowed", ({ identity }) => ({
    identity: [...identity, everything()],
  }));
}

let allowAll: CompiledPolicy | undefined;

/** What AdministratorAccess says. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html */
function everything(): CompiledPolicy {
  if (allowAll !== undefined) return allowAll;
  const compilation = compilePolicy(
    { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    { source: { name: "any policy that allows everything" } },
  );
  if (compilation.kind === "malformed") throw new Error("a policy of our own is malformed");
  return (allowAll = compilation.policy);
}
