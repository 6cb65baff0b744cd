import type { Command } from "commander";
import type { Problem } from "../../lib/config/problem";
import { WARN_SHARE } from "../../lib/model/limits";
import type { Platform } from "../../lib/model/platform";
import { type PolicyMeasure, measurePolicies } from "../../lib/policy/policy-inventory";
import { BootstrapTooLarge } from "../../lib/policy/provisioner/bootstrap-too-large";
import { measureProvisioners } from "../../lib/policy/provisioner/measure-provisioners";
import { listPolicies } from "../../lib/report/policies/list-policies";
import { renderPolicies } from "../../lib/report/policies/render-policies";
import { type Done, EXIT } from "../exit-code";
import { finishStacks } from "../finish-stacks";
import { configFile, loadConfig } from "../load-config";
import { printInvalid } from "../print-invalid";
import { printProblems } from "../print-problems";
import { UserError } from "../user-error";

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
      const { platform } = loaded;
      const measures = [...measurePolicies(platform), ...bootstrapPolicies(platform)];
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

/** Of what Terraform itself runs as, where the config has it: it takes the finished stacks to tell. */
function bootstrapPolicies(platform: Platform): PolicyMeasure[] {
  if (platform.bootstrap === undefined) return [];
  try {
    return measureProvisioners(platform, finishStacks(platform));
  } catch (error) {
    if (error instanceof BootstrapTooLarge) throw new UserError(error.message, error.fix);
    throw error;
  }
}

/** What validate says of the config. */
async function withSizes(file: string): Promise<{ valid: boolean; problems: readonly Problem[] }> {
  const loaded = await loadConfig(file);
  return loaded.kind === "valid"
    ? { valid: true, problems: loaded.warnings }
    : { valid: false, problems: loaded.problems };
}
