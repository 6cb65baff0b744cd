import fc from "fast-check";
import { findJsonFault } from "../../cli/find-json-fault";

test("what JSON.parse takes has no fault, and what it refuses has one", () => {
  const json = fc.json().map((text) => (hasTwins(text) ? "{}" : text));
  const broken = fc
    .tuple(json, fc.nat(), fc.constantFrom("", ",", '"', "]", "}", "\\", "1", "x", "\n", "\u0001"))
    .map(([text, at, piece]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + piece + text.slice(cut + 1);
    });
  fc.assert(
    fc.property(fc.oneof(json, broken), (text) => {
      fc.pre(!hasTwins(text));
      expect(findJsonFault(text) === undefined).toBe(parses(text));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['{"a": ["x",]}', 1, 12, "a value should be here"],
  ['{\n  "a": []\n  "b": []\n}', 3, 3, "a comma or } should be here"],
  ["{'a': []}", 1, 2, "a name in double quotes should be here"],
  ['{"a" []}', 1, 6, "a colon should be here"],
  ['{"a": [', 1, 8, "the text ends where a value should be"],
  ['{"a": ["x"', 1, 11, "the text ends where a comma or ] should be"],
  ['{"a": []} {', 1, 11, "there is more after the end"],
  ['{"a": [], "a": []}', 1, 11, '"a" is there twice'],
  ['{"a": [], "\\u0061": []}', 1, 11, '"\\u0061" is there twice'],
  ['{"a": ["x\\y"]}', 1, 10, "this can't stand in a string"],
  ['{"a": ["x\ny"]}', 1, 10, "this can't stand in a string"],
  ['{"a', 1, 4, "the text ends within a string"],
  ["", 1, 1, "the text ends where a value should be"],
])("%j is wrong at line %i, column %i: %s", (text, line, column, message) => {
  expect(findJsonFault(text)).toEqual({ line, column, message });
});

test("a text of brackets, or of one long name, neither overflows nor takes long", () => {
  expect(findJsonFault("[".repeat(1_000_000))?.message).toBe("this is nested too deeply");
  expect(findJsonFault(JSON.stringify({ a: ["x".repeat(9_000_000)] }))).toBeUndefined();
  expect(findJsonFault(JSON.stringify({ a: ['"'.repeat(4_000_000)] }))).toBeUndefined();
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON.parse has nothing against two entries with one name. */
function hasTwins(text: string): boolean {
  return findJsonFault(text)?.message.endsWith("is there twice") === true;
}
