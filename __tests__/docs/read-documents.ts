import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "..", "..");

export const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();

export const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** Everything written for people, as paths from the root. */
export const DOCUMENTS: readonly string[] = [
  "README.md",
  ...filesBelow("docs", ".md"),
  ...filesBelow("examples", ".md"),
];

/** A fenced block of code, without the fences and their indentation. */
export interface CodeBlock {
  readonly language: string;
  readonly lines: readonly string[];
  /** The line that it begins in, counted from 1. */
  readonly line: number;
}

export function codeBlocksIn(text: string): CodeBlock[] {
  return [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = "", language = "", body = ""], index, { [index]: match }) => ({
      language,
      lines: body
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => line.slice(Math.min(indent.length, line.length))),
      line: text.slice(0, match?.index).split("\n").length,
    }),
  );
}

/** What stands in backticks, blocks of code left out. */
export function codeIn(text: string): string[] {
  return [...text.replaceAll(/^ *```[\s\S]*?^ *```/gm, "").matchAll(/`([^`\n]+)`/g)].map(
    ([, code = ""]) => code,
  );
}
