import fc from "fast-check";
import { type Document, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { ConfigPath } from "../../../lib/config/config-path";
import { isProblemCode } from "../../../lib/config/problems/catalogue";
import { GOLDEN_TEXT, change, load } from "../../support/platform-file";

const PATHS = pathsOf(parseDocument(GOLDEN_TEXT).toJS(), []);

/** What a hand that slips, or a program that means harm, may put anywhere. */
const anyValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1e21,
    NaN,
    Infinity,
    "",
    "*",
    "all",
    "dev",
    "prod",
    [],
    {},
    [[]],
    [{}],
    [null],
  ),
  fc.constantFrom(
    "constructor",
    "toString",
    "eu-west-1",
    "200000000001",
    "PT0H",
    "arn:aws:s3:::x",
    "s3:constructor",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.dictionary(
    fc.constantFrom("names", "name", "id", "kind", "x"),
    fc.constantFrom<unknown>("x", ["x"], 1, null),
    { maxKeys: 2 },
  ),
);

const mutation = fc.oneof(
  fc.record({ path: fc.constantFrom(...PATHS), change: fc.constant("delete" as const) }),
  fc.record({
    path: fc.constantFrom(...PATHS),
    change: fc.constant("replace" as const),
    value: anyValue,
  }),
  fc.record({
    path: fc.constantFrom(...PATHS),
    change: fc.constant("rename" as const),
    to: fc.constantFrom("x", "dev", "Prod", "", "constructor", "namse"),
  }),
  fc.record({
    path: fc.constantFrom(...PATHS),
    change: fc.constant("copy" as const),
    from: fc.constantFrom(...PATHS),
  }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

test("whatever is changed, the platform is valid, or told what is wrong with it and where", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
      const document = parseDocument(GOLDEN_TEXT);
      for (const each of mutations) mutate(document, each);
      const text = String(document);
      const loaded = await load(text);
      const problems = loaded.kind === "invalid" ? loaded.problems : loaded.warnings;
      if (loaded.kind === "invalid")
        expect(problems.some(({ severity }) => severity === "error")).toBe(true);
      const lines = text.split("\n").length;
      for (const problem of problems) {
        const [, line = "0"] = /^platform\.yaml:([1-9]\d*):[1-9]\d*$/.exec(problem.at) ?? [];
        expect(Number(line)).toBeGreaterThan(0);
        expect(Number(line)).toBeLessThanOrEqual(lines);
        expect(isProblemCode(problem.code)).toBe(true);
        expect(problem.message).not.toMatch(/^$|undefined|NaN|\[object/);
        expect(problem.fix).not.toMatch(/^$|undefined|NaN|\[object/);
      }
    }),
    { numRuns: 200 },
  );
});

test("whatever bytes a file holds, it is told what is wrong with them", async () => {
  const fragments = fc.constantFrom(
    "a",
    ":",
    " ",
    "\n",
    "- ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "&a",
    "*a",
    "!!x",
    "|",
    ">",
    "#",
    "?",
    "%",
    "\t",
    "\0",
    "\ufeff",
    "<<",
    "~",
    "---\n",
    "é",
  );
  const text = fc.array(fragments, { maxLength: 40 }).map((parts) => Buffer.from(parts.join("")));
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, fc.uint8Array({ maxLength: 60 })), async (bytes) => {
      const loaded = await load(bytes);
      expect(loaded.kind).toBe("invalid");
      for (const problem of loaded.kind === "invalid" ? loaded.problems : []) {
        expect(problem.at).toMatch(/^platform\.yaml:[1-9]\d*:[1-9]\d*$/);
        expect(isProblemCode(problem.code)).toBe(true);
        expect(problem.message.length * problem.fix.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1_000 },
  );
});

function mutate(document: Document, each: Mutation): void {
  // An earlier change may have taken away what this one is about.
  if (document.getIn(each.path) === undefined) return;
  switch (each.change) {
    case "delete":
      document.deleteIn(each.path);
      return;
    case "replace":
      change(document, [{ path: each.path, value: each.value ?? null }]);
      return;
    case "copy":
      change(document, [{ path: each.path, value: parseDocument(GOLDEN_TEXT).getIn(each.from) }]);
      return;
    case "rename": {
      const parent =
        each.path.length === 1 ? document.contents : document.getIn(each.path.slice(0, -1), true);
      if (isSeq(parent)) change(document, [{ path: each.path, value: each.to }]);
      if (!isMap(parent)) return;
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === each.path.at(-1));
      if (pair && isScalar(pair.key) && !parent.has(each.to)) pair.key.value = each.to;
    }
  }
}

function pathsOf(value: unknown, path: ConfigPath): ConfigPath[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...path, index]))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))
      : [];
  return path.length === 0 ? inner : [path, ...inner];
}
