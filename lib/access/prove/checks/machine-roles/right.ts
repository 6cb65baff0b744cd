import type { Context } from "../../scene/contexts";

/** Something that the config lets a machine's role do, and why. */
export interface Right {
  /** Completes "…, which": `reads its pipeline's artifacts`. */
  readonly why: string;
  /** By name, without wildcards. */
  readonly actions: readonly string[];
  /** ARNs in which `*` stands for any text. */
  readonly resources: readonly string[];
  /** Only with these condition keys. */
  readonly when?: Readonly<Record<string, Allowed>>;
  /** Requests without which the role can't do its work. */
  readonly needs?: readonly Need[];
}

/** The values of a condition key under which a right holds. */
export interface Allowed {
  readonly values: readonly string[];
  /** Holds as well where the request doesn't have the key. @default false */
  readonly orAbsent?: boolean;
}

export interface Need {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

/** Each action on each resource. */
export function needsOf(
  actions: readonly string[],
  resources: readonly string[],
  context?: Context,
): Need[] {
  const given = context === undefined ? {} : { context };
  return actions.flatMap((action) => resources.map((resource) => ({ action, resource, ...given })));
}
