/** Where condition keys get their values. */
export interface Lookup {
  /** @param key in lower case @returns no value where the key is absent, {@link UNKNOWN_VALUES} where that isn't known */
  values(key: string): readonly string[];
}

export const ABSENT: readonly string[] = Object.freeze([]);

/** Stands for values that nobody knows; compare by identity. */
export const UNKNOWN_VALUES: readonly string[] = Object.freeze(["?"]);
