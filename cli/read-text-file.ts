import { readFileSync, statSync } from "node:fs";
import { printable } from "../lib/config/preview";
import { findJsonFault } from "./find-json-fault";
import { UserError } from "./user-error";

interface FileUse {
  /** Such as `a JSON file`. */
  readonly expected: string;
  readonly mostBytes: number;
  /** What to do about a path that leads nowhere. */
  readonly wrongPath: string;
  /** What to do about a file that is larger. */
  readonly tooLarge: string;
}

/** A file that the user names. @throws UserError for whatever keeps it from being read as text */
export function readTextFile(file: string, use: FileUse): string {
  const bytes = readBytes(file, use);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(
      `${printable(file)} is not UTF-8 text`,
      "save it as UTF-8; PowerShell's > writes UTF-16: use | Out-File -Encoding utf8",
    );
  }
}

export function readBytes(file: string, use: FileUse): Uint8Array {
  const name = printable(file);
  try {
    // Before it is opened: opening a pipe would wait for whoever writes to it.
    const stats = statSync(file);
    if (!stats.isFile()) {
      throw new UserError(
        `${name} is ${stats.isDirectory() ? "a folder" : "no regular file"}`,
        `give the path of ${use.expected}`,
      );
    }
    if (stats.size > use.mostBytes) {
      throw new UserError(
        `${name} has ${stats.size} bytes; at most ${use.mostBytes} are read`,
        use.tooLarge,
      );
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${name} can't be read: ${readFailure(error)}`, use.wrongPath);
  }
}

/** @param fix what to do about a text that isn't JSON */
export function parseJson(file: string, text: string, fix: string): unknown {
  const fault = findJsonFault(text);
  if (fault === undefined) return JSON.parse(text) as unknown;
  throw new UserError(
    `${printable(file)}:${fault.line}:${fault.column} is not JSON: ${printable(fault.message)}`,
    fix,
  );
}

/** Why something can't be read, in words. */
export function readFailure(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return CAUSES[code ?? ""] ?? code ?? "unknown cause";
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
};
