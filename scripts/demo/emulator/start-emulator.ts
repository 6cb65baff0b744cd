import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { Seed } from "./seed-of";

export interface Emulator {
  /** http://127.0.0.1:PORT */
  readonly endpoint: string;
  stop(): Promise<void>;
}

interface EmulatorProps {
  /** A Python that has moto. */
  readonly python: string;
  readonly seed: Seed;
  /** The file that its log goes to. */
  readonly log: string;
}

const LAUNCHER = join(__dirname, "launch.py");
const TIMEOUT_MS = 60_000;

/** Starts moto on a free port of the loopback, and waits until it listens. It ends when this process does. */
export async function startEmulator({ python, seed, log }: EmulatorProps): Promise<Emulator> {
  const file = openSync(log, "a");
  const child = spawn(python, ["-B", LAUNCHER], {
    stdio: ["pipe", "pipe", file],
    // A group of its own: a Ctrl-C is for us to hear, who stop it when Terraform has ended.
    detached: true,
  });
  closeSync(file);
  // It may be gone before it is written to; that is told by its exit.
  child.stdin?.on("error", () => undefined);
  child.stdin?.write(`${JSON.stringify(seed)}\n`);
  try {
    const port = await readPort(child, log);
    return { endpoint: `http://127.0.0.1:${port}`, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function readPort(child: ChildProcess, log: string): Promise<number> {
  let said = "";
  child.stdout?.setEncoding("utf8");
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the emulator did not listen in time; its log: ${log}`)),
      TIMEOUT_MS,
    );
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the emulator ended with ${code ?? "a signal"}; its log: ${log}`));
    });
    child.stdout?.on("data", (text: string) => {
      said += text;
      if (!said.includes("\n")) return;
      clearTimeout(timer);
      resolve((JSON.parse(said) as { port: number }).port);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  // Its requests are threads, which no end of stdin waits for.
  child.kill("SIGKILL");
  await ended;
}
