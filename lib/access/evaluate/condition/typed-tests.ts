import { either, type Tri, yesIf } from "../tri";
import { compareDecimals, readDecimal } from "./decimal";
import { readInstant } from "./instant";
import { ipRangeHolds, mappedIpv4, readIpRange } from "./ip-range";
import type { ValueTestFactory } from "./value-test";

/** Comparison of values that are read first. A request's value that can't be read doesn't match. */
function typedTest<T>(
  read: (text: string) => T | undefined,
  compare: (value: T, ofPolicy: T) => Tri,
  // An answer of "unknown" is one that AWS does not document.
): ValueTestFactory {
  return (texts, { negated, doubt }) => {
    const ofPolicy = texts.map(read);
    return (text) => {
      const value = read(text);
      if (value === undefined) return negated ? doubt : "no";
      let found: Tri = "no";
      for (const one of ofPolicy) {
        const result = one === undefined ? "unknown" : compare(value, one);
        found = either(found, result === "unknown" ? doubt : result);
      }
      return found;
    };
  };
}

type Order = (difference: number) => boolean;

export const ORDERS = {
  Equals: (difference) => difference === 0,
  LessThan: (difference) => difference < 0,
  LessThanEquals: (difference) => difference <= 0,
  GreaterThan: (difference) => difference > 0,
  GreaterThanEquals: (difference) => difference >= 0,
} as const satisfies Record<string, Order>;

export function numericTest(order: Order): ValueTestFactory {
  return typedTest(readDecimal, (value, limit) => yesIf(order(compareDecimals(value, limit))));
}

export function dateTest(order: Order): ValueTestFactory {
  return typedTest(readInstant, (value, limit) => yesIf(order(value - limit)));
}

export const ipTest = typedTest(readIpRange, (value, range) => {
  if (ipRangeHolds(range, value)) return "yes";
  const mapped = mappedIpv4(value);
  return mapped !== undefined && ipRangeHolds(range, mapped) ? "unknown" : "no";
});

/**
 * One page of AWS's has variables in Bool values, another doesn't, so they are left as they are.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
 */
export const boolTest = typedTest(readBoolean, (value, expected) => yesIf(value === expected));

/**
 * Byte for byte; the policy has base-64, and so has a request's value unless it is the bytes as text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
 */
export const binaryTest: ValueTestFactory = (texts) => (value) => {
  const same = texts.some(
    (text) =>
      text === value || (isBase64(text) && Buffer.from(text, "base64").equals(Buffer.from(value))),
  );
  return yesIf(same);
};

function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : undefined;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}
