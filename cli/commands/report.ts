import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { gatherReport } from "../../lib/report/html/gather/gather-report";
import { renderReport } from "../../lib/report/html/render-report";
import { type Done, EXIT } from "../exit-code";
import { FROM_OPTION, loadWorld } from "../load-world";
import { configFile } from "../load-config";
import { readEarlier } from "../lock-file";
import { printProblems } from "../print-problems";
import { UserError } from "../user-error";
import { writeAtomically } from "../write-atomically";

interface ReportOptions {
  readonly config?: string;
  readonly out?: string;
  readonly from?: readonly string[];
  readonly diff?: string;
}

export function reportCommand(command: Command, done: Done): void {
  command
    .requiredOption("-o, --out <file>", "the page to write")
    .option("-c, --config <file>", "the config file")
    .option(...FROM_OPTION)
    .option(
      "--diff <ref|file>",
      "also show what changes against a lock file, or the one of a git ref",
    )
    .addHelpText(
      "after",
      "\nThe page needs no network and no other file. It is written whatever the proof finds: gatehouse\nprove says by its exit code whether all of it holds.",
    )
    .action(async ({ config, out = "", from, diff }: ReportOptions) => {
      if (out === "") throw new UserError("--out names no file", "give the path of the page");
      const earlier = diff === undefined ? undefined : readEarlier(diff, configFile(config));
      const loaded = await loadWorld({ config, from });
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
          : { earlier: { lock: earlier, name: existsSync(diff) ? basename(diff) : diff } }),
      });
      const page = renderReport(input);
      writeAtomically(out, page);
      console.error(`wrote ${out}, ${Math.ceil(Buffer.byteLength(page) / 1_000)} kB`);
      done(EXIT.holds);
    });
}

/** Where the config lies on this machine is nobody's business. */
function withoutFolder(place: string): string {
  const [file = "", ...rest] = place.split(/(?=:\d+:\d+$)/);
  return [basename(file), ...rest].join("");
}
