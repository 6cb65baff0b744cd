import { format } from "node:util";
import { run } from "../../cli/main";
import type { CliOptions, CliResult } from "./run-cli";
import { ROOT } from "./synth-platform";

let running = false;

/**
 * Runs the `gatehouse` command in this process, which has loaded already what each process loads anew. What is about
 * the process itself (signals, pipes, how it starts and ends) is for `runCli`.
 */
export async function runCommand(
  args: readonly string[],
  { cwd = ROOT, env = {} }: CliOptions = {},
): Promise<CliResult> {
  if (running) throw new Error("commands share a process here: run one after the other");
  running = true;
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
    running = false;
    for (const spy of spies) spy.mockRestore();
    process.chdir(before.cwd);
    for (const name of Object.keys(process.env))
      if (!(name in before.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before.env);
  }
}
