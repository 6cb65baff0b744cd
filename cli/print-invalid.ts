import type { Problem } from "../lib/config/problem";
import { printProblems } from "./print-problems";

/** What is wrong with a config, on stdout as JSON or on stderr for people. */
export function printInvalid(problems: readonly Problem[], asJson: boolean | undefined): void {
  if (asJson) console.log(JSON.stringify({ valid: false, problems }, null, 2));
  else printProblems(problems);
}
