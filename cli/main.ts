import { Command, CommanderError } from "commander";
import { COMMANDS } from "./command-table";
import { Refusal } from "../lib/promotion/refusal";
import { EXIT, type Done, type ExitCode } from "./exit-code";
import { outputError } from "./output-error";
import { Interrupted } from "./until-interrupted";
import { UserError } from "./user-error";
import { version } from "../package.json";

/** Runs the command line of this process and sets its exit code. */
export function main(argv: readonly string[]): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(outputError(error));
  });
  void run(argv).then((code) => {
    process.exitCode = code;
  });
}

/** Never rejects: whatever goes wrong is told, and becomes an exit code. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.holds;
  const program = createProgram(argv, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    return report(error);
  }
}

function createProgram(argv: readonly string[], done: Done): Command {
  const program = new Command("gatehouse")
    .description("Access control for multi-account AWS CodePipeline: one file in, Terraform out.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(run with --help for usage)")
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      "\nExit codes: 0 it holds, 1 it does not hold, 2 bad input, 3 undecided.\nThe config is platform.yaml, or what --config or GATEHOUSE_CONFIG names.",
    );
  for (const { name, summary, load } of COMMANDS) {
    const command = program.command(name).description(summary);
    // `help validate` needs it as well as `validate`.
    if (argv.slice(0, 2).includes(name)) load()(command, done);
  }
  return program;
}

function report(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.holds : EXIT.badInput;
  if (error instanceof UserError) {
    console.error(`gatehouse: ${error.message}\n  fix: ${error.fix}`);
    return EXIT.badInput;
  }
  if (error instanceof Interrupted) {
    console.error("gatehouse: interrupted; nothing was applied");
    return EXIT.undecided;
  }
  if (error instanceof Refusal) {
    console.error(`gatehouse: ${error.message}\n  fix: ${error.fix}`);
    return EXIT.doesNotHold;
  }
  const detail =
    process.env["GATEHOUSE_DEBUG"] === undefined ? String(error) : (error as Error).stack;
  console.error(
    `gatehouse: this is a fault of Gatehouse itself, not of your config: ${detail ?? ""}`,
  );
  console.error("  fix: run again with GATEHOUSE_DEBUG=1 and report what it prints");
  return EXIT.undecided;
}
