import type { WorldRole } from "../world/world";
import type { Place } from "./place";

/**
 * Who asks: a persona, or a persona's people of one team where a grant holds for the own team only. `developer`, or
 * `developer@shop`.
 */
export interface Subject {
  readonly id: string;
  readonly persona: string;
  /** Absent where the team makes no difference. */
  readonly team?: string;
  /** Its roles, one for each account that it reaches; none while it is closed. */
  readonly roles: readonly WorldRole[];
  /** Groups that get it. */
  readonly groups: readonly string[];
}

/** What the policies let a subject do, whatever was meant. */
export type Effect =
  | { readonly kind: "allowed" }
  /** Hangs on condition keys whose values nobody knows. */
  | { readonly kind: "conditional"; readonly when: string; readonly keys: readonly string[] }
  /** Some of the actions that it takes, and not these. */
  | { readonly kind: "partial"; readonly lacks: readonly string[] }
  | { readonly kind: "denied" };

export interface AccessCell {
  /** {@link Subject.id} */
  readonly subject: string;
  /** A capability of the vocabulary, or of the team's own. */
  readonly capability: string;
  readonly place: Place;
  readonly effect: Effect;
  readonly intended: boolean;
  /** The last day on which it is intended, in UTC, where the config names one. */
  readonly lastDay?: string;
}

/** Who can do what where, decided from the generated policies. Sorted by subject, capability, place. */
export interface AccessMatrix {
  readonly subjects: readonly Subject[];
  /** Every cell that isn't denied, and those denied that were intended. */
  readonly cells: readonly AccessCell[];
  /** How many requests were decided. */
  readonly decisions: number;
}
