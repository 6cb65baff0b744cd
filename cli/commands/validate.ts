import type { Command } from "commander";
import { type Done, EXIT } from "../exit-code";
import { configFile, loadConfig } from "../load-config";
import { MEMBERS_HELP } from "../members-help";
import { printProblems } from "../print-problems";
import { readMembers } from "../read-members";
import { addTodayOption, todayOf } from "../today";

interface ValidateOptions {
  readonly config?: string;
  readonly members?: string;
  readonly today?: string;
  readonly json?: true;
}

export function validateCommand(command: Command, done: Done): void {
  addTodayOption(command.option("-c, --config <file>", "the config file"))
    .option(
      "--members <file>",
      "who is in which group, as JSON, to check that nobody unites what is kept apart",
    )
    .option("--json", "print the result as JSON on stdout")
    .addHelpText("after", MEMBERS_HELP)
    .action(async (options: ValidateOptions) => {
      const file = configFile(options.config);
      const loaded = await loadConfig(file, {
        members: readMembers(options.members),
        now: todayOf(options.today),
      });
      const problems = loaded.kind === "invalid" ? loaded.problems : loaded.warnings;
      if (options.json)
        console.log(JSON.stringify({ valid: loaded.kind === "valid", problems }, null, 2));
      else {
        printProblems(problems);
        if (loaded.kind === "valid") console.log(`${file} is valid`);
      }
      done(loaded.kind === "valid" ? EXIT.holds : EXIT.badInput);
    });
}
