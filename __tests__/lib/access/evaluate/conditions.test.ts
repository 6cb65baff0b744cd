import fc from "fast-check";
import { Condition } from "../../../../lib/access/evaluate/condition/condition";
import { conditionWords } from "../../../../lib/access/evaluate/condition/condition-words";
import { compareDecimals, readDecimal } from "../../../../lib/access/evaluate/condition/decimal";
import { readInstant } from "../../../../lib/access/evaluate/condition/instant";
import { ipRangeHolds, readIpRange } from "../../../../lib/access/evaluate/condition/ip-range";
import { findOperator } from "../../../../lib/access/evaluate/condition/operator";
import { UNKNOWN_VALUES } from "../../../../lib/access/evaluate/match/lookup";

function condition(operator: string, texts: readonly string[], effect: "Allow" | "Deny" = "Allow") {
  const found = findOperator(operator);
  if (found === undefined) throw new Error(`no operator ${operator}`);
  return new Condition(operator, found, "Key", texts, { variables: true, effect });
}

/** What a condition on a key says of its values. */
function holds(operator: string, texts: readonly string[], values: readonly string[]): string {
  return condition(operator, texts).holds({ values: (key) => (key === "key" ? values : []) });
}

describe("operators and their opposites", () => {
  test.each([
    ["StringEquals", "StringNotEquals", "a", "a", "A"],
    ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "a", "A", "b"],
    ["StringLike", "StringNotLike", "a*c?", "abcd", "abc"],
    ["StringLike", "StringNotLike", "a${*}", "a*", "ab"],
    [
      "ArnLike",
      "ArnNotLike",
      "arn:aws:iam::*:role/a*",
      "arn:aws:iam::1:role/ab",
      "arn:aws:iam::1:role/b",
    ],
    [
      "ArnEquals",
      "ArnNotEquals",
      "arn:aws:iam::1:role/a?",
      "arn:aws:iam::1:role/ab",
      "arn:aws:iam::2:role/ab",
    ],
    [
      "ArnLike",
      "ArnNotLike",
      "arn:aws:x:*:1:f/*",
      "arn:aws:x:r:1:f/a:b",
      "arn:aws:x:r:2:s/a:1:f/d",
    ],
    ["NumericEquals", "NumericNotEquals", "10", "10.0", "10.1"],
    ["DateEquals", "DateNotEquals", "2026-01-01T00:00:00Z", "1767225600", "2026-01-01T00:00:01Z"],
    ["IpAddress", "NotIpAddress", "203.0.113.0/24", "203.0.113.255", "203.0.114.0"],
    [
      "IpAddress",
      "NotIpAddress",
      "2001:DB8:1234:5678::/64",
      "2001:db8:1234:5678::1",
      "2001:db8:1234:5679::1",
    ],
  ])("%s and %s %s: %s but not %s", (operator, opposite, text, hit, miss) => {
    expect(["yes", "no"]).toEqual([
      holds(operator, [text], [hit]),
      holds(operator, [text], [miss]),
    ]);
    expect(["no", "yes"]).toEqual([
      holds(opposite, [text], [hit]),
      holds(opposite, [text], [miss]),
    ]);
  });

  test.each([
    ["NumericLessThan", "10", "9.99", "10"],
    ["NumericLessThanEquals", "10", "10", "10.01"],
    ["NumericGreaterThan", "-1", "0", "-1"],
    ["NumericGreaterThanEquals", "9007199254740993", "9007199254740993", "9007199254740992"],
    ["DateLessThan", "2026-01-01", "2025-12-31T23:59:59.999Z", "2026-01-01T00:00Z"],
    ["DateGreaterThanEquals", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z", "1767225599"],
    ["Bool", "true", "TRUE", "false"],
    ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", "QmluYXJ6"],
    ["BinaryEquals", "QmluYXJ5", "Binary", "binary"],
  ])("%s %s: %s but not %s", (operator, text, hit, miss) => {
    expect([holds(operator, [text], [hit]), holds(operator, [text], [miss])]).toEqual([
      "yes",
      "no",
    ]);
  });
});

describe("a key that is absent", () => {
  test.each([
    ["StringEquals", "no"],
    ["StringNotEquals", "yes"],
    ["StringEqualsIfExists", "yes"],
    ["StringNotEqualsIfExists", "yes"],
    ["NumericLessThan", "no"],
    ["NotIpAddress", "yes"],
    ["ArnNotLike", "yes"],
    ["ForAllValues:StringEquals", "yes"],
    ["ForAllValues:StringNotEquals", "yes"],
    ["ForAnyValue:StringEquals", "no"],
    ["ForAnyValue:StringNotEquals", "no"],
    ["ForAnyValue:StringEqualsIfExists", "yes"],
  ])("with %s: %s", (operator, expected) => {
    expect(holds(operator, ["10"], [])).toBe(expected);
  });

  test("is null, and one with a value is not", () => {
    expect(holds("Null", ["true"], [])).toBe("yes");
    expect(holds("Null", ["false"], [])).toBe("no");
    expect(holds("Null", ["true"], ["x"])).toBe("no");
    expect(holds("Null", ["false"], ["x"])).toBe("yes");
  });

  test("an empty value is not one that exists and isn't null; whether it is null stays open", () => {
    expect(holds("Null", ["false"], [""])).toBe("no");
    expect(holds("Null", ["true"], [""])).toBe("unknown");
  });
});

describe("several values", () => {
  test.each([
    ["ForAllValues:StringEquals", ["a", "b", "c"], ["a", "b"], "yes"],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], "no"],
    ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], "yes"],
    ["ForAllValues:StringNotEquals", ["a", "b"], ["a", "c"], "no"],
    ["ForAllValues:StringEquals", ["a"], [""], "yes"],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], "yes"],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], "no"],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], "yes"],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], "no"],
    ["ForAnyValue:StringLike", ["a*"], [""], "no"],
    ["ForAnyValue:StringLike", ["*"], [""], "unknown"],
    ["StringEquals", ["a", "b"], ["b"], "yes"],
    ["StringNotEquals", ["a", "b"], ["b"], "no"],
    ["StringNotEquals", ["a", "b"], ["c"], "yes"],
    ["StringEquals", ["a"], ["b", "c"], "no"],
    ["StringNotEquals", ["a"], ["b", "c"], "yes"],
    ["StringEquals", ["a"], ["a", "c"], "unknown"],
    ["StringNotEquals", ["a"], ["a", "c"], "unknown"],
  ])("%s %j of %j: %s", (operator, texts, values, expected) => {
    expect(holds(operator, texts, values)).toBe(expected);
  });
});

test.each(["StringEquals", "StringNotLikeIfExists", "ForAllValues:StringEquals", "Null", "Bool"])(
  "%s of unknown values stays open",
  (operator) => {
    expect(holds(operator, ["true"], UNKNOWN_VALUES)).toBe("unknown");
  },
);

describe("what can't be compared keeps an allow from applying, and leaves a deny open", () => {
  test.each([
    ["NumericEquals", "many", "5", "no", "unknown"],
    ["NumericNotEquals", "many", "5", "no", "unknown"],
    ["NumericEquals", "5", "many", "no", "no"],
    ["NumericNotEquals", "5", "many", "no", "unknown"],
    ["DateLessThan", "tomorrow", "2026-01-01", "no", "unknown"],
    ["NotIpAddress", "203.0.113.0/33", "203.0.113.1", "no", "unknown"],
    ["IpAddress", "203.0.113.0/24", "::ffff:203.0.113.7", "no", "unknown"],
    ["NotIpAddress", "203.0.113.0/24", "somewhere", "no", "unknown"],
    ["ArnNotLike", "arn:aws:iam::1:role/a", "AROAEXAMPLE", "no", "unknown"],
    ["Bool", "${aws:SecureTransport}", "true", "no", "unknown"],
  ])("%s %s of %s", (operator, text, value, allow, deny) => {
    const lookup = { values: () => [value] };
    expect(condition(operator, [text], "Allow").holds(lookup)).toBe(allow);
    expect(condition(operator, [text], "Deny").holds(lookup)).toBe(deny);
  });
});

test.each([
  "StringEqual",
  "NullIfExists",
  "ForAllValues:Null",
  "ForSomeValues:StringEquals",
  "",
  "IfExists",
])("there is no operator %j", (operator) => {
  expect(findOperator(operator)).toBeUndefined();
});

test.each([
  ["StringEquals", ["a", "b"], "Key is a or b"],
  ["StringNotLike", ["a*", ""], 'Key is not like a* nor ""'],
  ["ForAnyValue:StringEquals", ["a"], "some Key is a"],
  ["ForAllValues:ArnLikeIfExists", ["a"], "every Key is like a, or is absent"],
  ["NotIpAddress", ["10.0.0.0/8"], "Key is not in 10.0.0.0/8"],
  ["DateGreaterThanEquals", ["2026"], "Key is or is after 2026"],
  ["Null", ["true"], "Key is absent"],
])("%s %j in words: %s", (operator, texts, words) => {
  expect(conditionWords(condition(operator, texts))).toBe(words);
});

describe("dates", () => {
  test.each(["2026", "2026-02", "2026-02-28", "2026-02-28T10:00Z", "2026-02-28T10:00:00.5+02:00"])(
    "%s is one",
    (text) => {
      expect(readInstant(text)).toBe(Date.parse(text));
    },
  );

  test.each(["2026-02-30", "2026-13", "2026-2-1", "2026-02-28T10:00:00", "28.2.2026", "", "12"])(
    "%j is none",
    (text) => {
      expect(readInstant(text)).toBeUndefined();
    },
  );
});

test("decimals compare as numbers, however many digits they have", () => {
  const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(9));
  fc.assert(
    fc.property(decimal, decimal, ([a, tenthsA], [b, tenthsB]) => {
      const text = (whole: bigint, tenths: number): string => `${whole.toString()}.${tenths}`;
      const scaled = (whole: bigint, tenths: number): bigint =>
        whole * 10n + (whole < 0n ? -1n : 1n) * BigInt(tenths);
      const one = readDecimal(text(a, tenthsA));
      const other = readDecimal(text(b, tenthsB));
      if (one === undefined || other === undefined) throw new Error("not read");
      const difference = scaled(a, tenthsA) - scaled(b, tenthsB);
      const expected = difference < 0n ? -1 : difference > 0n ? 1 : 0;
      expect(compareDecimals(one, other)).toBe(expected);
    }),
  );
});

describe("addresses", () => {
  test("an IPv4 range holds an address if their first bits are the same", () => {
    const bits = (address: readonly number[]): string =>
      address.map((byte) => byte.toString(2).padStart(8, "0")).join("");
    const address = fc.tuple(fc.nat(3), fc.nat(255), fc.nat(1), fc.nat(255));
    fc.assert(
      fc.property(address, address, fc.nat(32), (a, b, prefix) => {
        const range = readIpRange(`${a.join(".")}/${prefix}`);
        const one = readIpRange(b.join("."));
        if (range === undefined || one === undefined) throw new Error("not read");
        expect(ipRangeHolds(range, one)).toBe(
          bits(a).slice(0, prefix) === bits(b).slice(0, prefix),
        );
      }),
    );
  });

  test.each([
    ["::/0", "2001:db8::1", true],
    ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", true],
    ["2001:db8::/33", "2001:db8:8000::1", false],
    ["::ffff:0:0/96", "::ffff:203.0.113.7", true],
    ["0.0.0.0/0", "::1", false],
    ["203.0.113.5/24", "203.0.113.9", true],
    ["10.0.0.0/8", "10.1.0.0/16", true],
    ["10.1.0.0/16", "10.0.0.0/8", false],
  ])("%s holds %s: %s", (range, address, expected) => {
    const outer = readIpRange(range);
    const inner = readIpRange(address);
    if (outer === undefined || inner === undefined) throw new Error("not read");
    expect(ipRangeHolds(outer, inner)).toBe(expected);
  });

  test.each([
    "256.1.1.1",
    "1.2.3",
    "01.2.3.4",
    "1.2.3.4/-1",
    "1.2.3.4/33",
    "::1/129",
    "fe80::1%eth0",
    "",
  ])("%j is none", (text) => {
    expect(readIpRange(text)).toBeUndefined();
  });
});
