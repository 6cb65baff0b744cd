import type { Command } from "commander";
import { type Done, EXIT } from "../exit-code";
import { configFile, loadConfig } from "../load-config";
import { printProblems } from "../print-problems";

export function validateCommand(command: Command, done: Done): void {
  command
    .option("-c, --config <file>", "the config file")
    .option("--json", "print the result as JSON on stdout")
    .action(async (options: { config?: string; json?: true }) => {
      const file = configFile(options.config);
      const loaded = await loadConfig(file);
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
