import { join } from "node:path";
import type { Platform } from "../../lib/model/platform";
import { computeMatrix } from "../../lib/access/matrix/compute-matrix";
import { renderAccess } from "../../lib/report/access/render-access";
import { loadConfig } from "../../cli/load-config";
import { loadWorld } from "../../cli/load-world";
import { printProblems } from "../../cli/print-problems";
import { terminalWidth } from "../../cli/terminal-width";
import { untilInterrupted } from "../../cli/until-interrupted";
import { UserError } from "../../cli/user-error";
import { applyStacks, type StackEvent } from "./apply-stacks";
import { destroyStacks } from "./destroy-stacks";
import { describeEvent } from "./describe-event";
import { EmulatedAws } from "./emulated-aws";
import { findTools, type Tools } from "./find-tools";
import { Lab, type LabStack } from "./lab";
import { lookAround } from "./look-around";
import type { DemoArguments } from "./read-arguments";
import { TerraformFailed } from "../../lib/promotion/terraform/run-terraform";
import { describeFailure } from "../../lib/promotion/text/describe-failure";
import { describeInventory, isNothing, takeInventory } from "./inventory";

const CONFIG = join(__dirname, "..", "..", "platform.yaml");

/** Applies the shipped platform to an emulated AWS, and shows what came of it. @returns the exit code */
export async function runDemo(given: DemoArguments): Promise<number> {
  const found = findTools();
  if (found.kind === "missing") {
    for (const missing of found.missing) console.error(`missing: ${missing}`);
    return 2;
  }
  const loaded = await loadConfig(CONFIG);
  if (loaded.kind === "invalid") {
    printProblems(loaded.problems);
    return 2;
  }
  return untilInterrupted((signal) => inLab(loaded.platform, found.tools, given, signal));
}

async function inLab(
  platform: Platform,
  tools: Tools,
  given: DemoArguments,
  signal: AbortSignal,
): Promise<number> {
  console.error("Starting an emulated AWS and the AWS provider …");
  const lab = await Lab.open({ platform, tools, signal });
  let failed = false;
  try {
    return await demonstrate(lab, platform, given, signal);
  } catch (error) {
    if (signal.aborted) {
      console.error("Interrupted: Terraform, the provider and the emulator were stopped.");
      return 130;
    }
    failed = true;
    if (error instanceof UserError) {
      console.error(`${error.message}\n  fix: ${error.fix}`);
      return 1;
    }
    if (!(error instanceof TerraformFailed)) throw error;
    console.error(`\n${error.message}:\n\n${describeFailure(error.output)}\n`);
    console.error(`What it ran is in ${lab.folder}; what the emulator says, in ${lab.log}.`);
    return 1;
  } finally {
    await lab.close({ keepFiles: failed });
  }
}

async function demonstrate(
  lab: Lab,
  platform: Platform,
  given: DemoArguments,
  signal: AbortSignal,
): Promise<number> {
  console.error(`It listens on ${lab.endpoint}. Applying every stack, each in its own account:\n`);
  const begun = performance.now();
  const stacks = lab.stacks();
  const width = Math.max(...stacks.map(({ name }) => name.length));
  const tell = (event: StackEvent): void =>
    console.error(describeEvent(event, (performance.now() - begun) / 1_000, width));
  const unsettled = await applyStacks(stacks, tell);
  console.error("");
  await show(lab, platform);
  if (unsettled.length > 0) {
    console.error(`\nA second plan is not empty: ${unsettled.join(", ")}`);
    return 1;
  }
  const seconds = (performance.now() - begun) / 1_000;
  console.log(
    `\n${stacks.length} stacks applied in ${seconds.toFixed(0)} s; a second plan of each is empty.`,
  );
  if (given.keep) await stayUntil(signal, lab, platform);
  return given.destroy ? destroyAll(lab, platform, stacks, tell) : 0;
}

async function show(lab: Lab, platform: Platform): Promise<void> {
  console.log(describeInventory(await takeInventory(new EmulatedAws(lab.endpoint), platform)));
  const loaded = await loadWorld({ config: CONFIG, from: [lab.output] });
  if (loaded.kind === "invalid") return;
  const input = { platform, world: loaded.world, ask: loaded.ask };
  console.log(`\n${renderAccess(computeMatrix(input), { platform, width: terminalWidth() })}`);
}

async function stayUntil(signal: AbortSignal, lab: Lab, platform: Platform): Promise<void> {
  console.log(`\n${lookAround(lab, platform)}`);
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    // A listener alone keeps no process alive.
    const alive = setInterval(() => undefined, 60_000);
    signal.addEventListener("abort", () => {
      clearInterval(alive);
      resolve();
    });
  });
}

async function destroyAll(
  lab: Lab,
  platform: Platform,
  stacks: readonly LabStack[],
  tell: (event: StackEvent) => void,
): Promise<number> {
  console.error("");
  const aws = new EmulatedAws(lab.endpoint);
  await destroyStacks(stacks, aws, tell);
  const left = await takeInventory(aws, platform);
  if (isNothing(left)) {
    console.log("\nAll destroyed: nothing of it is left in any account.");
    return 0;
  }
  console.error(`\nLeft after all was destroyed:\n${describeInventory(left)}`);
  return 1;
}
