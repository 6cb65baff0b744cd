import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AccessLock } from "../lib/access/lock/access-lock";
import { readLock } from "../lib/access/lock/read-lock";
import { readTextFile } from "./read-text-file";
import { UserError } from "./user-error";

const NAME = "access.lock.json";

/** The lock file lies beside the config. */
export function lockFile(config: string): string {
  return join(dirname(config), NAME);
}

const WRITE = "write it: gatehouse access --lock --update, and commit it";

export function readLockFile(file: string): AccessLock {
  if (!existsSync(file)) throw new UserError(`there is no lock file ${file}`, WRITE);
  const text = readTextFile(file, {
    expected: "a lock file",
    mostBytes: MOST_BYTES,
    wrongPath: WRITE,
    tooLarge: WRITE,
  });
  return parse(file, text);
}

const MOST_BYTES = 256 * 1024 * 1024;

/** What was reviewed earlier. */
export type Earlier =
  | { readonly kind: "lock"; readonly lock: AccessLock }
  /** A commit from before there was a lock file. */
  | { readonly kind: "none" };

/** Before anything was reviewed. */
export const NOTHING_YET: AccessLock = {
  version: 1,
  access: {},
  capabilities: {},
  groups: {},
  loosened: {},
};

/** A lock file by its path, or the one that a commit has beside the config. */
export function readEarlier(named: string, config: string): Earlier {
  if (named === "") throw new UserError("--diff names nothing", "name a lock file or a git ref");
  // A branch may have the name of a folder.
  if (existsSync(named) && !statSync(named).isDirectory())
    return { kind: "lock", lock: readLockFile(named) };
  const git = (...args: readonly string[]) => runGit(named, dirname(config), args);
  const commit = git("rev-parse", "--verify", "--end-of-options", `${named}^{commit}`);
  if (commit.failed)
    throw new UserError(
      `${named} is no file, and as a git ref it can't be found (${commit.reason})`,
      "name a lock file, or a ref that this clone has",
    );
  const path = `./${NAME}`;
  const id = commit.stdout.trim();
  const listed = git("ls-tree", "--name-only", id, path);
  if (!listed.failed && listed.stdout.trim() === "") return { kind: "none" };
  const shown = git("show", `${id}:${path}`);
  if (!shown.failed) return { kind: "lock", lock: parse(`${named}:${path}`, shown.stdout) };
  throw new UserError(
    `the ${NAME} of ${named} can't be read (${shown.reason})`,
    "name a lock file, or fetch the commit with its files",
  );
}

function runGit(named: string, cwd: string, args: readonly string[]) {
  const { error, status, stdout, stderr } = spawnSync("git", args, {
    cwd,
    encoding: "utf8",
    maxBuffer: MOST_BYTES,
  });
  if (error !== undefined)
    throw new UserError(
      `${named} is no file, and git can't be asked for it: ${error.message}`,
      "name a lock file, or install git",
    );
  const [reason = ""] = stderr.split("\n");
  return { failed: status !== 0, stdout, reason: reason.trim() };
}

function parse(file: string, text: string): AccessLock {
  const reading = readLock(text);
  if (reading.kind === "lock") return reading.lock;
  throw new UserError(`${file} is no lock file: ${reading.message}`, WRITE);
}
