import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AccessLock } from "../lib/access/lock/access-lock";
import { readLock } from "../lib/access/lock/read-lock";
import { UserError } from "./user-error";

const NAME = "access.lock.json";

/** The lock file lies beside the config. */
export function lockFile(config: string): string {
  return join(dirname(config), NAME);
}

const WRITE = "write it: gatehouse access --lock --update, and commit it";

export function readLockFile(file: string): AccessLock {
  if (!existsSync(file)) throw new UserError(`there is no lock file ${file}`, WRITE);
  return parse(file, readFileSync(file, "utf8"));
}

/** A lock file by its path, or the one that a commit has beside the config. */
export function readEarlier(named: string, config: string): AccessLock {
  if (named === "") throw new UserError("--diff names nothing", "name a lock file or a git ref");
  // A branch may have the name of a folder.
  if (existsSync(named) && !statSync(named).isDirectory()) return readLockFile(named);
  const path = `./${NAME}`;
  const shown = spawnSync("git", ["show", "--end-of-options", `${named}:${path}`], {
    cwd: dirname(config),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (shown.error !== undefined)
    throw new UserError(
      `${named} is no file, and git can't be asked for it: ${shown.error.message}`,
      "name a lock file, or install git",
    );
  if (shown.status === 0) return parse(`${named}:${path}`, shown.stdout);
  const [reason = ""] = shown.stderr.split("\n");
  throw new UserError(
    `${named} is no file, and as a git ref it has no ${NAME} beside the config (${reason.trim()})`,
    `name a file or a ref that has one; ${WRITE}`,
  );
}

function parse(file: string, text: string): AccessLock {
  const reading = readLock(text);
  if (reading.kind === "lock") return reading.lock;
  throw new UserError(`${file} is no lock file: ${reading.message}`, WRITE);
}
