import { spawnSync } from "node:child_process";
import type { BootstrapPlan } from "../lib/report/bootstrap/bootstrap-steps";
import { placeOf } from "../lib/report/bootstrap/render-bootstrap";
import { UserError } from "./user-error";

/** Runs the steps until one fails, with this terminal for Terraform's questions. @returns whether all of them are done */
export function runBootstrap({ steps, afterwards }: BootstrapPlan): boolean {
  const named = process.env["TERRAFORM_BINARY_NAME"] ?? "";
  const terraform = named === "" ? "terraform" : named;
  for (const [index, { stack, accountId, runs }] of steps.entries()) {
    console.error(`${stack}: ${placeOf(accountId)} (${index + 1} of ${steps.length})`);
    for (const run of runs) {
      const { error, status, signal } = spawnSync(terraform, run, { stdio: "inherit" });
      if (error !== undefined)
        throw new UserError(
          `${terraform} can't be run: ${(error as NodeJS.ErrnoException).code ?? error.message}`,
          "install Terraform 1.10 or later, or name it by TERRAFORM_BINARY_NAME",
        );
      if (status === 0) continue;
      console.error(
        `gatehouse: ${stack}: terraform ${run.slice(1).join(" ")} ended with ${signal ?? `exit code ${status ?? ""}`}; ${index} of ${steps.length} steps are done\n  fix: mend what Terraform says, and run the same command again: it goes on where it stopped`,
      );
      return false;
    }
  }
  for (const step of afterwards) console.error(`next: ${step}`);
  return true;
}
