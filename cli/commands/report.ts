import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import type { AccessLock } from "../../lib/access/lock/access-lock";
import { gatherReport } from "../../lib/report/html/gather/gather-report";
import { renderReport } from "../../lib/report/html/render-report";
import { type Done, EXIT } from "../exit-code";
import { addWorldOptions, loadWorld, type WorldChoice } from "../load-world";
import { configFile } from "../load-config";
import { type Earlier, NOTHING_YET, readEarlier } from "../lock-file";
import { MEMBERS_SUMMARY } from "../members-help";
import { printProblems } from "../print-problems";
import { UserError } from "../user-error";
import { writeAtomically } from "../write-atomically";

interface ReportOptions extends WorldChoice {
  readonly out?: string;
  readonly diff?: string;
}

export function reportCommand(command: Command, done: Done): void {
  addWorldOptions(command)
    .option("--members <file>", MEMBERS_SUMMARY)
    .requiredOption("-o, --out <file>", "the page to write")
    .option(
      "--diff <ref|file>",
      "also show what changes against a lock file, or the one of a git ref",
    )
    .addHelpText(
      "after",
      "\nThe page needs no network and no other file. It is written whatever the proof finds: gatehouse\nprove says by its exit code whether all of it holds.",
    )
    .action(async (options: ReportOptions) => {
      const { config, out = "", diff } = options;
      if (out === "") throw new UserError("--out names no file", "give the path of the page");
      const earlier = diff === undefined ? undefined : readEarlier(diff, configFile(config));
      const loaded = await loadWorld(options);
      if (loaded.kind === "invalid") {
        printProblems(loaded.problems);
        done(EXIT.badInput);
        return;
      }
      const input = await gatherReport({
        ...loaded,
        placeOf: (path) => withoutFolder(loaded.placeOf(path)),
        ...(earlier === undefined || diff === undefined
          ? {}
          : { earlier: { lock: lockIn(earlier), name: nameOf(diff, earlier) } }),
      });
      const page = renderReport(input);
      writeAtomically(out, page);
      console.error(`wrote ${out}, ${Math.ceil(Buffer.byteLength(page) / 1_000)} kB`);
      done(EXIT.holds);
    });
}

function lockIn(earlier: Earlier): AccessLock {
  return earlier.kind === "none" ? NOTHING_YET : earlier.lock;
}

function nameOf(diff: string, { kind }: Earlier): string {
  if (kind === "none") return `${diff}, which has no access.lock.json: everything is new`;
  return existsSync(diff) ? basename(diff) : diff;
}

/** Where the config lies on this machine is nobody's business. */
function withoutFolder(place: string): string {
  const [file = "", ...rest] = place.split(/(?=:\d+:\d+$)/);
  return [basename(file), ...rest].join("");
}
