import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Digest } from "../digest";
import type { BundleStore } from "./bundle-store";

/** Bundles in a folder, for its owner alone: saved plans may hold secrets. */
export class FolderBundleStore implements BundleStore {
  constructor(readonly place: string) {}

  list(bundle: Digest): Promise<string[]> {
    const folder = join(this.place, bundle);
    return Promise.resolve(
      entriesOf(folder)
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .map((path) => path.split(sep).join("/"))
        .sort(),
    );
  }

  read(bundle: Digest, file: string): Promise<Uint8Array> {
    return Promise.resolve(readFileSync(join(this.place, bundle, file)));
  }

  add(bundle: Digest, file: string, content: Uint8Array): Promise<void> {
    const path = join(this.place, bundle, file);
    const temporary = `${path}.${process.pid}`;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(temporary, content, { mode: 0o600 });
      linkSync(temporary, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
    return Promise.resolve();
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
