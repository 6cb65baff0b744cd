import { type Command, Option } from "commander";
import type { Platform } from "../../lib/model/platform";
import { readGenerated } from "../../lib/promotion/generated";
import { summarize } from "../../lib/report/summary/summarize";
import { renderSummary } from "../../lib/report/summary/render-summary";
import { type Done, EXIT } from "../exit-code";
import { configFile, loadConfig } from "../load-config";
import { outputFolder } from "../output-folder";
import { printInvalid } from "../print-invalid";
import { printProblems } from "../print-problems";
import { readAndProve } from "../read-and-prove";
import { findMoved } from "../state-move/find-moved";
import { terminalWidth } from "../terminal-width";
import { addTodayOption, todayOf } from "../today";
import { writeStacks } from "../write-stacks";

interface SynthOptions {
  readonly config?: string;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly prove?: true;
  readonly today?: string;
}

export function synthCommand(command: Command, done: Done): void {
  addTodayOption(command.option("-c, --config <file>", "the config file"))
    .option("-o, --out <folder>", "where to write (default: cdktf.out)")
    .option("--json", "print the summary as JSON on stdout")
    .option("-q, --quiet", "print problems only")
    .addOption(
      new Option("--prove", "then show who can do what, and prove it").conflicts(["json", "quiet"]),
    )
    .action(async (options: SynthOptions) => {
      const file = configFile(options.config);
      const outdir = outputFolder(options.out);
      const loaded = await loadConfig(file, { now: todayOf(options.today) });
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      if (options.json !== true && options.quiet !== true) announce(loaded.platform);
      const { stacks, outsideAws, removed } = writeStacks(loaded.platform, outdir);
      const moved = findMoved(readGenerated(outdir));
      const summary = summarize({
        platform: loaded.platform,
        stacks,
        outsideAws,
        removed,
        outdir,
        warnings: loaded.warnings,
      });
      if (options.json) console.log(JSON.stringify({ valid: true, ...summary }, null, 2));
      else if (options.quiet !== true) {
        printProblems(loaded.warnings);
        // Counted from the start of the process, which is what a person waits for.
        console.log(
          renderSummary(summary, {
            seconds: performance.now() / 1_000,
            width: terminalWidth(),
          }),
        );
      }
      if (moved !== undefined) console.error(`gatehouse: ${moved.message}\n  fix: ${moved.fix}`);
      done(options.prove ? await readAndProve(loaded, outdir) : EXIT.holds);
    });
}

/** What takes seconds says so beforehand. */
function announce({ accounts, pipelines }: Platform): void {
  if (accounts.length + pipelines.length < LONG_WORK) return;
  console.error(
    `Writing the stacks of ${accounts.length} accounts and ${pipelines.length} pipelines …`,
  );
}

const LONG_WORK = 100;
