import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadConfig } from "../../cli/load-config";
import { printProblems } from "../../cli/print-problems";
import { applyStacks, type StackEvent } from "../../scripts/demo/apply-stacks";
import { findTools } from "../../scripts/demo/find-tools";
import { Lab } from "../../scripts/demo/lab";
import { timed } from "../../scripts/demo/timed";
import type { Bench } from "../bench";
import { type AppliedStack, renderApplied } from "./render-applied";

const SHIPPED = join(__dirname, "..", "..", "platform.yaml");
/** Of the shipped platform, on two cores that nobody else uses. */
const MOST_SECONDS = 240;

/** What Terraform takes of each stack, with the AWS provider and an emulated AWS. */
export const applyBench: Bench = {
  summary: "seconds that each stack takes to plan, apply and plan again, on an emulated AWS",
  help: [
    "  --config <file>  the platform (default: the shipped platform.yaml, which has a goal)",
    "  --json           print the results as JSON on stdout",
  ].join("\n"),
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if ("wrong" in options) {
    console.error(`${options.wrong}\n\n${applyBench.help}`);
    return 2;
  }
  const { config, json } = options;
  const found = findTools();
  if (found.kind === "missing") {
    for (const missing of found.missing) console.error(`missing: ${missing}`);
    return 2;
  }
  const loaded = await loadConfig(config ?? SHIPPED);
  if (loaded.kind === "invalid") {
    printProblems(loaded.problems);
    return 2;
  }
  const lab = await Lab.open({ platform: loaded.platform, tools: found.tools });
  try {
    const events: StackEvent[] = [];
    const { result: unsettled, seconds } = await timed(() =>
      applyStacks(lab.stacks(), (event) => {
        console.error(`${event.stack}: ${event.kind}, ${event.seconds.toFixed(1)} s`);
        events.push(event);
      }),
    );
    if (unsettled.length > 0) console.error(`a second plan is not empty: ${unsettled.join(", ")}`);
    const limit = config === undefined ? MOST_SECONDS : undefined;
    const holds = unsettled.length === 0 && (limit === undefined || seconds <= limit);
    const stacks = stacksOf(events);
    console.log(
      json
        ? JSON.stringify({ seconds, limit, holds, stacks }, null, 2)
        : renderApplied(stacks, seconds, limit),
    );
    return holds ? 0 : 1;
  } finally {
    await lab.close();
  }
}

interface Options {
  readonly config?: string;
  readonly json: boolean;
}

function readOptions(args: readonly string[]): Options | { readonly wrong: string } {
  try {
    const options = {
      config: { type: "string" },
      json: { type: "boolean", default: false },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** In the order in which they were applied. */
function stacksOf(events: readonly StackEvent[]): AppliedStack[] {
  const secondsOf = (stack: string, kind: StackEvent["kind"]): number =>
    events.find((event) => event.stack === stack && event.kind === kind)?.seconds ?? 0;
  return events
    .filter(({ kind }) => kind === "applied")
    .map(({ stack }) => ({
      stack,
      plan: secondsOf(stack, "planned"),
      apply: secondsOf(stack, "applied"),
      planAgain: secondsOf(stack, "checked"),
    }));
}
