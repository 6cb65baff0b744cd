import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError, writeError } from "./user-error";

/** Writes a file whole or not at all: first beside it, then in its place. What a link leads to is written, not the link. */
export function writeAtomically(file: string, text: string): void {
  try {
    const target = findTarget(file);
    const temporary = join(dirname(target), `.${basename(target)}.tmp-${process.pid}`);
    try {
      writeFileSync(temporary, text);
      renameSync(temporary, target);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (error) {
    throw error instanceof UserError ? error : writeError(file, error);
  }
}

/** A device or a pipe would be replaced by a file. */
function findTarget(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return file;
  if (stats.isFile() || stats.isDirectory()) return realpathSync(file);
  throw new UserError(`${file} can't be written: it is no regular file`, "choose another place");
}
