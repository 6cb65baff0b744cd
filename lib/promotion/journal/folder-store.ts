import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { type JournalStore, lineName } from "./journal-store";

/** A journal in a folder, a file for each line: a link is made whole or not at all, and by one only. */
export class FolderStore implements JournalStore {
  readonly place: string;

  constructor(private readonly folder: string) {
    this.place = folder;
  }

  read(from: number): Promise<string[]> {
    return Promise.resolve(
      this.names()
        .filter((name) => name >= lineName(from))
        .map((name) => readFileSync(join(this.folder, name), "utf8").replace(/\n$/, "")),
    );
  }

  add(sequence: number, line: string): Promise<boolean> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const temporary = join(this.folder, `.${lineName(sequence)}.${process.pid}`);
    try {
      writeDurably(temporary, `${line}\n`);
      linkSync(temporary, join(this.folder, lineName(sequence)));
      return Promise.resolve(true);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return Promise.resolve(false);
      throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  private names(): string[] {
    try {
      return readdirSync(this.folder)
        .filter((name) => /^\d+\.jsonl$/.test(name))
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  }
}

function writeDurably(file: string, text: string): void {
  const open = openSync(file, "w", 0o600);
  try {
    writeSync(open, text);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}
