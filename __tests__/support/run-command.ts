import { Console } from "node:console";
import { Writable } from "node:stream";
import { run } from "../../cli/main";
import type { CliResult } from "./run-cli";
import { ROOT } from "./synth-platform";

/** What Gatehouse itself and the AWS SDK read. `TMPDIR` and what git reads reach a process of its own only, by `runCli`. */
type Setting =
  | "AWS_ACCESS_KEY_ID"
  | "AWS_ENDPOINT_URL"
  | "AWS_SECRET_ACCESS_KEY"
  | "CDKTF_OUTDIR"
  | "COLUMNS"
  | "GATEHOUSE_CONFIG"
  | "GATEHOUSE_DEBUG";

interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Partial<Record<Setting, string>>>;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the `gatehouse` command with the result of `runCli`, but in this process: what it needs is loaded once for a
 * file of tests, which is most of what a short command takes. One run at a time, as the working folder is the process's.
 * Durations that it prints count from the start of the process. Signals, broken pipes, uncaught errors, and files
 * that can't be written are for `runCli`: to Jest's sandbox an error of Node's own is no instance of Error.
 */
export function runCommand(
  args: readonly string[],
  { cwd = ROOT, env = {} }: CommandOptions = {},
): Promise<CliResult> {
  const result = last.then(() => runHere(args, cwd, { NO_COLOR: "1", COLUMNS: "", ...env }));
  last = result.catch(() => undefined);
  return result;
}

async function runHere(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<CliResult> {
  const stdout = new CapturedStream();
  const stderr = new CapturedStream();
  const restore = [
    keepFolder(),
    keepEnvironment(),
    replace(process, "stdout", stdout),
    replace(process, "stderr", stderr),
    replace(globalThis, "console", new Console({ stdout, stderr, colorMode: false })),
  ];
  try {
    process.chdir(cwd);
    Object.assign(process.env, env);
    const code = await run(args);
    return { code, stdout: stdout.text, stderr: stderr.text };
  } finally {
    for (const undo of restore.reverse()) undo();
  }
}

/** Like a pipe: no terminal, without colours and columns. */
class CapturedStream extends Writable {
  private readonly chunks: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.chunks).toString();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }
}

function keepFolder(): () => void {
  const before = process.cwd();
  return () => process.chdir(before);
}

function keepEnvironment(): () => void {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, before);
  };
}

function replace<T extends object>(holder: T, name: keyof T, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  if (before === undefined) throw new Error(`${String(name)} is none of its own`);
  Object.defineProperty(holder, name, { value, configurable: true, enumerable: true });
  return () => Object.defineProperty(holder, name, before);
}
