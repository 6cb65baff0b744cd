import type { Command } from "commander";
import type { Problem } from "../../lib/config/problem";
import { WARN_SHARE } from "../../lib/model/limits";
import { measurePolicies } from "../../lib/policy/policy-inventory";
import { listPolicies } from "../../lib/report/policies/list-policies";
import { renderPolicies } from "../../lib/report/policies/render-policies";
import { type Done, EXIT } from "../exit-code";
import { configFile, loadConfig } from "../load-config";
import { printInvalid } from "../print-invalid";
import { printProblems } from "../print-problems";

interface PoliciesOptions {
  readonly config?: string;
  readonly sizes?: true;
  readonly json?: true;
}

export function policiesCommand(command: Command, done: Done): void {
  command
    .option("-c, --config <file>", "the config file")
    .option("--sizes", "with each one's size, AWS's limit and the share of it, the fullest first")
    .option("--json", "print the list, always with sizes, as JSON on stdout")
    .addHelpText(
      "after",
      "\nA policy over its limit makes the config invalid: the list is printed all the same, then the\nproblem, and the exit code is 2.",
    )
    .action(async (options: PoliciesOptions) => {
      const file = configFile(options.config);
      // Whoever asks how large policies are most often has one that is too large.
      const loaded = await loadConfig(file, { checkSizes: false });
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const measures = measurePolicies(loaded.platform);
      const list = listPolicies(measures, loaded.placeOf);
      const isNearlyFull = measures.some(({ size, limit }) => size > limit * WARN_SHARE);
      const { valid, problems } = isNearlyFull
        ? await withSizes(file)
        : { valid: true, problems: loaded.warnings };
      if (options.json) console.log(JSON.stringify({ valid, ...list, problems }, null, 2));
      else {
        console.log(renderPolicies(list, { sizes: options.sizes === true }));
        printProblems(problems);
      }
      done(valid ? EXIT.holds : EXIT.badInput);
    });
}

/** What validate says of the config. */
async function withSizes(file: string): Promise<{ valid: boolean; problems: readonly Problem[] }> {
  const loaded = await loadConfig(file);
  return loaded.kind === "valid"
    ? { valid: true, problems: loaded.warnings }
    : { valid: false, problems: loaded.problems };
}
