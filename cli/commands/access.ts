import { type Command, Option } from "commander";
import { suggest } from "../../lib/config/near-miss";
import { type AccessLock, writeLock } from "../../lib/access/lock/access-lock";
import { diffLocks } from "../../lib/access/lock/diff-locks";
import type { AccessMatrix } from "../../lib/access/matrix/access-matrix";
import { computeMatrix } from "../../lib/access/matrix/compute-matrix";
import { filterMatrix, type MatrixFilter } from "../../lib/access/matrix/filter-matrix";
import { listCapabilities } from "../../lib/access/capabilities/list-capabilities";
import type { Platform } from "../../lib/model/platform";
import { accessMarkdown } from "../../lib/report/access/access-markdown";
import { currentLock } from "../../lib/report/access/current-lock";
import { accessCsv, listAccess } from "../../lib/report/access/list-access";
import { renderAccess } from "../../lib/report/access/render-access";
import { renderChanges, renderChangesMarkdown } from "../../lib/report/access/render-changes";
import {
  renderFirstLock,
  renderFirstLockMarkdown,
} from "../../lib/report/access/render-first-lock";
import { type Done, EXIT, type ExitCode } from "../exit-code";
import { configFile } from "../load-config";
import { addWorldOptions, loadWorld, type WorldChoice } from "../load-world";
import { type Earlier, lockFile, NOTHING_YET, readEarlier, readLockFile } from "../lock-file";
import { printInvalid } from "../print-invalid";
import { terminalWidth } from "../terminal-width";
import { UserError } from "../user-error";
import { writeAtomically } from "../write-atomically";

interface AccessOptions extends MatrixFilter, WorldChoice {
  readonly all?: true;
  readonly json?: true;
  readonly csv?: true;
  readonly md?: true;
  readonly lock?: true;
  readonly update?: true;
  readonly diff?: string;
}

export function accessCommand(command: Command, done: Done): void {
  addWorldOptions(command)
    .option("--persona <name...>", "only these")
    .option("--pipeline <name...>", "only what holds on these")
    .option("--account <name...>", "only what holds in these, by name or id")
    .option("--capability <name...>", "only these")
    .option("--all", "every place by its name")
    .addOption(
      new Option("--lock", "compare with the reviewed access.lock.json").conflicts([...FILTERS]),
    )
    .option("--update", "with --lock: write it anew")
    .addOption(
      new Option(
        "--diff <ref|file>",
        "what changes against a lock file, a kept --json listing, or a git ref's lock file",
      ).conflicts(["lock", ...FILTERS]),
    )
    .option("--json", "print as JSON on stdout")
    .addOption(new Option("--csv", "print as CSV").conflicts(["json", "lock", "diff"]))
    .addOption(new Option("--md", "print as Markdown").conflicts(["json", "csv"]))
    .addHelpText(
      "after",
      "\nExit codes: 0 shown, or the same; 1 with --lock or --diff: different; 2 bad input.",
    )
    .action(async (options: AccessOptions) => {
      if (options.update && !options.lock)
        throw new UserError("--update goes with --lock", "gatehouse access --lock --update");
      const file = configFile(options.config);
      // Looked at first: nobody waits for what then fails.
      const earlier =
        options.diff !== undefined
          ? readEarlier(options.diff, file)
          : options.lock && !options.update
            ? ({ kind: "lock", lock: readLockFile(lockFile(file)) } as const)
            : undefined;
      const loaded = await loadWorld(options);
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const { platform } = loaded;
      checkFilter(platform, options);
      const matrix = computeMatrix(loaded);
      checkTeams(matrix, options);
      if (options.lock && options.update) {
        writeAtomically(lockFile(file), writeLock(currentLock(platform, matrix)));
        console.error(`wrote ${lockFile(file)}`);
        done(EXIT.holds);
      } else if (earlier === undefined) {
        process.stdout.write(show(platform, matrix, options));
        done(EXIT.holds);
      } else done(compare(earlier, currentLock(platform, matrix), file, options));
    });
}

const FILTERS = ["persona", "pipeline", "account", "capability"] as const;

/** Lines, the last one ended. */
function show(platform: Platform, whole: AccessMatrix, options: AccessOptions): string {
  const matrix = filterMatrix(whole, options);
  if (options.json) {
    // A part of the matrix is nothing to compare with later.
    const isWhole = FILTERS.every((filter) => options[filter] === undefined);
    const subjects = matrix.subjects.map(({ roles, ...subject }) => ({
      ...subject,
      roles: roles.map(({ arn }) => arn),
    }));
    const lock = isWhole ? { lock: currentLock(platform, whole) } : {};
    return `${JSON.stringify({ subjects, access: listAccess(matrix), ...lock }, null, 2)}\n`;
  }
  if (options.csv) return accessCsv(matrix);
  if (options.md) return `${accessMarkdown(matrix).trimEnd()}\n`;
  return `${renderAccess(matrix, { platform, width: terminalWidth(), all: options.all })}\n`;
}

function compare(
  earlier: Earlier,
  now: AccessLock,
  file: string,
  { diff, json, md }: AccessOptions,
): ExitCode {
  const isFirst = earlier.kind === "none";
  const changes = diffLocks(isFirst ? NOTHING_YET : earlier.lock, now);
  const against = diff ?? lockFile(file);
  if (json) console.log(JSON.stringify({ against, isFirst, changes }, null, 2));
  else if (isFirst)
    console.log(
      md
        ? renderFirstLockMarkdown(now, against).trimEnd()
        : renderFirstLock(now, against, terminalWidth()),
    );
  else if (md) console.log(renderChangesMarkdown(changes, against).trimEnd());
  else console.log(renderChanges(changes, terminalWidth()));
  if (changes.length === 0) return EXIT.holds;
  if (diff === undefined)
    console.error(
      `${against} says otherwise\n  fix: if this is meant, gatehouse access --lock --update, and let it be reviewed`,
    );
  return EXIT.doesNotHold;
}

function checkFilter(platform: Platform, options: MatrixFilter): void {
  const { personas, pipelines, accounts, tooling } = platform;
  const ids = accounts.flatMap(({ name, id }) => [name as string, id as string]);
  const known = {
    persona: personas.map(({ name }) => name as string),
    pipeline: pipelines.map(({ name }) => name as string),
    account: ["tooling", tooling.accountId, ...ids],
    capability: listCapabilities(platform).map(({ name }) => name),
  };
  for (const key of FILTERS) {
    for (const name of options[key] ?? []) {
      const bare = key === "persona" ? name.replace(/@.*$/, "") : name;
      if (!known[key].includes(bare))
        throw new UserError(`there is no ${key} "${name}"`, suggest(bare, known[key]));
    }
  }
}

/** A persona's people of a team, as in `developer@shop`; which there are, the policies say. */
function checkTeams({ subjects }: AccessMatrix, { persona = [] }: MatrixFilter): void {
  const ids = subjects.map(({ id }) => id);
  for (const name of persona) {
    if (name.includes("@") && !ids.includes(name))
      throw new UserError(`there is no persona "${name}"`, suggest(name, ids));
  }
}
