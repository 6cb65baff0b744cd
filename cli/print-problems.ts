import colors from "picocolors";
import type { Problem } from "../lib/config/problem";

/** Problems for people, on stderr: where, what, what was there, what to do. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems) console.error(formatProblem(problem));
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length === 0) return;
  const codes = [...new Set(errors.map((problem) => problem.code))];
  console.error(
    `${colors.bold(plural(errors.length, "error"))}. Nothing was written. ${colors.dim(`npx gatehouse explain ${codes[0] ?? ""}`)} tells more.`,
  );
}

function formatProblem({ severity, at, path, got, message, fix, code }: Problem): string {
  const paint = severity === "error" ? colors.red : colors.yellow;
  const lines = [
    `${colors.bold(at)} ${paint(severity)} ${message} ${colors.dim(`[${code}]`)}`,
    ...(path === "" ? [] : [`  at:  ${path}`]),
    ...(got === undefined ? [] : [`  got: ${got}`]),
    `  fix: ${fix}`,
  ];
  return `${lines.join("\n")}\n`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
