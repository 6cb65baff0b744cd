import { parseArgs } from "node:util";
import type { Bench } from "../bench";
import { judgeGoals } from "./judge-goals";
import { measureSize } from "./measure-size";
import { renderResults } from "./render-results";

const MOST_ACCOUNTS = 5_000;

/** How checking and synthesis grow with the number of accounts, beside an app that does nothing but write the same. */
export const synthBench: Bench = {
  summary: "time and memory of check and synth by number of accounts, beside bare CDKTF",
  help: [
    "  --accounts <n,...>  sizes to measure (default: 1,10,100,1000)",
    "  --runs <n>          runs of each; the median counts (default: 3)",
    "  --json              print the results as JSON on stdout",
  ].join("\n"),
  run: (args) => Promise.resolve(run(args)),
};

interface Options {
  readonly accounts: readonly number[];
  readonly runs: number;
  readonly json: boolean;
}

function run(args: readonly string[]): number {
  const options = readOptions(args);
  if ("wrong" in options) {
    console.error(`${options.wrong}\n\n${synthBench.help}`);
    return 2;
  }
  const sizes = options.accounts.map((accounts) =>
    measureSize(accounts, options.runs, (text) => console.error(text)),
  );
  const goals = judgeGoals(sizes);
  const { version } = process;
  console.log(
    options.json
      ? JSON.stringify({ node: version, runs: options.runs, sizes, goals }, null, 2)
      : renderResults(sizes, goals),
  );
  return goals.every(({ holds }) => holds) ? 0 : 1;
}

function readOptions(args: readonly string[]): Options | { readonly wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        accounts: { type: "string", default: "1,10,100,1000" },
        runs: { type: "string", default: "3" },
        json: { type: "boolean", default: false },
      },
    });
    return {
      accounts: values.accounts.split(",").map((text) => count("--accounts", text, MOST_ACCOUNTS)),
      runs: count("--runs", values.runs, 100),
      json: values.json,
    };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

function count(option: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`${option} takes whole numbers from 1 to ${most}, not "${text}"`);
}
