import { dirname } from "node:path";
import type { Command } from "commander";
import { type AllowedSigners, signPlan } from "../../lib/promotion/approval";
import type { BundleFolder } from "../../lib/promotion/bundle-folder";
import { shortDigest } from "../../lib/promotion/digest";
import { History } from "../../lib/promotion/journal/history";
import { planWave } from "../../lib/promotion/plan-wave";
import { Refusal } from "../../lib/promotion/refusal";
import { renderBundle } from "../../lib/promotion/text/render-bundle";
import type { Wave } from "../../lib/promotion/waves";
import { version } from "../../package.json";
import { type Done, EXIT } from "../exit-code";
import { printInvalid } from "../print-invalid";
import { findMoved } from "../state-move/find-moved";
import { terminalWidth } from "../terminal-width";
import { addTodayOption, todayOf } from "../today";
import { untilInterrupted } from "../until-interrupted";
import { UserError, writeError } from "../user-error";
import { accessChange } from "./access-change";
import { allowedSigners } from "./allowed-signers";
import { commentRuns } from "./comment-runs";
import {
  addProcessesOption,
  addPromotionOptions,
  getWave,
  installedTerraform,
  type OpenPromotion,
  openPromotion,
  type PromotionChoice,
} from "./open-promotion";
import { isBefore, sourceRevision } from "./source-revision";
import { tellPlanned } from "./tell-planned";
import { whoRuns } from "./this-process";

interface PlanOptions extends PromotionChoice {
  readonly wave?: string;
  readonly out: string;
  readonly key?: string;
  readonly all?: true;
  readonly json?: true;
  readonly processes: number;
  readonly today?: string;
}

export function planCommand(command: Command, done: Done): void {
  addTodayOption(addProcessesOption(addPromotionOptions(command)))
    .requiredOption("-o, --out <folder>", "the bundle to write")
    .option("--wave <name>", "such as dev (default: the first that has not run this revision)")
    .option("--key <file>", "an SSH key to sign the bundle with; protected waves need it")
    .option("--all", "plan stacks whose Terraform hasn't changed, too, such as against drift")
    .option("--json", "print what is in the bundle as JSON on stdout")
    .action(async (options: PlanOptions) => {
      if (options.out === "") throw new UserError("--out names no folder", "name the bundle");
      const opened = await openPromotion(options, {
        write: true,
        before: sourceRevision,
        now: todayOf(options.today),
      });
      if (opened.kind === "invalid") {
        printInvalid(opened.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const moved = findMoved(opened.stacks);
      if (moved !== undefined) throw new Refusal(moved.message, moved.fix);
      const revision = sourceRevision(opened.file);
      const wave = chooseWave(opened, options.wave, revision);
      if (wave === undefined) {
        console.error(`Every wave has run revision ${shortDigest(revision)}.`);
        done(EXIT.holds);
        return;
      }
      const bundle = await plan(opened, wave, revision, options);
      console.log(
        options.json
          ? JSON.stringify({ digest: bundle.digest, ...bundle.content }, null, 2)
          : renderBundle(bundle, terminalWidth()),
      );
      tellNextStep(bundle, options);
      done(EXIT.holds);
    });
}

async function plan(
  opened: OpenPromotion,
  wave: Wave,
  revision: string,
  options: PlanOptions,
): Promise<BundleFolder> {
  const { file, journal, stacks, config } = opened;
  const replaces = new History(journal.entries).finished(wave.name)?.event.revision;
  const access = replaces === undefined ? undefined : accessChange(opened, replaces);
  const allowed = allowedSigners(opened, { promoted: revision, before: replaces });
  const bundle = await untilInterrupted((signal) =>
    planWave({
      wave,
      stacks,
      journal,
      runner: installedTerraform(opened, "plan", signal),
      processes: options.processes,
      out: options.out,
      all: options.all ?? false,
      facts: {
        revision,
        rollback: replaces !== undefined && isBefore(file, revision, replaces),
        ...(replaces === undefined ? {} : { replaces }),
        config,
        gatehouse: version,
        planner: whoRuns(),
        ...(access === undefined ? {} : { access }),
      },
      tell: tellPlanned,
    }),
  ).catch((error: unknown) => {
    if (error instanceof Error && "syscall" in error)
      throw writeError(`${options.out} in ${dirname(options.out)}`, error);
    throw error;
  });
  const signer = options.key === undefined ? {} : signOrRemove(bundle, options.key, allowed);
  await journal.append({
    type: "planned",
    bundle: bundle.digest,
    wave: wave.name,
    revision,
    ...signer,
  });
  await commentRuns(installedTerraform(opened, "plan").runs, bundle);
  return bundle;
}

/** A bundle that can't be signed as it was asked for is none. */
function signOrRemove(bundle: BundleFolder, key: string, allowed: AllowedSigners) {
  try {
    return { signer: signPlan(bundle, key, allowed).principal };
  } catch (error) {
    bundle.remove();
    throw error;
  }
}

function chooseWave(
  { waves, journal }: OpenPromotion,
  named: string | undefined,
  revision: string,
): Wave | undefined {
  if (named !== undefined) return getWave(waves, named);
  const history = new History(journal.entries);
  return waves.find(({ name }) => history.finished(name)?.event.revision !== revision);
}

function tellNextStep({ path, content }: BundleFolder, { key }: PlanOptions): void {
  if (!content.protected) console.error(`\nnext: gatehouse promote apply ${path}`);
  else if (key !== undefined)
    console.error(`\nnext, by a second person: gatehouse promote approve ${path} --key KEY`);
  else
    console.error(
      "\nThis wave is protected, and nobody can approve a bundle that isn't signed: it is to look at.\nTo apply it, plan with --key.",
    );
}
