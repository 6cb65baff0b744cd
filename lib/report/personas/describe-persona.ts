import type { BreakGlass, GroupTerm, Persona } from "../../model/people";
import { accountsOf } from "../../policy/persona/account-allows";
import { accountName } from "../account-name";
import { type Ban, bansOf } from "./bans";
import { type Holding, type HoldingsInput, holdingsOf } from "./holdings";
import { loosenings } from "./loosenings";
import { policyForm } from "../policies/persona-policies";

/** A persona in full: who, what, where and why; the same for people and for `--json`. */
export interface PersonaReport {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly groups: readonly string[];
  /** What of the groups is for a time, or for a reason that is told. */
  readonly terms: readonly (GroupTerm & { readonly group: string })[];
  /** ISO 8601, such as PT8H. */
  readonly sessionDuration: string;
  /** The accounts it is assigned to. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly may: readonly Holding[];
  readonly never: readonly Ban[];
  readonly policies: ReturnType<typeof policyForm>;
  readonly looser: readonly string[];
  readonly breakGlass?: BreakGlass;
}

export function describePersona(input: HoldingsInput, persona: Persona): PersonaReport {
  const { platform } = input;
  const groups = platform.groups.filter(({ personas }) => personas.includes(persona.name));
  return {
    name: persona.name,
    description: persona.description,
    enabled: persona.enabled,
    groups: groups.map(({ name }) => name),
    terms: groups.flatMap(({ name: group, terms = [] }) =>
      terms
        .filter(({ of, name }) => of === "member" || name === persona.name)
        .map((term) => ({ group, ...term })),
    ),
    sessionDuration: persona.sessionDuration,
    accounts: accountsOf(platform, persona).map((id) => ({ id, name: accountName(platform, id) })),
    may: holdingsOf(input, persona),
    never: bansOf(input, persona),
    policies: policyForm(platform, persona),
    looser: loosenings(platform, persona),
    breakGlass: persona.breakGlass,
  };
}
