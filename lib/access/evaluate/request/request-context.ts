import { ABSENT, UNKNOWN_VALUES } from "../match/lookup";

/** The condition keys of a request, as far as they are given. */
export class RequestContext {
  readonly #values = new Map<string, readonly string[]>();

  constructor(
    /** No value, or null, says that the key is absent. */
    given: Readonly<Record<string, string | readonly string[] | null>>,
    /** Whether a key that isn't given is absent; otherwise nobody knows. */
    readonly complete: boolean,
  ) {
    for (const [key, value] of Object.entries(given)) {
      const id = key.toLowerCase();
      const values = value === null ? ABSENT : typeof value === "string" ? [value] : value;
      const known = this.#values.get(id);
      // Tags may differ in case alone, keys don't: "the key name matches both tags, but only one value matches".
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
      const same = known === undefined || JSON.stringify(known) === JSON.stringify(values);
      this.#values.set(id, same ? values : UNKNOWN_VALUES);
    }
  }

  /** @param key in lower case @returns undefined where nothing is said of it */
  given(key: string): readonly string[] | undefined {
    return this.#values.get(key);
  }

  get rest(): readonly string[] {
    return this.complete ? ABSENT : UNKNOWN_VALUES;
  }
}
