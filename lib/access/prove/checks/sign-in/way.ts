import type { Persona } from "../../../../model/people";
import type { Context } from "../../scene/contexts";

/** A request to take a role. */
export interface Way {
  readonly principal: string | Readonly<Record<string, string>>;
  readonly action: string;
  readonly context: Context;
}

/** What must be let in and what must not, each by what is special about it. */
export interface Ways {
  readonly right: Readonly<Record<string, Way>>;
  readonly wrong: Readonly<Record<string, Way>>;
}

/** A way that differs in some points. */
export function but(way: Way, other: Partial<Way>): Way {
  return { ...way, ...other, context: { ...way.context, ...other.context } };
}

/** Values of a tag that may name several personas, joined by colons. */
export function tagValues(persona: string, others: readonly string[]): TagValues {
  return {
    right: [persona, `zz-stray:${persona}`, `${persona}:zz-stray`, `zz:${persona}:stray`],
    wrong: ["zz-stray", "", `${persona}x`, `x${persona}`, `${persona}:`.repeat(2).slice(0, -1)]
      .concat(others)
      .filter((value) => !value.split(":").includes(persona)),
  };
}

interface TagValues {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

/**
 * Whether a persona's use counts for others, so that its second factor must be fresh: it approves, overrides or breaks
 * the glass.
 */
export function decides({ breakGlass, grants }: Persona): boolean {
  return (
    breakGlass !== undefined ||
    grants.some(
      (grant) =>
        grant.kind === "pipeline" &&
        grant.capabilities.some((name) => name === "approve" || name === "override"),
    )
  );
}
