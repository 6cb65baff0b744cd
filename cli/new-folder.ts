import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError, writeError } from "./user-error";

/** A folder that is written whole or not at all: first beside it, then in its place. */
export class NewFolder {
  /** @throws UserError where something is there already */
  constructor(private readonly path: string) {
    if (path === "") throw new UserError("--out names no folder", "give the path of a new folder");
    if (!existsSync(path) || isEmptyFolder(path)) return;
    throw new UserError(`${path} is there already`, "name a new folder, or remove it first");
  }

  /** @param files by their names below it */
  write(files: ReadonlyMap<string, string>): void {
    const target = resolve(this.path);
    const temporary = `${target}.tmp-${process.pid}`;
    try {
      for (const [name, text] of files) {
        const file = join(temporary, name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      renameSync(temporary, target);
    } catch (error) {
      throw writeError(this.path, error);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  }
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}
