import { readFile, readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { suggest } from "./near-miss";
import { printable } from "./preview";
import type { Problem } from "./problem";
import { MAX_BYTES, tooLarge } from "./source-faults";

export type ReadFile = { readonly bytes: Uint8Array } | { readonly problem: Problem };

/** Reads a config file, but no more of it than a config can have. Never throws. */
export async function readConfigFile(file: string): Promise<ReadFile> {
  try {
    // Before it is opened: opening a pipe would wait for whoever writes to it.
    const stats = await stat(file);
    if (stats.isDirectory())
      return unreadable(file, "this is a folder, not a file", await fileIn(file));
    if (!stats.isFile())
      return unreadable(file, "this is no regular file", "give the path of a YAML file");
    if (stats.size > MAX_BYTES) return problem(file, tooLarge(stats.size));
    return { bytes: await readFile(file) };
  } catch (error) {
    return describe(file, codeOf(error));
  }
}

async function describe(file: string, code: string): Promise<ReadFile> {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return unreadable(file, "there is no such file", await fileNear(file));
    case "EISDIR":
      return unreadable(file, "this is a folder, not a file", await fileIn(file));
    case "EACCES":
    case "EPERM":
      return unreadable(
        file,
        "you may not read this file",
        `give yourself the right to read it: chmod u+r ${file}`,
      );
    default:
      return unreadable(
        file,
        `the file can't be read (${code})`,
        "give the path of a YAML file on this machine",
      );
  }
}

/** A missing file is most often one whose name is mistyped. */
async function fileNear(file: string): Promise<string> {
  const known = await yamlFiles(dirname(file));
  if (known === undefined) return `there is no folder ${dirname(file)} either: check the path`;
  if (known.length === 0)
    return "name the file with --config, or start from the shipped platform.yaml";
  return suggest(basename(file), known);
}

async function fileIn(folder: string): Promise<string> {
  const [first] = (await yamlFiles(folder)) ?? [];
  return first === undefined
    ? "name the file itself; there is no YAML file in this folder"
    : `name the file itself, such as ${join(folder, first)}`;
}

async function yamlFiles(folder: string): Promise<string[] | undefined> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => [".yaml", ".yml"].includes(extname(name).toLowerCase())).sort();
  } catch {
    return undefined;
  }
}

function unreadable(file: string, message: string, fix: string): ReadFile {
  return problem(file, {
    code: "file-unreadable",
    severity: "error",
    message,
    fix: printable(fix),
  });
}

function problem(file: string, rest: Omit<Problem, "at" | "path">): ReadFile {
  return { problem: { ...rest, at: `${printable(file)}:1:1`, path: "" } };
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error
    ? String(error.code)
    : "unknown";
}
