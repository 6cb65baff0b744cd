import type { Grant, Persona } from "../../model/people";
import { sorted } from "../../model/order";
import { endOf } from "../../model/term";
import type { Statement } from "../statement";

/** A persona with some of its grants: those that its policy ends at one time, or never. */
interface GrantsUntil {
  /** The first moment without them; undefined for those that the policy doesn't end. */
  readonly end?: string;
  readonly part: Persona;
}

/** All grants of a persona, apart by when the policy ends them: what never ends first, then by time. */
export function grantsByEnd(persona: Persona): GrantsUntil[] {
  const ends = endsOf(persona);
  if (ends.length === 0) return [{ part: persona }];
  const ofEnd = (end: string | undefined): GrantsUntil => ({
    ...(end === undefined ? {} : { end }),
    part: withGrants(persona, (grant) => endOfGrant(grant) === end),
  });
  return [ofEnd(undefined), ...ends.map(ofEnd)];
}

/** The persona as it is from each of these times on, with the grants that are left; from the first to the last. */
export function afterEachEnd(persona: Persona): { readonly end: string; readonly left: Persona }[] {
  return endsOf(persona).map((end) => ({
    end,
    left: withGrants(persona, (grant) => (endOfGrant(grant) ?? FOR_EVER) > end),
  }));
}

/** Allows that stop by themselves. */
export function until(end: string | undefined, statements: readonly Statement[]): Statement[] {
  if (end === undefined) return [...statements];
  return statements.map((statement) => ({
    ...statement,
    conditions: { ...statement.conditions, DateLessThan: { "aws:CurrentTime": end } },
    reasons: statement.reasons?.map((reason) => ({
      ...reason,
      text: `${reason.text} until ${end}`,
    })),
  }));
}

/** Denies that begin by themselves, with the day in their names: `NotGrantedFrom20270201`. */
export function from(start: string, statements: readonly Statement[]): Statement[] {
  return statements.map((statement) => ({
    ...statement,
    sid: `${statement.sid}From${start.slice(0, 10).replaceAll("-", "")}`,
    conditions: { ...statement.conditions, DateGreaterThanEquals: { "aws:CurrentTime": start } },
    reasons: statement.reasons?.map((reason) => ({
      ...reason,
      text: `from ${start} on, when a grant has ended: ${reason.text}`,
    })),
  }));
}

/** Times are written alike, so that they sort as text; this is after all of them. */
const FOR_EVER = "9999";

function endsOf({ grants }: Persona): string[] {
  return sorted(new Set(grants.map(endOfGrant).filter((end) => end !== undefined)));
}

function endOfGrant({ term }: Grant): string | undefined {
  return term?.inPolicy && term.expires !== undefined ? endOf(term.expires) : undefined;
}

function withGrants(persona: Persona, isKept: (grant: Grant) => boolean): Persona {
  return { ...persona, grants: persona.grants.filter(isKept) };
}
