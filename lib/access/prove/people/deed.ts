import type { Context } from "../scene/contexts";
import type { Person } from "./person";

/** One request that changes what a pipeline does, or who decides about it. */
export interface Deed {
  /** What it comes to, in words: `start storefront`. */
  readonly what: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  /** Where the role has to be that does it. */
  readonly accountId: string;
  /** Whether the config grants exactly this. @default never */
  readonly isGranted?: (person: Person) => boolean;
}
