import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "commander";
import { applyBundle } from "../../lib/promotion/apply-bundle";
import type { ApplyEvent, ApplyResult } from "../../lib/promotion/apply-result";
import { BundleFolder } from "../../lib/promotion/bundle-folder";
import { History } from "../../lib/promotion/journal/history";
import { describeFailure } from "../../lib/promotion/text/describe-failure";
import { countOf } from "../../lib/report/text/count-of";
import { version } from "../../package.json";
import { type Done, EXIT, type ExitCode } from "../exit-code";
import { printInvalid } from "../print-invalid";
import { untilInterrupted } from "../until-interrupted";
import { allowedSigners } from "./allowed-signers";
import { checkRevision } from "./check-revision";
import {
  addProcessesOption,
  addPromotionOptions,
  installedTerraform,
  type OpenPromotion,
  openPromotion,
  type PromotionChoice,
} from "./open-promotion";
import { processBegan, thisProcess } from "./this-process";

interface ApplyOptions extends PromotionChoice {
  readonly json?: true;
  readonly processes: number;
}

export function applyCommand(command: Command, done: Done): void {
  addProcessesOption(addPromotionOptions(command))
    .argument("<bundle>", "what gatehouse promote plan wrote")
    .option("--json", "print what came of it as JSON on stdout")
    .action(async (path: string, options: ApplyOptions) => {
      const bundle = BundleFolder.open(path);
      const opened = await openPromotion(options);
      if (opened.kind === "invalid") {
        printInvalid(opened.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      checkRevision(opened.file, bundle.content);
      const { result, interrupted } = await untilInterrupted(async (signal) => ({
        result: await apply(opened, bundle, options, signal),
        interrupted: signal.aborted,
      }));
      if (options.json) console.log(JSON.stringify({ ...result, interrupted }, null, 2));
      else console.log(describeResult(result, bundle));
      tellNextStep(result, bundle, interrupted);
      done(exitCode(result));
    });
}

async function apply(
  opened: OpenPromotion,
  bundle: BundleFolder,
  { processes }: ApplyOptions,
  signal: AbortSignal,
): Promise<ApplyResult> {
  const { platform, stacks, waves, config, journal } = opened;
  const runner = installedTerraform(opened, "apply", signal);
  const tools = { gatehouse: version, terraform: await runner.version() };
  return applyBundle({
    bundle,
    present: { waves, stacks, config, tools },
    rules: platform.promotion,
    allowed: allowedSigners(opened, {
      promoted: bundle.content.revision,
      // By the journal, not by what the bundle says of it.
      before: new History(journal.entries).finished(bundle.content.wave)?.event.revision,
    }),
    journal,
    holder: thisProcess(),
    processBegan,
    runner,
    processes,
    pause: (minutes) => pause(minutes, signal),
    signal,
    tell,
  });
}

/** Ends early when it is interrupted; nothing is begun then anyway. */
async function pause(minutes: number, signal: AbortSignal): Promise<void> {
  await wait(minutes * 60_000, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

function tell(event: ApplyEvent): void {
  switch (event.kind) {
    case "taken-over":
      console.error(`The promotion lock of ${event.from} is taken over: that process is gone.`);
      return;
    case "resumed":
      console.error(`${countOf(event.done, "stack")} applied by an earlier run.`);
      return;
    case "pausing":
      console.error(`Waiting ${countOf(event.minutes, "minute")} before the next accounts …`);
      return;
    case "apply-failed":
      console.error(`\n${event.stack} failed:\n${describeFailure(event.reason)}\n`);
      return;
    case "applying":
      console.error(`${event.stack}: applying …`);
      return;
    case "applied":
      console.error(`${event.stack}: applied`);
      return;
    case "settled":
      console.error(`${event.stack}: an earlier run applied it`);
  }
}

function describeResult(result: ApplyResult, { content }: BundleFolder): string {
  const parts = [
    `${countOf(result.applied.length, "stack")} applied`,
    ...(result.failed.length > 0 ? [`failed: ${result.failed.join(", ")}`] : []),
    ...(result.notBegun.length > 0 ? [`not begun: ${result.notBegun.join(", ")}`] : []),
    ...(result.deferred.length > 0 ? [`to be planned now: ${result.deferred.join(", ")}`] : []),
  ];
  return `Wave ${content.wave}: ${parts.join("; ")}.`;
}

function tellNextStep(result: ApplyResult, bundle: BundleFolder, interrupted: boolean): void {
  const { wave } = bundle.content;
  const again = `gatehouse promote plan --wave ${wave} -o BUNDLE`;
  if (interrupted) console.error(`Interrupted. To go on: gatehouse promote apply ${bundle.path}`);
  else if (result.failed.length > 0)
    console.error(
      `What Terraform said is in ${bundle.path}/stacks/*/apply.log. When it is mended: ${again}` +
        (result.finished ? "\nEnough of the wave succeeded for the next one to begin." : ""),
    );
  else if (result.deferred.length > 0) console.error(`next: ${again}`);
  else if (result.finished)
    console.error("next: gatehouse promote plan -o BUNDLE, for the next wave");
}

function exitCode({ failed, finished }: ApplyResult): ExitCode {
  if (failed.length > 0) return EXIT.doesNotHold;
  return finished ? EXIT.holds : EXIT.undecided;
}
