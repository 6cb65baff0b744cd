import { arnTest } from "./arn-test";
import { stringTest } from "./string-test";
import { binaryTest, boolTest, dateTest, ipTest, numericTest, ORDERS } from "./typed-tests";
import type { ValueTestFactory } from "./value-test";

/** What a condition operator does, whatever is written before or behind its name. */
export interface BaseOperator {
  readonly name: string;
  readonly test: ValueTestFactory;
  /** "Not": holds where no value matches. */
  readonly negated: boolean;
  /** Between key and values, in words. */
  readonly words: string;
}

export type Quantifier = "one" | "all" | "any";

export interface Operator {
  /** Undefined for Null, which compares nothing. */
  readonly base: BaseOperator | undefined;
  readonly quantifier: Quantifier;
  readonly ifExists: boolean;
}

const equals = stringTest({ wildcards: false, ignoreCase: false });
const equalsIgnoringCase = stringTest({ wildcards: false, ignoreCase: true });
const like = stringTest({ wildcards: true, ignoreCase: false });

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const BASES: readonly BaseOperator[] = [
  ...pair("StringEquals", "StringNotEquals", equals, "is"),
  ...pair(
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    equalsIgnoringCase,
    "is (in any case)",
  ),
  ...pair("StringLike", "StringNotLike", like, "is like"),
  ...pair("ArnEquals", "ArnNotEquals", arnTest, "is like"),
  ...pair("ArnLike", "ArnNotLike", arnTest, "is like"),
  ...pair("IpAddress", "NotIpAddress", ipTest, "is in"),
  ...ordered("Numeric", numericTest, "is less than", "is greater than"),
  ...ordered("Date", dateTest, "is before", "is after"),
  { name: "Bool", test: boolTest, negated: false, words: "is" },
  { name: "BinaryEquals", test: binaryTest, negated: false, words: "is" },
];

const BY_NAME = new Map(BASES.map((base) => [base.name.toLowerCase(), base]));

export const OPERATOR_NAMES: readonly string[] = [...BASES.map(({ name }) => name), "Null"];

const SET_PREFIXES: ReadonlyMap<string, Quantifier> = new Map([
  ["forallvalues:", "all"],
  ["foranyvalue:", "any"],
]);

const IF_EXISTS = "ifexists";

/** Reads `ForAnyValue:StringLikeIfExists` and its like; nothing where AWS has no such operator. */
export function findOperator(text: string): Operator | undefined {
  let name = text.toLowerCase();
  let quantifier: Quantifier = "one";
  for (const [prefix, meaning] of SET_PREFIXES) {
    if (!name.startsWith(prefix)) continue;
    quantifier = meaning;
    name = name.slice(prefix.length);
  }
  if (name === "null" && quantifier === "one")
    return { base: undefined, quantifier, ifExists: false };
  const ifExists = name.endsWith(IF_EXISTS);
  const base = BY_NAME.get(ifExists ? name.slice(0, -IF_EXISTS.length) : name);
  return base === undefined ? undefined : { base, quantifier, ifExists };
}

function pair(name: string, opposite: string, test: ValueTestFactory, words: string) {
  const not = words.replace("is", "is not");
  return [
    { name, test, negated: false, words },
    { name: opposite, test, negated: true, words: not },
  ];
}

function ordered(
  type: string,
  test: (order: (difference: number) => boolean) => ValueTestFactory,
  less: string,
  greater: string,
): BaseOperator[] {
  const base = (name: keyof typeof ORDERS, words: string): BaseOperator => ({
    name: `${type}${name}`,
    test: test(ORDERS[name]),
    negated: false,
    words,
  });
  return [
    ...pair(`${type}Equals`, `${type}NotEquals`, test(ORDERS.Equals), "is"),
    base("LessThan", less),
    base("LessThanEquals", `is or ${less}`),
    base("GreaterThan", greater),
    base("GreaterThanEquals", `is or ${greater}`),
  ];
}
