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
import { type Done, EXIT, type ExitCode } from "../exit-code";
import { configFile } from "../load-config";
import { FROM_OPTION, loadWorld } from "../load-world";
import { lockFile, readEarlier, readLockFile } from "../lock-file";
import { printInvalid } from "../print-invalid";
import { terminalWidth } from "../terminal-width";
import { UserError } from "../user-error";
import { writeAtomically } from "../write-atomically";

interface AccessOptions extends MatrixFilter {
  readonly config?: string;
  readonly from?: readonly string[];
  readonly all?: true;
  readonly json?: true;
  readonly csv?: true;
  readonly md?: true;
  readonly lock?: true;
  readonly update?: true;
  readonly diff?: string;
}

export function accessCommand(command: Command, done: Done): void {
  command
    .option("-c, --config <file>", "the config file")
    .option(...FROM_OPTION)
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
            ? readLockFile(lockFile(file))
            : undefined;
      const loaded = await loadWorld({ config: options.config, from: options.from });
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const { platform } = loaded;
      checkFilter(platform, options);
      const matrix = computeMatrix(loaded);
      if (options.lock && options.update) {
        writeAtomically(lockFile(file), writeLock(currentLock(platform, matrix)));
        console.error(`wrote ${lockFile(file)}`);
        done(EXIT.holds);
      } else if (earlier === undefined) {
        console.log(show(platform, matrix, options));
        done(EXIT.holds);
      } else done(compare(earlier, currentLock(platform, matrix), file, options));
    });
}

const FILTERS = ["persona", "pipeline", "account", "capability"] as const;

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
    return JSON.stringify({ subjects, access: listAccess(matrix), ...lock }, null, 2);
  }
  if (options.csv) return accessCsv(matrix);
  if (options.md) return accessMarkdown(matrix).trimEnd();
  return renderAccess(matrix, { platform, width: terminalWidth(), all: options.all });
}

function compare(
  earlier: AccessLock,
  now: AccessLock,
  file: string,
  { diff, json, md }: AccessOptions,
): ExitCode {
  const changes = diffLocks(earlier, now);
  const against = diff ?? lockFile(file);
  if (json) console.log(JSON.stringify({ against, changes }, null, 2));
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
