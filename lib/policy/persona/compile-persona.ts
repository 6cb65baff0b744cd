import { Names } from "../../model/names";
import { LIMITS } from "../../model/limits";
import { onceFor } from "../../model/once-for";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { mergeStatements } from "../merge-statements";
import { packStatements } from "../pack-statements";
import { policySize } from "../render-policy";
import type { Statement } from "../statement";
import { type Reach, accountAllows } from "./account-allows";
import { dutyDenies } from "./duty-denies";
import { afterEachEnd, from, grantsByEnd, until } from "./grant-ends";
import { guard } from "./guard";
import { notGranted } from "./not-granted";
import { pipelineAllows } from "./pipeline-allows";
import type { Style } from "./pipeline-universe";
import { shortenDenies } from "./shorten-denies";
import { signInDenies } from "./sign-in-denies";

/** A persona's policies, in the form that a permission set or a role takes them. */
export interface CompiledPersona {
  /** The denies, and as much of the rest as fits. */
  readonly inline: readonly Statement[];
  /** What does not: customer-managed policies, which must be in each account first. */
  readonly managed: readonly PersonaPolicy[];
  readonly style: Style;
}

export interface PersonaPolicy {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** A persona as one permission set, the same in all its accounts. */
export function compilePersona(platform: Platform, persona: Persona): CompiledPersona {
  return compiledFor(platform)(persona);
}

const compiledFor = onceFor((platform: Platform) =>
  onceFor((persona: Persona) => pack(platform, persona, { kind: "everywhere" })),
);

/** A persona as a role in one account: what it holds there and nothing of other accounts. */
export function compilePersonaIn(
  platform: Platform,
  persona: Persona,
  accountId: string,
): CompiledPersona {
  return compiledIn(platform)(persona)(accountId);
}

const compiledIn = onceFor((platform: Platform) =>
  onceFor((persona: Persona) => {
    const known = new Map<string, CompiledPersona>();
    return (id: string): CompiledPersona => {
      const compiled = known.get(id) ?? pack(platform, persona, { kind: "account", id });
      known.set(id, compiled);
      return compiled;
    };
  }),
);

/** All statements at once, denies among them, before they are spread over policies. */
export function personaStatements(
  platform: Platform,
  persona: Persona,
  reach: Reach,
  style: Style,
): { readonly allows: readonly Statement[]; readonly denies: readonly Statement[] } {
  const inTooling = reach.kind === "everywhere" || reach.id === platform.tooling.accountId;
  return {
    allows: mergeStatements(
      grantsByEnd(persona).flatMap(({ end, part }) =>
        until(end, [
          ...(inTooling ? pipelineAllows(platform, persona, style, part) : []),
          ...accountAllows(platform, persona, reach, part),
        ]),
      ),
    ),
    denies: deniesFor(platform)(persona),
  };
}

/** The same in all accounts. Not merged with one another, so that each says by its name what it is for. */
const deniesFor = onceFor((platform: Platform) =>
  onceFor((persona: Persona): readonly Statement[] => [
    ...ungranted(platform, persona),
    ...onceEnded(platform, persona),
    ...mergeStatements(dutyDenies(platform, persona)),
    ...signInDenies(platform, persona),
  ]),
);

/** What is denied since no grant gives it. */
function ungranted(platform: Platform, persona: Persona): Statement[] {
  return [...notGranted(platform, persona), ...guard(platform, persona)];
}

/**
 * What a grant gave before its policy ended it is denied from then on like anything else that was not granted. Duties
 * that are kept apart stay apart: for these a grant counts as if it held for ever.
 */
function onceEnded(platform: Platform, persona: Persona): Statement[] {
  const known = new Set(ungranted(platform, persona).map((deny) => JSON.stringify(deny)));
  return afterEachEnd(persona).flatMap(({ end, left }) => {
    const added = ungranted(platform, left).filter((deny) => !known.has(JSON.stringify(deny)));
    for (const deny of added) known.add(JSON.stringify(deny));
    return from(end, added);
  });
}

/**
 * Names one by one as long as they fit into one policy; then patterns that are proved to match nothing else; then
 * customer-managed policies for what is still too much. The denies come first, so that they are always in the persona's
 * own policy, which cannot be missing.
 */
function pack(platform: Platform, persona: Persona, reach: Reach): CompiledPersona {
  const names = new Names(platform);
  const exact = personaStatements(platform, persona, reach, "exact");
  const whole = [...exact.allows, ...exact.denies];
  if (policySize(whole) <= LIMITS.permissionSetInline)
    return { inline: whole, managed: [], style: "exact" };
  const { allows, denies } = personaStatements(platform, persona, reach, "patterns");
  const { inline, managed } = packStatements([...shortenDenies(denies), ...allows]);
  return {
    inline,
    managed: managed.map((statements, index) => ({
      name:
        reach.kind === "everywhere"
          ? names.personaPolicy(persona, index + 1)
          : `${names.personaRole(persona)}-${index + 1}`,
      statements,
    })),
    style: "patterns",
  };
}
