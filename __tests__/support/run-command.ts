import { format } from "node:util";
import { run } from "../../cli/main";
import type { CliOptions, CliResult } from "./run-cli";
import { ROOT } from "./synth-platform";

/** A working folder and an environment are all that a process has: commands take turns. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Runs the `gatehouse` command in this process, which has loaded already what each process loads anew. What is about
 * the process itself (signals, pipes, how it starts and ends) is for `runCli`.
 */
export function runCommand(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const result = turn.then(() => runNow(args, options));
  turn = result.catch(() => undefined);
  return result;
}

async function runNow(
  args: readonly string[],
  { cwd = ROOT, env = {} }: CliOptions,
): Promise<CliResult> {
  const before = { cwd: process.cwd(), env: { ...process.env } };
  let stdout = "";
  let stderr = "";
  const spies = [
    jest.spyOn(process.stdout, "write").mockImplementation((text) => {
      stdout += String(text);
      return true;
    }),
    jest.spyOn(process.stderr, "write").mockImplementation((text) => {
      stderr += String(text);
      return true;
    }),
    jest.spyOn(console, "log").mockImplementation((...parts: unknown[]) => {
      stdout += `${format(...parts)}\n`;
    }),
    jest.spyOn(console, "error").mockImplementation((...parts: unknown[]) => {
      stderr += `${format(...parts)}\n`;
    }),
  ];
  try {
    process.chdir(cwd);
    Object.assign(process.env, { NO_COLOR: "1", COLUMNS: "" }, env);
    const code = await run(args);
    return { code, stdout, stderr };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.chdir(before.cwd);
    for (const name of Object.keys(process.env))
      if (!(name in before.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before.env);
  }
}
