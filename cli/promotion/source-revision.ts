import { spawnSync } from "node:child_process";
import { basename, dirname } from "node:path";
import { Refusal } from "../../lib/promotion/refusal";
import { UserError } from "../user-error";

/**
 * The commit that a config is at.
 *
 * @throws Refusal where what is here is not what any commit has
 */
export function sourceRevision(config: string): string {
  const folder = dirname(config);
  const head = git(folder, "rev-parse", "--verify", "HEAD");
  if (head.failed) {
    throw new UserError(
      `${config} is in no git repository with a commit (${head.reason})`,
      "commit it: a promotion is of a revision, so that the next wave can be of the same one",
    );
  }
  if (git(folder, "ls-files", "--error-unmatch", "--", basename(config)).failed)
    throw new Refusal(`${config} is in no commit`, "commit it, and let it be reviewed");
  const [first = ""] = git(folder, "status", "--porcelain", "--untracked-files=no").stdout.split(
    "\n",
  );
  if (first === "") return head.stdout.trim();
  throw new Refusal(
    `there are changes that no commit has, such as in ${first.slice(3)}`,
    "commit or stash them: what is promoted is a revision that others can look at",
  );
}

/** Whether a commit comes before another; false where this clone doesn't have them. */
export function isBefore(config: string, earlier: string, later: string): boolean {
  return (
    earlier !== later && !git(dirname(config), "merge-base", "--is-ancestor", earlier, later).failed
  );
}

/** The text of a file beside the config as a commit has it; undefined where it has none. */
export function findAtRevision(config: string, revision: string, path: string): string | undefined {
  const folder = dirname(config);
  const known = git(folder, "cat-file", "-e", `${revision}^{commit}`);
  if (known.failed) {
    throw new Refusal(
      `this clone does not have revision ${revision.slice(0, 12)}`,
      "fetch it: git fetch origin",
    );
  }
  const shown = git(folder, "show", `${revision}:./${path}`);
  return shown.failed ? undefined : shown.stdout;
}

function git(cwd: string, ...args: readonly string[]) {
  const { error, status, stdout, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
  if (error !== undefined) throw new UserError(`git can't be run: ${error.message}`, "install git");
  const [reason = ""] = stderr.split("\n");
  return { failed: status !== 0, stdout, reason: reason.trim() };
}
