import { Names } from "../../model/names";
import { onceFor } from "../../model/once-for";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { accountsOf } from "./account-allows";
import { type PersonaPolicy, compilePersona } from "./compile-persona";
import { peopleBoundary } from "./people-boundary";
import { type PersonaRole, personaRole } from "./persona-role";

/** What must be in an account before people can come there. */
export interface CompiledPeople {
  /** The boundary of all personas; none where the organization has one of its own. */
  readonly boundary?: PersonaPolicy;
  /** The enabled personas as roles, where there is no Identity Center to make them. */
  readonly roles: readonly PersonaRole[];
  /** What did not fit into a permission set. */
  readonly policies: readonly (PersonaPolicy & { readonly persona: Persona })[];
  /** Personas whose every use is told, enabled or not: who is told must have agreed to it before the emergency. */
  readonly alarmed: readonly Persona[];
}

/** What an account needs for the personas that reach it; nothing where there is none. */
export function compilePeople(platform: Platform, accountId: string): CompiledPeople | undefined {
  const { identity } = platform;
  const personas = personasIn(platform, accountId);
  if (identity.mode === "none" || personas.length === 0) return undefined;
  const people: CompiledPeople = {
    boundary:
      identity.permissionsBoundaryPolicy === undefined
        ? { name: new Names(platform).peopleBoundary(), statements: peopleBoundary(platform) }
        : undefined,
    roles:
      identity.mode === "iam"
        ? personas
            .filter(({ enabled }) => enabled)
            .map((persona) => personaRole(platform, identity, persona, accountId))
        : [],
    policies:
      identity.mode === "iam"
        ? []
        : personas.flatMap((persona) =>
            compilePersona(platform, persona).managed.map((policy) => ({ ...policy, persona })),
          ),
    alarmed: personas.filter(({ breakGlass }) => breakGlass !== undefined),
  };
  const isEmpty =
    people.boundary === undefined &&
    people.roles.length + people.policies.length + people.alarmed.length === 0;
  return isEmpty ? undefined : people;
}

/** The personas that reach an account: enabled ones, and those for emergencies, which are prepared for. */
function personasIn(platform: Platform, accountId: string): readonly Persona[] {
  return byAccount(platform).get(accountId) ?? [];
}

const byAccount = onceFor((platform: Platform): ReadonlyMap<string, readonly Persona[]> => {
  const personas = new Map<string, Persona[]>();
  const prepared = platform.personas.filter(
    ({ enabled, breakGlass }) => enabled || breakGlass !== undefined,
  );
  for (const persona of prepared) {
    for (const account of accountsOf(platform, persona)) {
      const known = personas.get(account) ?? [];
      known.push(persona);
      personas.set(account, known);
    }
  }
  return personas;
});
