import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeError } from "./user-error";

/** Works in a folder that nobody sees, and that is gone afterwards. */
export function inTemporaryFolder<Result>(work: (folder: string) => Result): Result {
  const folder = make();
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function make(): string {
  try {
    return mkdtempSync(join(tmpdir(), "gatehouse-"));
  } catch (error) {
    throw writeError(tmpdir(), error);
  }
}
