import { dirname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { Platform } from "../../lib/model/platform";
import { readGenerated } from "../../lib/promotion/generated";
import { copyJournal } from "../../lib/promotion/journal/copy-journal";
import { oldBackend } from "../../lib/promotion/state-move/backend-of";
import { prepareMove } from "../../lib/promotion/state-move/move-state";
import { isMoved, type StateMove, stateMoves } from "../../lib/promotion/state-move/state-moves";
import { statePlace } from "../../lib/promotion/state-move/state-place";
import { countOf } from "../../lib/report/text/count-of";
import { listNames } from "../../lib/report/text/list-names";
import { type Done, EXIT } from "../exit-code";
import { configFile, loadConfig } from "../load-config";
import { outputFolder } from "../output-folder";
import { printInvalid } from "../print-invalid";
import { journalStore } from "../promotion/journal-store";
import { addPromotionOptions, type PromotionChoice } from "../promotion/open-promotion";
import { whoRuns } from "../promotion/this-process";
import { backendsOf } from "../state-move/backends-of";
import { confirm } from "../state-move/confirm";
import { renderMoves } from "../state-move/render-moves";
import { runMoves } from "../state-move/run-moves";
import { UserError } from "../user-error";
import { writeStacks } from "../write-stacks";

interface MigrateOptions extends PromotionChoice {
  readonly old?: string;
  readonly run?: true;
  readonly yes?: true;
  readonly journal?: true;
  readonly json?: true;
}

type Backend = Platform["backend"];

export function migrateStateCommand(command: Command, done: Done): void {
  addPromotionOptions(command)
    .option(
      "--old <file>",
      "the config with the earlier backend (default: what the stacks' folders were initialized for)",
    )
    .option("--run", "run the steps, and check what came of each; again, to go on after a failure")
    .option("--yes", "with --run: don't ask")
    .addOption(new Option("--journal", "copy the journal of promotions only").conflicts("run"))
    .addOption(new Option("--json", "print the moves as JSON on stdout").conflicts("run"))
    .addHelpText(
      "after",
      "\nNothing is deleted: states and journal stay in the old backend, too, until you delete them. Let nobody\napply meanwhile. Terraform is the one on the PATH, with credentials for both backends.\nExit codes: 0 done, or shown; 1 refused, or a step failed; 2 bad input.",
    )
    .action(async (options: MigrateOptions) => {
      const loaded = await loadConfig(configFile(options.config));
      const old = options.old === undefined ? undefined : await loadConfig(options.old);
      for (const each of [loaded, old]) {
        if (each?.kind !== "invalid") continue;
        printInvalid(each.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      if (loaded.kind === "invalid" || old?.kind === "invalid") return;
      if (options.from === "")
        throw new UserError("--from names no folder", "name one that synth wrote");
      const folder = options.from ?? outputFolder(undefined);
      if (options.from === undefined) writeStacks(loaded.platform, folder);
      const moves = stateMoves(
        readGenerated(folder),
        old === undefined ? undefined : backendsOf(old.platform),
      );
      checkKnown(moves, options);
      const from =
        old?.platform.backend ?? oldBackend(moves.filter(isMoved), dirname(resolve(folder)));
      const migration = { moves, folder, from, to: loaded.platform.backend };
      done((await migrate(migration, options)) ? EXIT.holds : EXIT.doesNotHold);
    });
}

interface Migration {
  readonly moves: readonly StateMove[];
  /** Where the generated Terraform is. */
  readonly folder: string;
  /** Where the journal was; undefined where nothing tells it. */
  readonly from: Backend | undefined;
  readonly to: Backend;
}

/** @returns whether it is done, or was shown */
async function migrate(migration: Migration, options: MigrateOptions): Promise<boolean> {
  const { moves, folder } = migration;
  const moved = moves.filter(isMoved);
  const work = join(dirname(folder), "state-migration");
  if (options.journal) {
    await copy(migration);
    return true;
  }
  if (options.json) {
    console.log(JSON.stringify({ valid: true, moves: moves.map(asJson) }, null, 2));
    return true;
  }
  if (moves.every(({ kind }) => kind === "in-place" || kind === "unknown")) {
    console.error("Nothing to move: each state is where the config says.");
    return true;
  }
  if (options.run !== true) {
    for (const move of moved) prepareMove(move, work);
    const journal = movesJournal(migration) ? journalCommand(options) : undefined;
    console.log(renderMoves({ moves, work, ...(journal === undefined ? {} : { journal }) }));
    return true;
  }
  const question = `Move the state of ${countOf(moved.length, "stack")}, such as ${describeMove(moved[0])}?`;
  if (options.yes !== true && !(await confirm(question, "--yes"))) return false;
  if (movesJournal(migration)) await copy(migration);
  if (!(await runMoves(moves, work))) return false;
  console.error(
    `Done. Plan each stack: it must change nothing. The old states are where they were; ${work} has copies, which may hold secrets. docs/backends.md says how to delete them.`,
  );
  return true;
}

/** Says what can't be told apart from a stack that was never applied. @throws UserError where that is all */
function checkKnown(moves: readonly StateMove[], { old }: MigrateOptions): void {
  const unknown = moves.filter(({ kind }) => kind === "unknown").map(({ stack }) => stack.name);
  if (unknown.length === 0 || old !== undefined) return;
  const what = `nothing here tells where the state of ${listNames(unknown)} was`;
  const fix = "name the config that had the earlier backend: --old FILE, such as from git show";
  if (unknown.length === moves.length) throw new UserError(what, fix);
  console.error(`${what}, if there is any\n  fix: if there is, ${fix}`);
}

/** The journal was kept by the old backend alone. */
function movesJournal({ moves, from, to }: Migration): boolean {
  return from !== undefined && moves.some(isMoved) && JSON.stringify(from) !== JSON.stringify(to);
}

async function copy({ from, to, folder }: Migration): Promise<void> {
  if (from === undefined)
    throw new UserError(
      "nothing here tells where the journal was",
      "name the config that had the earlier backend: --old FILE",
    );
  const stores = {
    from: journalStore({ backend: from }, folder),
    to: journalStore({ backend: to }, folder),
  };
  if (stores.from.place === stores.to.place) return;
  const lines = await copyJournal({ ...stores, who: whoRuns() });
  console.error(`journal: ${countOf(lines, "line")} copied to ${stores.to.place}`);
}

function journalCommand({ config, from, old }: MigrateOptions): string {
  const named = { "--config": config, "--from": from, "--old": old };
  const flags = Object.entries(named).flatMap(([flag, value]) =>
    value === undefined ? [] : [`${flag} ${value}`],
  );
  return ["npx gatehouse migrate-state --journal", ...flags].join(" ");
}

function describeMove(move: StateMove | undefined): string {
  if (move?.kind !== "move") return "none";
  const { stack, from, to } = move;
  return `${stack.name} from ${statePlace(from, stack.folder)} to ${statePlace(to, stack.folder)}`;
}

function asJson(move: StateMove): object {
  const { stack, kind } = move;
  return {
    stack: stack.name,
    kind,
    ...(move.kind === "move" ? { from: statePlace(move.from, stack.folder) } : {}),
    ...("to" in move ? { to: statePlace(move.to, stack.folder) } : {}),
  };
}
