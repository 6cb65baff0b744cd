import type { Evidence } from "../policy/evidence";

/** What comes of a request, with the statements that decide it. */
export type Verdict =
  | {
      readonly kind: "allowed";
      /** One statement of each layer that had to allow it, those that grant first. */
      readonly by: readonly Evidence[];
    }
  | {
      readonly kind: "explicitlyDenied";
      /** The denies that apply. */
      readonly by: readonly Evidence[];
    }
  | {
      readonly kind: "implicitlyDenied";
      readonly by: readonly Evidence[];
      /** What is missing, in words. */
      readonly lacks: string;
    }
  | {
      readonly kind: "conditional";
      /** What it hangs on, in words. */
      readonly when: string;
      /** Condition keys whose values would settle it, sorted. */
      readonly keys: readonly string[];
      /** The statements that are open, and those that allow. */
      readonly by: readonly Evidence[];
    };
