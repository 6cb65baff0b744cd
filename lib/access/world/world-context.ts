import { ABSENT } from "../evaluate/match/lookup";
import { RequestContext } from "../evaluate/request/request-context";
import type { Question } from "./ask";

/** Condition keys that follow from the world alone; undefined where they don't. */
export interface KnownKeys {
  /** @param key in lower case */
  given(key: string): readonly string[] | undefined;
}

/** What a question says of condition keys, and, where it says nothing, what the world knows of them. */
export class WorldContext extends RequestContext {
  constructor(
    context: NonNullable<Question["context"]>,
    readonly caller: KnownKeys,
    readonly target: KnownKeys,
  ) {
    super(context, false);
  }

  override given(key: string): readonly string[] | undefined {
    return super.given(key) ?? this.caller.given(key) ?? this.target.given(key);
  }
}

/** Keys of one thing; those that begin with one of `closed` and aren't listed are known to be absent. */
export function knownKeys(
  keys: Readonly<Record<string, string | readonly string[]>>,
  closed: readonly string[] = [],
): KnownKeys {
  const listed = new RequestContext(keys, false);
  if (closed.length === 0) return listed;
  return {
    given: (key) =>
      listed.given(key) ?? (closed.some((start) => key.startsWith(start)) ? ABSENT : undefined),
  };
}

export const NO_KEYS: KnownKeys = { given: () => undefined };

export function prefixKeys(
  prefix: string,
  tags: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}${key}`, value]));
}
