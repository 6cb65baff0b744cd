import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import {
  type AccountSnapshot,
  accountSnapshot,
  type DirectorySnapshot,
  directorySnapshot,
} from "./account-snapshot";

/** What was read so far, a file for each account: whoever reads on begins where the last one ended. */
export class SnapshotFolder {
  constructor(private readonly path: string) {}

  /** Undefined where it was not read, or not to its end. */
  account(accountId: string): AccountSnapshot | undefined {
    return this.read(accountId, accountSnapshot);
  }

  directory(): DirectorySnapshot | undefined {
    return this.read(DIRECTORY, directorySnapshot);
  }

  keepAccount(snapshot: AccountSnapshot): void {
    this.keep(snapshot.accountId, snapshot);
  }

  keepDirectory(snapshot: DirectorySnapshot): void {
    this.keep(DIRECTORY, snapshot);
  }

  clear(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private read<Content>(name: string, schema: z.ZodType<Content>): Content | undefined {
    const file = this.fileOf(name);
    if (!existsSync(file)) return undefined;
    const parsed = schema.safeParse(parse(readFileSync(file, "utf8")));
    return parsed.success ? parsed.data : undefined;
  }

  private keep(name: string, snapshot: object): void {
    mkdirSync(this.path, { recursive: true });
    const file = this.fileOf(name);
    const temporary = `${file}.tmp-${process.pid}`;
    writeFileSync(temporary, `${JSON.stringify(snapshot, null, 1)}\n`);
    renameSync(temporary, file);
  }

  private fileOf(name: string): string {
    return join(this.path, `${name}.json`);
  }
}

const DIRECTORY = "identity-center";

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
