import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const STACKS = "stacks";
const MANIFEST = "manifest.json";

/** A folder beside the output, on the same file system, so that its files can be renamed into place. */
export function temporaryOutput(outdir: string): string {
  return `${outdir}.tmp-${process.pid}`;
}

/** Removes what runs that were killed left behind; a run that is still alive keeps its folder. */
export function removeLeftovers(outdir: string): void {
  const parent = dirname(outdir);
  const prefix = `${basename(outdir)}.tmp-`;
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && (pid === process.pid || !isAlive(pid))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

/**
 * Moves freshly written stacks over those of an earlier run. Each file is replaced in one step; what Terraform keeps in
 * a stack's folder (`.terraform`, the lock file) stays.
 *
 * @returns the stacks that are no longer written, whose folders were removed
 */
export function publishOutput(from: string, to: string): string[] {
  const fresh = new Set(readdirSync(join(from, STACKS)));
  mkdirSync(join(to, STACKS), { recursive: true });
  checkFolders(to, fresh);
  for (const stack of fresh) {
    const folder = join(to, STACKS, stack);
    if (!existsSync(folder)) {
      renameSync(join(from, STACKS, stack), folder);
      continue;
    }
    for (const file of readdirSync(join(from, STACKS, stack))) {
      renameSync(join(from, STACKS, stack, file), join(folder, file));
    }
  }
  renameSync(join(from, MANIFEST), join(to, MANIFEST));
  const stale = foldersIn(join(to, STACKS)).filter((stack) => !fresh.has(stack));
  return stale.filter((stack) => removeStale(join(to, STACKS, stack))).sort();
}

/** Throws where a file is in a stack's place, before anything is moved: half of the stacks would be new, half old. */
function checkFolders(to: string, stacks: Iterable<string>): void {
  for (const stack of stacks) {
    const folder = join(to, STACKS, stack);
    if (existsSync(folder)) readdirSync(folder);
  }
}

/** What somebody put beside the stacks, such as a note or a link, is not ours. */
function foldersIn(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Never removes a folder that holds a state. */
function removeStale(folder: string): boolean {
  if (readdirSync(folder).some((file) => file.includes(".tfstate"))) return false;
  const known = existsSync(join(folder, "cdk.tf.json")) || existsSync(join(folder, "cdk.tf"));
  if (known) rmSync(folder, { recursive: true, force: true });
  return known;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
