import type { Command } from "commander";
import { compareExport, type ExportDifferences } from "../../lib/export/compare-export";
import { exportFiles } from "../../lib/export/export-files";
import { ExportFolder } from "../../lib/export/export-folder";
import { byKey } from "../../lib/model/order";
import type { Platform } from "../../lib/model/platform";
import { readGenerated } from "../../lib/promotion/generated";
import { Refusal } from "../../lib/promotion/refusal";
import { countOf } from "../../lib/report/text/count-of";
import { checkLocalState, checkPlace } from "../export/check-place";
import { writeExport } from "../export/write-export";
import { type Done, EXIT } from "../exit-code";
import { inTemporaryFolder } from "../in-temporary-folder";
import { configFile, loadConfig } from "../load-config";
import { printInvalid } from "../print-invalid";
import { printProblems } from "../print-problems";
import { UserError } from "../user-error";
import { writeStacks } from "../write-stacks";

interface ExportOptions {
  readonly config?: string;
  readonly out: string;
  readonly check?: true;
  readonly overwrite?: true;
  readonly json?: true;
}

export function exportCommand(command: Command, done: Done): void {
  command
    .option("-c, --config <file>", "the config file")
    .requiredOption("-o, --out <folder>", "where to write")
    .option("--check", "write nothing; say what differs")
    .option("--overwrite", "replace files of the export that somebody edited")
    .option("--json", "print what was written, or differs, as JSON on stdout")
    .addHelpText(
      "after",
      "\nA root module for each stack, stacks/<name>, to be the working directory of a workspace. The same config\ngives the same bytes. Only files that an export wrote are replaced or removed.\nExit codes: 0 done, or nothing differs; 1 something differs, or was edited by hand; 2 bad input.",
    )
    .action(async (options: ExportOptions) => {
      if (options.out === "")
        throw new UserError("--out names no folder", "give the path of a folder");
      const loaded = await loadConfig(configFile(options.config));
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const folder = new ExportFolder(options.out);
      const record = checkPlace(folder, options.overwrite === true);
      const files = filesOf(loaded.platform);
      checkLocalState(folder.path, files);
      const differences = compareExport({
        wanted: files,
        record,
        find: (path) => folder.find(path),
        terraformFiles: folder.terraformFiles(),
      });
      if (options.check) {
        printDifferences(folder.path, differences, options.json);
        done(Object.values(differences).flat().length === 0 ? EXIT.holds : EXIT.doesNotHold);
        return;
      }
      refuse(folder.path, differences, options.overwrite === true);
      const { written, removed } = writeExport({
        folder: folder.path,
        files,
        record,
        differences,
      });
      if (options.json) console.log(JSON.stringify({ valid: true, written, removed }, null, 2));
      else {
        printProblems(loaded.warnings);
        printWritten(folder.path, files.size, written, removed);
      }
      done(EXIT.holds);
    });
}

function filesOf(platform: Platform): ReadonlyMap<string, string> {
  return inTemporaryFolder((folder) => {
    const accounts = new Map(
      writeStacks(platform, `${folder}/out`).stacks.map(({ name, accountId }) => [name, accountId]),
    );
    const stacks = readGenerated(`${folder}/out`).map((stack) => ({
      ...stack,
      accountId: accounts.get(stack.name) ?? "",
    }));
    return exportFiles({ platform, stacks });
  });
}

/** @throws Refusal where something would be lost that somebody else wrote */
function refuse(folder: string, differences: ExportDifferences, overwrite: boolean): void {
  const { edited, inTheWay, blocked, added } = differences;
  if (blocked.length > 0) {
    throw new UserError(
      `${folder} has something that is no file in the place of ${blocked.join(", ")}`,
      "move it away: it may be a link or a folder",
    );
  }
  if (added.length > 0) {
    throw new Refusal(
      `Terraform would read what is not from the config: ${added.join(", ")}`,
      `move it out of ${folder}: what a stack does is to come from the config alone`,
    );
  }
  const lost = [...edited, ...inTheWay];
  if (lost.length === 0 || overwrite) return;
  throw new Refusal(
    `somebody else wrote ${lost.join(", ")}`,
    "take the change into the config, or undo it with git; --overwrite throws it away",
  );
}

const KINDS: Readonly<Record<keyof ExportDifferences, string>> = {
  missing: "missing",
  outdated: "not what the config comes to now",
  leftOver: "no longer in the config",
  edited: "edited by hand",
  inTheWay: "not from an export",
  blocked: "no file",
  added: "not from an export, and read by Terraform",
};

function printDifferences(folder: string, differences: ExportDifferences, json?: true): void {
  const kinds = Object.keys(KINDS) as (keyof ExportDifferences)[];
  const byPath = byKey(
    Object.fromEntries(
      kinds.flatMap((kind) => differences[kind].map((path) => [path, KINDS[kind]] as const)),
    ),
  );
  const paths = Object.keys(byPath);
  if (json) {
    console.log(JSON.stringify({ valid: true, differences: byPath }, null, 2));
    return;
  }
  for (const path of paths) console.log(`${path}: ${byPath[path] ?? ""}`);
  console.error(
    paths.length === 0
      ? `${folder} is what the config comes to.`
      : `${folder} is not what the config comes to: ${countOf(paths.length, "file")}\n  fix: export again, and commit what that changes: npx gatehouse export -o ${folder}`,
  );
}

function printWritten(
  folder: string,
  all: number,
  written: readonly string[],
  removed: readonly string[],
): void {
  for (const path of removed) console.log(`removed ${path}`);
  console.log(`Wrote ${written.length} of ${countOf(all, "file")} to ${folder}.`);
  const gone = removed.flatMap((path) => /^stacks\/([^/]+)\//.exec(path)?.[1] ?? []);
  if (gone.length === 0) return;
  console.error(
    `no longer in the config: ${gone.join(", ")}. What they made is still at AWS.\n  fix: bring the last export back with git, destroy them, and export again`,
  );
}
