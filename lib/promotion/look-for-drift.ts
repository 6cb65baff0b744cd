import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GeneratedStack, inputsDigest } from "./generated";
import { History } from "./journal/history";
import type { Journal } from "./journal/journal";
import { isSettled } from "./plan-wave";
import { sideBySide } from "./side-by-side";
import type { PlanContent } from "./terraform/plan-content";
import { TerraformFailed } from "./terraform/run-terraform";
import type { TerraformRunner } from "./terraform/stack-terraform";

/** Whether a stack is still as Terraform left it. */
export type Drift =
  | { readonly kind: "none" }
  /** Addresses, sorted. */
  | { readonly kind: "drifted"; readonly addresses: readonly string[] }
  | { readonly kind: "never-applied" }
  | { readonly kind: "undecided"; readonly failure: TerraformFailed };

interface LookForDriftProps {
  readonly stacks: readonly GeneratedStack[];
  readonly journal: Journal;
  readonly runner: TerraformRunner;
  readonly processes: number;
}

/** Asks the world about each stack, changes nothing, and writes down what was found. */
export async function lookForDrift(props: LookForDriftProps): Promise<ReadonlyMap<string, Drift>> {
  const { stacks, journal, processes } = props;
  return sideBySide(stacks, processes, async (stack) => {
    if (new History(journal.entries).settled(stack.name) === undefined)
      return { kind: "never-applied" };
    try {
      const addresses = await look(stack, props);
      await journal.append({ type: "looked", stack: stack.name, drifted: addresses });
      return addresses.length === 0 ? { kind: "none" } : { kind: "drifted", addresses };
    } catch (error) {
      if (error instanceof TerraformFailed) return { kind: "undecided", failure: error };
      throw error;
    }
  });
}

async function look(
  stack: GeneratedStack,
  { journal, runner }: LookForDriftProps,
): Promise<string[]> {
  // A saved plan may hold secrets: nobody else can look into this folder.
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-drift-"));
  const file = join(folder, "tfplan");
  try {
    await runner.init(stack, { keepLock: false });
    await runner.planRefresh(stack, file);
    const isAsApplied = isSettled(new History(journal.entries), stack, inputsDigest(stack));
    return driftIn(await runner.show(stack, file), isAsApplied);
  } finally {
    await runner.runs?.discard(file);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What a refresh-only plan found.
 *
 * @param isAsApplied whether the Terraform is what was applied: an output that differs comes from new Terraform otherwise
 */
export function driftIn({ drifted, outputs }: PlanContent, isAsApplied: boolean): string[] {
  return [...drifted, ...(isAsApplied ? outputs.map((name) => `output.${name}`) : [])].sort();
}
