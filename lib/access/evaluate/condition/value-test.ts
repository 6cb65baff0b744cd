import type { Lookup } from "../match/lookup";
import type { Tri } from "../tri";

/** Whether one value of the request matches one of a policy's values. */
export type ValueTest = (value: string, lookup: Lookup) => Tri;

export interface ValueTestOptions {
  /** Whether the policy's version has variables. */
  readonly variables: boolean;
  /** Whether the operator is a "not". */
  readonly negated: boolean;
  /** What to say where AWS documents no answer: in an allow what keeps it from applying, in a deny that it is open. */
  readonly doubt: Tri;
}

/** Prepares the comparison with a policy's values. */
export type ValueTestFactory = (texts: readonly string[], options: ValueTestOptions) => ValueTest;
