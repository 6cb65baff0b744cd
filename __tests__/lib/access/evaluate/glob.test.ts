import fc from "fast-check";
import type { Glob } from "../../../../lib/access/evaluate/match/glob";
import { GlobSymbols } from "../../../../lib/access/evaluate/match/glob-symbols";
import { Template } from "../../../../lib/access/evaluate/match/template";

function glob(text: string): Glob {
  return new Template(text, { variables: false, wildcards: true }).widest;
}

function symbols(text: string): GlobSymbols {
  return new GlobSymbols(glob(text).tokens);
}

describe("a pattern matches", () => {
  test.each([
    ["a*", "a"],
    ["a*", "abc"],
    ["*a", "ba"],
    ["a*c", "abbbc"],
    ["a*b*c", "a-b-b-c"],
    ["*b*", "abc"],
    ["a?c", "abc"],
    ["*?", "a"],
    ["a*?c", "axc"],
    ["a**b", "ab"],
    ["*", ""],
    ["*/Prod/*", "shop/Prod/Approve"],
    ["line*", "line\nbreak"],
  ])("%s %s", (pattern, text) => {
    expect(glob(pattern).matches(text)).toBe(true);
  });
});

describe("a pattern doesn't match", () => {
  test.each([
    ["a*", "ba"],
    ["a*c", "ab"],
    ["ab*ba", "aba"],
    ["a?c", "ac"],
    ["a?c", "abbc"],
    ["*?", ""],
    ["a*b*c", "acb"],
    ["*b*b*", "abc"],
    ["A", "a"],
    ["a.c", "abc"],
    ["", "a"],
  ])("%s %s", (pattern, text) => {
    expect(glob(pattern).matches(text)).toBe(false);
  });
});

const letters = (...all: string[]) =>
  fc.array(fc.constantFrom(...all), { maxLength: 7 }).map((list) => list.join(""));
const patterns = letters("a", "b", "*", "?");
const texts = letters("a", "b");

function expression(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}

test("a pattern matches what the regular expression of the same meaning matches", () => {
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      expect(glob(pattern).matches(text)).toBe(expression(pattern).test(text));
    }),
    { numRuns: 2_000 },
  );
});

test("two patterns overlap if a text matches both, and only then", () => {
  const all = [""];
  for (let length = 1; length <= 6; length += 1) {
    for (const text of all.filter((one) => one.length === length - 1))
      all.push(`${text}a`, `${text}b`);
  }
  const short = fc
    .array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 4 })
    .map((list) => list.join(""));
  fc.assert(
    fc.property(short, short, (one, other) => {
      const shared = all.some((text) => glob(one).matches(text) && glob(other).matches(text));
      expect(symbols(one).overlaps(symbols(other))).toBe(shared);
      expect(symbols(other).overlaps(symbols(one))).toBe(shared);
    }),
    { numRuns: 1_000 },
  );
});
