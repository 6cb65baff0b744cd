import { statSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { readPlatform, type Unread } from "../../lib/audit/live/read-platform";
import { SnapshotFolder } from "../../lib/audit/live/snapshot-folder";
import { carryOver, notRevoked } from "../../lib/audit/review/decisions";
import { reviewAccess } from "../../lib/audit/review/review";
import { signOffLines } from "../../lib/audit/review/sign-off";
import { renderReview } from "../../lib/report/review/render-review";
import { type Done, EXIT } from "../exit-code";
import { addWorldOptions, loadWorld, type WorldChoice } from "../load-world";
import { printInvalid } from "../print-invalid";
import { accountAccess } from "../review/account-access";
import { decisionsBefore } from "../review/decisions-before";
import { writeReview } from "../review/write-review";
import { terminalWidth } from "../terminal-width";
import { UserError } from "../user-error";

interface ReviewOptions extends WorldChoice {
  readonly out: string;
  readonly role?: string;
  readonly previous?: string;
  readonly unusedDays: number;
  readonly parallel: number;
  readonly fresh?: true;
  readonly json?: true;
}

export function reviewCommand(command: Command, done: Done): void {
  addWorldOptions(command)
    .requiredOption("-o, --out <folder>", "the folder of this review; one that was begun goes on")
    .option(
      "--role <name>",
      "a role that may read, the same in each account (default: provisioner.assumeRole)",
    )
    .option("--previous <folder>", "an earlier review, whose decisions are carried over")
    .option("--unused-days <n>", "after how many days without use to tell", number, 90)
    .option("-p, --parallel <n>", "how many accounts are read at a time", number, 8)
    .option("--fresh", "read all accounts anew, those that the folder has as well")
    .option("--json", "print as JSON on stdout")
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing is off, 1 something is, 2 bad input or an account that can't be read.",
    )
    .action(async (options: ReviewOptions) => {
      checkFolder(options.out);
      const decided = decisionsBefore(options.out, options.previous);
      const loaded = await loadWorld(options);
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const { platform, world: expected } = loaded;
      const role = options.role ?? platform.provisionerRole;
      if (role === undefined) {
        throw new UserError(
          "no role is named that may read in the accounts",
          "name one with --role: it needs what SecurityAudit allows, and in the account of Identity Center sso:List*, sso:Describe*, sso:Get* and identitystore:List*",
        );
      }
      const folder = new SnapshotFolder(join(options.out, "snapshots"));
      if (options.fresh) folder.clear();
      const read = await readPlatform({
        platform,
        expected,
        folder,
        inAccount: accountAccess({
          role,
          partition: platform.partition.name,
          region: platform.tooling.homeRegion,
        }),
        atATime: options.parallel,
        now: () => new Date(),
        tell: (what) => console.error(`read ${what}`),
      });
      if (read.kind === "unread") throw unreadError(read.unread, role, options.out);
      const review = reviewAccess({
        ...read,
        platform,
        expected,
        now: new Date(),
        unusedDays: options.unusedDays,
      });
      const lines = signOffLines(review.access);
      const decisions = carryOver(lines, decided);
      const findings = [...review.findings, ...notRevoked(decisions)];
      const content = writeReview({
        ...read,
        out: options.out,
        review,
        findings,
        lines,
        decisions,
      });
      console.error(`wrote ${options.out}`);
      const undecided = decisions.filter(({ decision }) => decision === null).length;
      const width = terminalWidth();
      if (options.json) console.log(JSON.stringify(content, null, 2));
      else console.log(renderReview({ review: { ...review, findings }, lines, undecided, width }));
      done(findings.length === 0 ? EXIT.holds : EXIT.doesNotHold);
    });
}

function number(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UserError(`"${text}" is no number from 1 to 9999`, "such as 90");
}

function checkFolder(out: string): void {
  if (out === "") throw new UserError("--out names no folder", "give the path of a folder");
  const stats = statSync(out, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isDirectory())
    throw new UserError(`${out} is a file`, "name a folder");
}

function unreadError(unread: readonly Unread[], role: string, out: string): UserError {
  const list = unread
    .map(
      ({ what, error }) => `  ${what}: ${error instanceof Error ? error.message : String(error)}`,
    )
    .join("\n");
  return new UserError(
    `not everything could be read as ${role}:\n${list}`,
    `see that the role is there, that you may take it and that it may read; then run the same again: ${out} keeps what was read`,
  );
}
