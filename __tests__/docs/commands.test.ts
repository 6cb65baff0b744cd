import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CATALOGUE } from "../../lib/config/problems/catalogue";
import type { CliResult } from "../support/run-cli";
import { runCommand } from "../support/run-command";
import { DOCUMENTS, ROOT, codeBlocksIn, codeIn, textOf } from "./read-documents";

const COMMAND = /^(?:\$ )?npx gatehouse (.+)$/;

/** Every `npx gatehouse …` of a page, in its text and in its blocks, as words; comments, pipes and redirections cut off. */
const commandsIn = (text: string): string[][] =>
  [...codeIn(text), ...codeBlocksIn(text).flatMap(({ lines }) => lines)]
    .map((line) => COMMAND.exec(line)?.[1]?.split(/ +[#|>]/)[0] ?? "")
    .filter((command) => command !== "")
    .map((command) => command.trim().split(/ +/));

const helps = new Map<string, Promise<CliResult>>();
const helpOf = (words: readonly string[]) => {
  const key = words.join(" ");
  const help = helps.get(key) ?? runCommand([...words, "--help"]);
  helps.set(key, help);
  return help;
};

/** Those that have commands of their own. */
const WITH_STEPS = ["promote"];

/** The words that name what is run; options and arguments follow. */
const namedBy = ([command = "", step]: readonly string[]): string[] =>
  WITH_STEPS.includes(command) && step !== undefined ? [command, step] : [command];

test.each(DOCUMENTS)("every command that is named is one, with these options: %s", async (file) => {
  for (const words of commandsIn(textOf(file))) {
    if (words[0]?.startsWith("--")) continue;
    const named = namedBy(words);
    const { code, stdout } = await helpOf(named);
    expect([words.join(" "), code]).toEqual([words.join(" "), 0]);
    const options = words.slice(named.length).filter((word) => word.startsWith("-"));
    const unknown = options.filter((word) => !new RegExp(`(^| )${word}\\b`, "m").test(stdout));
    expect([words.join(" "), unknown]).toEqual([words.join(" "), []]);
  }
});

test("every code that is to be explained is one", () => {
  const codes = DOCUMENTS.flatMap((file) => commandsIn(textOf(file)))
    .filter(([command, code = ""]) => command === "explain" && !code.startsWith("<"))
    .map(([, code = ""]) => code);
  expect(codes.filter((code) => !(code in CATALOGUE))).toEqual([]);
});

/** A command and what it prints; a line with … alone stands for lines that were left out. */
const transcripts = DOCUMENTS.flatMap((file) =>
  codeBlocksIn(textOf(file))
    .filter(({ language }) => language === "console")
    .map(({ lines: [command = "", ...output], line }) => ({ file, line, command, output })),
);

describe("what a page shows a command to print, it prints", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-docs-"));
    cpSync(join(ROOT, "platform.yaml"), join(folder, "platform.yaml"));
    cpSync(join(ROOT, "examples"), join(folder, "examples"), {
      recursive: true,
      filter: (path) => !path.includes("cdktf.out"),
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(
    transcripts.map((each) => [`${each.file}:${each.line} ${each.command}`, each] as const),
  )("%s", async (_, { file, command, output }) => {
    writeMembers(folder, file);
    const args = COMMAND.exec(command)?.[1]?.split(" ") ?? [];
    const { stdout, stderr } = await runCommand(args, { cwd: folder });
    const printed = `${stdout}\n${stderr}`.replaceAll(/^\n+|\n+$/g, "").split("\n");
    expect(leftOut(output.map(withoutSizes), printed.map(withoutSizes))).toBeUndefined();
  });
});

/** Sizes of policies change with every statement, and a table's columns with them. */
function withoutSizes(line: string): string {
  return line
    .replaceAll(/\d{1,3}(,\d{3})+/g, "#,###")
    .replaceAll(/\d+ %/g, "# %")
    .replaceAll(/(?<=\S) {2,}/g, "  ");
}

/** The first part that isn't printed where it is shown, as its lines; undefined where all are. */
function leftOut(shown: readonly string[], printed: readonly string[]): string | undefined {
  const parts = shown.join("\n").split(/^…$\n?/m);
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const lines = part.replace(/\n$/, "").split("\n");
    if (part === "") continue;
    const isHere = (start: number) => lines.every((line, k) => printed[start + k] === line);
    const last = printed.length - lines.length;
    const first = index === parts.length - 1 ? last : at;
    const start = index === 0 ? 0 : range(first, last).find(isHere);
    if (start === undefined || start < at || !isHere(start)) return part;
    at = start + lines.length;
  }
  return parts.length > 1 || at === printed.length ? undefined : printed.slice(at).join("\n");
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** The page's own export of a directory: its one block of JSON that is lists only. */
function writeMembers(folder: string, file: string): void {
  const exports = codeBlocksIn(textOf(file))
    .filter(({ language }) => language === "json")
    .map(({ lines }) => lines.join("\n"))
    .filter((text) => Object.values(JSON.parse(text) as object).every(Array.isArray));
  if (exports[0] !== undefined) writeFileSync(join(folder, "members.json"), exports[0]);
}

test.each([
  ["a", "…", "c"],
  ["a", "…"],
  ["…", "b", "…"],
  ["…", "x", "c"],
  ["a", "b", "x", "b", "x", "c"],
])("what is shown may leave lines out where it says so: %s %s %s", (...shown) => {
  expect(leftOut(shown, ["a", "b", "x", "b", "x", "c"])).toBeUndefined();
});

test.each([
  ["a", "c"],
  ["b", "…"],
  ["a", "…", "d"],
  ["a", "…", "b"],
  ["…", "c", "a"],
  ["…", "x", "…", "a", "…"],
])("and nowhere else: %s %s %s", (...shown) => {
  expect(leftOut(shown, ["a", "b", "x", "b", "x", "c"])).toBeDefined();
});
