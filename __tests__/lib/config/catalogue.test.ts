import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Problem } from "../../../lib/config/problem";
import { CATALOGUE, GROUPS, isProblemCode } from "../../../lib/config/problems/catalogue";
import type { Example, FileKind } from "../../../lib/config/problems/catalogue-entry";
import { readConfigFile } from "../../../lib/config/read-config-file";
import { type LoadedPlatform } from "../../../lib/model/load-platform";
import { GOLDEN_TEXT, change, load, placesOf } from "../../support/platform-file";

const ENTRIES = Object.entries(CATALOGUE);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-catalogue-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each(ENTRIES)(
  "%s is provoked by its example, with place, path and fix",
  async (code, { severity = "error", provoke }) => {
    const text = apply(provoke, GOLDEN_TEXT);
    const problems = problemsOf(await loadExample(provoke, text));
    const found = problems.filter((problem) => problem.code === code);
    expect(problems.map((problem) => problem.code)).toContain(code);
    for (const problem of found) {
      expect(problem.severity).toBe(severity);
      expect(problem.at).toMatch(/:[1-9]\d*:[1-9]\d*$/);
      expect(problem.message).not.toMatch(/undefined|NaN|\[object/);
      expect(problem.fix).not.toMatch(/^$|undefined|NaN|\[object/);
    }
    if (!("set" in provoke)) return;
    for (const problem of found) expect(placesOf(problem.path, text)).toContain(problem.at);
  },
);

test.each(ENTRIES)("%s is mended by its remedy", async (code, { provoke, remedy }) => {
  const text = apply(remedy, "text" in remedy ? GOLDEN_TEXT : apply(provoke, GOLDEN_TEXT));
  const loaded = await loadExample(remedy, text);
  expect(
    problemsOf(loaded).filter((problem) => problem.severity === "error" || problem.code === code),
  ).toEqual([]);
  expect(loaded.kind).toBe("valid");
});

test.each(ENTRIES)(
  "%s is explained: a title of one line, and whole sentences",
  (_code, { title, meaning }) => {
    expect(title).toMatch(/^[A-Z][^.\n]{10,79}$/);
    expect(meaning.replace(/ ?https:\S+$/, "")).toMatch(/^[A-Z][\s\S]{40,}[.:]$/);
  },
);

test("no problem is one change away from a warning that the golden platform has anyway", async () => {
  expect(problemsOf(await load(GOLDEN_TEXT))).toEqual([]);
});

test("every code stands in exactly one group", () => {
  expect(GROUPS.flatMap(({ codes }) => codes).sort()).toEqual(Object.keys(CATALOGUE).sort());
});

test("only codes of the catalogue are codes", () => {
  expect(isProblemCode("unknown-key")).toBe(true);
  expect(isProblemCode("constructor")).toBe(false);
});

function apply(example: Example, text: string): string {
  if ("set" in example) return String(change(parseDocument(text), example.set));
  return "text" in example ? `${text}\n${example.text}\n` : text;
}

async function loadExample(example: Example, text: string): Promise<LoadedPlatform> {
  if (!("file" in example)) return load(text);
  const file = join(folder, `${example.file}.yaml`);
  const content = CONTENTS[example.file];
  if (content !== undefined) writeFileSync(file, content);
  const read = await readConfigFile(file);
  return "problem" in read ? { kind: "invalid", problems: [read.problem] } : load(read.bytes);
}

const CONTENTS: Readonly<Record<FileKind, string | Buffer | undefined>> = {
  missing: undefined,
  "too-large": Buffer.alloc(10_000_000, "#"),
  binary: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]),
  empty: "# Nothing yet.\n",
  sound: GOLDEN_TEXT,
};

function problemsOf(loaded: LoadedPlatform): readonly Problem[] {
  return loaded.kind === "invalid" ? loaded.problems : loaded.warnings;
}
