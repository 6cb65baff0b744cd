import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { computeMatrix } from "../../lib/access/matrix/compute-matrix";
import { prove } from "../../lib/access/prove/prove";
import { digest } from "../../lib/promotion/digest";
import { evidencePack } from "../../lib/report/evidence/evidence-pack";
import { countOf } from "../../lib/report/text/count-of";
import { version } from "../../package.json";
import { type Done, EXIT } from "../exit-code";
import { configFile } from "../load-config";
import { addWorldOptions, loadWorld, type WorldChoice } from "../load-world";
import { lockFile, readLockFile } from "../lock-file";
import { MEMBERS_SUMMARY } from "../members-help";
import { printProblems } from "../print-problems";
import { NewFolder } from "../new-folder";
import { exitCodeOf } from "./prove";

interface EvidenceOptions extends WorldChoice {
  readonly out: string;
}

export function evidenceCommand(command: Command, done: Done): void {
  addWorldOptions(command)
    .option("--members <file>", MEMBERS_SUMMARY)
    .requiredOption("-o, --out <folder>", "the folder to write, which must not be there yet")
    .addHelpText(
      "after",
      "\nThe pack is written whatever the proof finds, and tells it. Exit codes: 0 all claims hold, 1 one\nis violated, 2 bad input, 3 none is violated and one can't be decided.",
    )
    .action(async (options: EvidenceOptions) => {
      const file = configFile(options.config);
      const folder = new NewFolder(options.out);
      const lock = lockFile(file);
      const reviewed = existsSync(lock) ? readLockFile(lock) : undefined;
      const loaded = await loadWorld(options);
      if (loaded.kind === "invalid") {
        printProblems(loaded.problems);
        done(EXIT.badInput);
        return;
      }
      const proof = await prove(loaded);
      const pack = evidencePack({
        ...loaded,
        proof,
        matrix: computeMatrix(loaded),
        ...(reviewed === undefined ? {} : { reviewed }),
        origin: {
          config: basename(file),
          digest: digest(readFileSync(file)),
          version,
          options: named(options),
        },
      });
      folder.write(pack.set("SHA256SUMS", sums(pack)));
      console.error(`wrote ${countOf(pack.size, "file")} to ${options.out}`);
      done(exitCodeOf(proof));
    });
}

/** Which other things were looked at; where they lie on this machine is nobody's business. */
function named({ from, organization, managedPolicies, members }: EvidenceOptions): string[] {
  const one = (name: string, value: string | undefined) =>
    value === undefined ? [] : [name, basename(value)];
  return [
    ...(from ?? []).flatMap((path) => one("--from", path)),
    ...one("--organization", organization),
    ...(managedPolicies ?? []).flatMap((path) => one("--managed-policies", path)),
    ...one("--members", members),
  ];
}

/** As sha256sum reads them. */
function sums(files: ReadonlyMap<string, string>): string {
  return [...files].map(([name, text]) => `${digest(text)}  ${name}\n`).join("");
}
