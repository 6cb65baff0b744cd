import { type Lookup, UNKNOWN_VALUES } from "../match/lookup";
import { atMostUnknown, both, either, not, type Tri } from "../tri";
import type { Operator } from "./operator";
import type { ValueTest } from "./value-test";

export interface ConditionOptions {
  readonly variables: boolean;
  readonly effect: "Allow" | "Deny";
}

/** One operator with one key: the conditions of a statement must all hold. */
export class Condition {
  /** In lower case: names of keys don't depend on case, names of tags within them included. */
  readonly #key: string;
  readonly #options: ConditionOptions;
  #prepared: ValueTest | undefined;

  constructor(
    /** As the policy spells it. */
    readonly operatorText: string,
    readonly operator: Operator,
    /** As the policy spells it. */
    readonly key: string,
    readonly texts: readonly string[],
    options: ConditionOptions,
  ) {
    this.#key = key.toLowerCase();
    this.#options = options;
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
  holds(lookup: Lookup): Tri {
    const values = lookup.values(this.#key);
    if (values === UNKNOWN_VALUES) return "unknown";
    const { base, quantifier, ifExists } = this.operator;
    if (base === undefined) return this.#isNull(values);
    const [first] = values;
    if (first === undefined) {
      if (ifExists || quantifier === "all") return "yes";
      return quantifier === "one" && base.negated ? "yes" : "no";
    }
    const test = (this.#prepared ??= this.#prepare(base));
    if (quantifier === "all") return this.#holdsForAll(values, test, base.negated, lookup);
    if (quantifier === "any") return this.#holdsForAny(values, test, base.negated, lookup);
    if (values.length === 1) {
      const found = test(first, lookup);
      return base.negated ? not(found) : found;
    }
    return this.#holdsForSeveral(values, test, base.negated, lookup);
  }

  /** Not before the first request that has the key: most conditions of a large platform are never asked. */
  #prepare({ negated, test }: NonNullable<Operator["base"]>): ValueTest {
    const { variables, effect } = this.#options;
    const doubt = effect === "Deny" ? "unknown" : negated ? "yes" : "no";
    return test(this.texts, { variables, negated, doubt });
  }

  /**
   * True of no values, "or if the key values resolve to a null data set, such as an empty string".
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
   */
  #holdsForAll(values: readonly string[], test: ValueTest, negated: boolean, lookup: Lookup): Tri {
    let found: Tri = "yes";
    for (const value of values) {
      if (value === "" && values.length === 1) continue;
      const one = test(value, lookup);
      found = both(found, negated ? not(one) : one);
    }
    return found;
  }

  /** False of no values and of a null data set; whether "" in the policy meets such a one stays open. Same page. */
  #holdsForAny(values: readonly string[], test: ValueTest, negated: boolean, lookup: Lookup): Tri {
    let found: Tri = "no";
    for (const value of values) {
      const one = test(value, lookup);
      found = either(found, negated ? not(one) : one);
    }
    return values.length === 1 && values[0] === "" ? atMostUnknown(found) : found;
  }

  /**
   * Several values without a set operator: "multivalued context keys require a condition set operator", and what comes
   * of none is not said. Only where every reading agrees there is an answer. Same page.
   */
  #holdsForSeveral(
    values: readonly string[],
    test: ValueTest,
    negated: boolean,
    lookup: Lookup,
  ): Tri {
    let found: Tri = "no";
    for (const value of values) found = either(found, test(value, lookup));
    if (found === "no") return negated ? "yes" : "no";
    return "unknown";
  }

  /**
   * `true`: the key is absent; `false`: "the key exists and its value is not null", and an empty text is null.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
   */
  #isNull(values: readonly string[]): Tri {
    let found: Tri = "no";
    for (const text of this.texts) {
      const wanted = text.toLowerCase();
      const empty = values.length > 0 && values.every((value) => value === "");
      if (wanted === "true")
        found = either(found, values.length === 0 ? "yes" : empty ? "unknown" : "no");
      else if (wanted === "false")
        found = either(found, values.length > 0 && !empty ? "yes" : "no");
      else found = either(found, "unknown");
    }
    return found;
  }
}
