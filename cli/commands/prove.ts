import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { suggest } from "../../lib/config/near-miss";
import { CHECKS } from "../../lib/access/prove/all-checks";
import type { Proof } from "../../lib/access/prove/proof";
import { prove } from "../../lib/access/prove/prove";
import type { World } from "../../lib/access/world/world";
import { proofStatus, renderProof } from "../../lib/report/prove/render-proof";
import { toSarif } from "../../lib/report/prove/to-sarif";
import { version } from "../../package.json";
import { type Done, EXIT, type ExitCode } from "../exit-code";
import { configFile } from "../load-config";
import { addWorldOptions, loadWorld, type WorldChoice } from "../load-world";
import { MEMBERS_SUMMARY } from "../members-help";
import { printInvalid } from "../print-invalid";
import { repositoryUri } from "../repository-uri";
import { terminalWidth } from "../terminal-width";
import { UserError } from "../user-error";
import { writeAtomically } from "../write-atomically";

interface ProveOptions extends WorldChoice {
  readonly check?: readonly string[];
  readonly sarif?: string;
  readonly json?: true;
}

export function proveCommand(command: Command, done: Done): void {
  addWorldOptions(command)
    .option("--members <file>", MEMBERS_SUMMARY)
    .option("--check <id...>", "only these claims")
    .option("--sarif <file>", "also write the findings as SARIF, for code scanning")
    .option("--json", "print as JSON on stdout")
    .addHelpText(
      "after",
      `\nClaims:\n${CHECKS.map(({ id, claim }) => `  ${id.padEnd(22)}${claim}`).join("\n")}\n\nExit codes: 0 all hold, 1 one is violated, 2 bad input, 3 none is violated and one can't be decided.`,
    )
    .action(async (options: ProveOptions) => {
      checkOptions(options);
      const file = configFile(options.config);
      const loaded = await loadWorld(options);
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const { placeOf } = loaded;
      const proof = await prove({ ...loaded, only: options.check });
      if (options.sarif !== undefined) {
        const sarif = toSarif(proof, {
          uri: repositoryUri(file, process.cwd()),
          source: readFileSync(file, "utf8"),
          placeOf,
          version,
        });
        writeAtomically(options.sarif, `${JSON.stringify(sarif, null, 2)}\n`);
        console.error(`wrote ${options.sarif}`);
      }
      const { unmodelled } = loaded.world;
      if (options.json) {
        console.log(JSON.stringify({ status: proofStatus(proof), ...proof, unmodelled }, null, 2));
      } else {
        printUnmodelled(unmodelled);
        console.log(renderProof(proof, { placeOf, width: terminalWidth() }));
      }
      done(exitCodeOf(proof));
    });
}

function checkOptions({ check, sarif }: ProveOptions): void {
  if (sarif === "") throw new UserError("--sarif names no file", "give the path of the file");
  const known = CHECKS.map(({ id }) => id);
  for (const id of check ?? []) {
    if (!known.includes(id)) throw new UserError(`there is no claim "${id}"`, suggest(id, known));
  }
}

export function exitCodeOf(proof: Proof): ExitCode {
  const codes = { holds: EXIT.holds, violated: EXIT.doesNotHold, undecided: EXIT.undecided };
  return codes[proofStatus(proof)];
}

/** A boundary of the organisation's own comes up with every role that has it. */
const MOST_UNMODELLED = 20;

function printUnmodelled(unmodelled: World["unmodelled"]): void {
  for (const { origin, what } of unmodelled.slice(0, MOST_UNMODELLED))
    console.error(`${origin.file} ${origin.address}: not modelled: ${what}`);
  const more = unmodelled.length - MOST_UNMODELLED;
  if (more > 0) console.error(`and ${more} more that is not modelled: --json lists all`);
}
