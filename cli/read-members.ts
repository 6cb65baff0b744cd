import { readFile, stat } from "node:fs/promises";
import { preview, printable } from "../lib/config/preview";
import { nameKey } from "../lib/model/name-key";
import { findJsonFault } from "./find-json-fault";
import { UserError } from "./user-error";

/** Who is in which group, by an export of the directory. */
export interface Members {
  readonly file: string;
  /** The names of the groups as the export has them. */
  readonly groups: readonly string[];
  /** What all spellings of the group's name have in common → user names. */
  readonly byGroup: ReadonlyMap<string, readonly string[]>;
}

const MAX_BYTES = 10_000_000;

const EXPECTED =
  'write one object: {"Group name": ["user", …], …}; gatehouse validate --help shows how to export it';

/** Reads an export of the directory's groups. Throws a UserError for whatever is wrong with it. */
export async function readMembers(file: string | undefined): Promise<Members | undefined> {
  if (file === undefined) return undefined;
  if (file === "") throw new UserError("--members names no file", "give the path of a JSON file");
  const text = decode(file, await read(file));
  const fault = findJsonFault(text);
  if (fault !== undefined) {
    throw new UserError(
      `${printable(file)}:${fault.line}:${fault.column} is not JSON: ${printable(fault.message)}`,
      EXPECTED,
    );
  }
  return parse(file, JSON.parse(text));
}

async function read(file: string): Promise<Uint8Array> {
  const name = printable(file);
  try {
    // Before it is opened: opening a pipe would wait for whoever writes to it.
    const stats = await stat(file);
    if (!stats.isFile()) {
      throw new UserError(
        `${name} is ${stats.isDirectory() ? "a folder" : "no regular file"}`,
        "give the path of a JSON file",
      );
    }
    if (stats.size > MAX_BYTES) {
      throw new UserError(
        `${name} has ${stats.size} bytes; at most ${MAX_BYTES} are read`,
        "export only the groups that the config names",
      );
    }
    return await readFile(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `${name} can't be read: ${CAUSES[code ?? ""] ?? code ?? "unknown cause"}`,
      "check the path given with --members",
    );
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
};

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(
      `${printable(file)} is not UTF-8 text`,
      "save it as UTF-8; PowerShell's > writes UTF-16: use | Out-File -Encoding utf8",
    );
  }
}

function parse(file: string, data: unknown): Members {
  const name = printable(file);
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw new UserError(`${name} holds no object but ${preview(data)}`, EXPECTED);
  const byGroup = new Map<string, string[]>();
  for (const [group, users] of Object.entries(data)) {
    const key = nameKey(group);
    byGroup.set(key, [...(byGroup.get(key) ?? []), ...parseUsers(name, group, users)]);
  }
  return { file, groups: Object.keys(data), byGroup };
}

function parseUsers(file: string, group: string, users: unknown): string[] {
  const shown = preview(group);
  if (!Array.isArray(users)) {
    throw new UserError(
      `${file}: the members of group ${shown} are no list but ${preview(users)}`,
      EXPECTED,
    );
  }
  return users.map((user: unknown, index) => {
    if (typeof user === "string" && user.trim() !== "") return user.trim();
    throw new UserError(
      `${file}: member ${index + 1} of group ${shown} is no user name but ${preview(user)}`,
      EXPECTED,
    );
  });
}
