import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlannedStack } from "./bundle";
import type { GeneratedStack } from "./generated";
import { isSameState } from "./same-state";
import { changesNothing } from "./terraform/plan-content";
import type { TerraformRunner } from "./terraform/stack-terraform";
import type { StateId } from "./terraform/state-id";

type Resumption =
  /** It came to its end, and nobody was left to write that down. */
  | { readonly kind: "done"; readonly state: StateId | undefined }
  /** Nothing of it was done: the plan still holds. */
  | { readonly kind: "again" }
  | { readonly kind: "halfway"; readonly reason: string };

/**
 * How far a stack came whose apply was begun, and of which no more is known: by planning it anew, which also waits for a
 * Terraform that outlived whoever started it.
 */
export async function resumeStack(
  runner: TerraformRunner,
  generated: GeneratedStack,
  planned: PlannedStack,
): Promise<Resumption> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-resume-"));
  const file = join(folder, "tfplan");
  try {
    await runner.plan(generated, file);
    const state = await runner.state(generated);
    if (changesNothing(await runner.show(generated, file))) return { kind: "done", state };
    if (isSameState(state, planned.state)) return { kind: "again" };
    return {
      kind: "halfway",
      reason:
        "an earlier run was interrupted halfway through it, so that the plan no longer fits its state: plan again",
    };
  } finally {
    await runner.runs?.discard(file);
    rmSync(folder, { recursive: true, force: true });
  }
}
