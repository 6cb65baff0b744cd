import type { Command } from "commander";
import { type Drift, lookForDrift } from "../../lib/promotion/look-for-drift";
import { describeFailure } from "../../lib/promotion/text/describe-failure";
import { stacksOf } from "../../lib/promotion/waves";
import { type Done, EXIT, type ExitCode } from "../exit-code";
import { printInvalid } from "../print-invalid";
import {
  addProcessesOption,
  addPromotionOptions,
  getWave,
  installedTerraform,
  openPromotion,
  type PromotionChoice,
} from "../promotion/open-promotion";
import { untilInterrupted } from "../until-interrupted";

interface DriftOptions extends PromotionChoice {
  readonly wave?: string;
  readonly json?: true;
  readonly processes: number;
}

export function driftCommand(command: Command, done: Done): void {
  addProcessesOption(addPromotionOptions(command))
    .option("--wave <name>", "only the stacks of this one, such as an environment's")
    .option("--json", "print as JSON on stdout")
    .addHelpText(
      "after",
      "\nPlans refresh-only: nothing is changed. Stacks that were never promoted are left out.\nExit codes: 0 nothing has drifted; 1 something has; 2 bad input; 3 a stack can't be looked at.",
    )
    .action(async (options: DriftOptions) => {
      const opened = await openPromotion(options);
      if (opened.kind === "invalid") {
        printInvalid(opened.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const { waves, stacks, journal } = opened;
      const names = options.wave === undefined ? undefined : stacksOf(getWave(waves, options.wave));
      const found = await untilInterrupted((signal) =>
        lookForDrift({
          stacks: stacks.filter(({ name }) => names?.includes(name) ?? true),
          journal,
          runner: installedTerraform(opened, "plan", signal),
          processes: options.processes,
        }),
      );
      if (options.json) console.log(JSON.stringify(asJson(found), null, 2));
      else for (const [stack, drift] of found) console.log(`${stack}: ${describe(drift)}`);
      for (const [stack, drift] of found) {
        if (drift.kind === "undecided")
          console.error(
            `\nterraform of ${stack} failed:\n${describeFailure(drift.failure.output)}`,
          );
      }
      done(exitCode([...found.values()]));
    });
}

function describe(drift: Drift): string {
  switch (drift.kind) {
    case "none":
      return "no drift";
    case "drifted":
      return `drifted: ${drift.addresses.join(", ")}`;
    case "never-applied":
      return "never promoted";
    case "undecided":
      return drift.failure.message;
  }
}

function asJson(found: ReadonlyMap<string, Drift>) {
  return [...found].map(([stack, drift]) =>
    drift.kind === "undecided"
      ? { stack, kind: drift.kind, reason: drift.failure.message }
      : { stack, ...drift },
  );
}

function exitCode(drifts: readonly Drift[]): ExitCode {
  if (drifts.some(({ kind }) => kind === "drifted")) return EXIT.doesNotHold;
  return drifts.some(({ kind }) => kind === "undecided") ? EXIT.undecided : EXIT.holds;
}
