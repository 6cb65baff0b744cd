import { type Command, Option } from "commander";
import { findManagedBackend } from "../../lib/model/workspaces";
import { bootstrapSteps } from "../../lib/report/bootstrap/bootstrap-steps";
import { renderBootstrap } from "../../lib/report/bootstrap/render-bootstrap";
import { type Done, EXIT } from "../exit-code";
import { configFile, loadConfig } from "../load-config";
import { outputFolder } from "../output-folder";
import { printInvalid } from "../print-invalid";
import { printProblems } from "../print-problems";
import { runBootstrap } from "../run-bootstrap";
import { UserError } from "../user-error";
import { writeStacks } from "../write-stacks";

interface BootstrapOptions {
  readonly config?: string;
  readonly out?: string;
  readonly json?: true;
  readonly run?: true;
}

export function bootstrapCommand(command: Command, done: Done): void {
  command
    .option("-c, --config <file>", "the config file")
    .option(
      "-o, --out <folder>",
      "where to write the stacks first, as synth does (default: cdktf.out)",
    )
    .addOption(new Option("--json", "print the steps as JSON on stdout").conflicts("run"))
    .option("--run", "run the steps; Terraform shows each plan and asks before it changes anything")
    .addHelpText(
      "after",
      "\nEach step can be repeated: Terraform changes what differs, and nothing else. Terraform is the one on\nthe PATH, or that TERRAFORM_BINARY_NAME names, with credentials that may take the access role of\neach account, such as those of an administrator of the management account. The workspaces of HCP Terraform\ncome first where backend.workspaces asks for them; they take the token of terraform login.",
    )
    .action(async (options: BootstrapOptions) => {
      const file = configFile(options.config);
      const outdir = outputFolder(options.out);
      const loaded = await loadConfig(file);
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      if (
        loaded.platform.bootstrap === undefined &&
        findManagedBackend(loaded.platform) === undefined
      )
        throw new UserError(
          `${file} has no provisioner.bootstrap, so there are no roles to make`,
          "add it, and say who may take the roles: see docs/bootstrap.md",
        );
      const { stacks } = writeStacks(loaded.platform, outdir);
      const plan = bootstrapSteps(loaded.platform, stacks, outdir);
      if (options.json) console.log(JSON.stringify({ valid: true, ...plan }, null, 2));
      else if (options.run !== true) {
        printProblems(loaded.warnings);
        console.log(renderBootstrap(plan));
      }
      done(options.run === true && !runBootstrap(plan) ? EXIT.doesNotHold : EXIT.holds);
    });
}
