import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";

export interface TerraformRun {
  readonly binary: string;
  readonly folder: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Interrupts it as a Ctrl-C does: it ends what it is at, and writes its state. */
  readonly signal?: AbortSignal;
  /**
   * A file for all that it says. A Terraform whose reader is gone dies of SIGPIPE at its next line, its state unwritten;
   * with a file it outlives whoever started it.
   */
  readonly log?: string;
}

export interface TerraformOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Terraform ran, and did not do what it was to do. */
export class TerraformFailed extends Error {
  constructor(
    readonly of: string,
    readonly command: string,
    readonly output: string,
  ) {
    super(`terraform ${command} of ${of} failed`, { cause: output });
  }
}

/** Runs Terraform to its end, however it ends. */
export async function runTerraform(run: TerraformRun): Promise<TerraformOutcome> {
  const { binary, folder, args, env, signal, log } = run;
  signal?.throwIfAborted();
  const file = log === undefined ? undefined : openSync(log, "w", 0o600);
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(binary, [...args], {
        cwd: folder,
        env,
        stdio: ["ignore", file ?? "pipe", file ?? "pipe"],
        // A group of its own, so that a Ctrl-C reaches it once, through us: a second one makes it give up its state.
        detached: true,
      });
      const interrupt = (): void => {
        child.kill("SIGINT");
      };
      signal?.addEventListener("abort", interrupt);
      const output = { stdout: "", stderr: "" };
      for (const name of ["stdout", "stderr"] as const) {
        child[name]?.setEncoding("utf8");
        child[name]?.on("data", (text: string) => (output[name] += text));
      }
      child.once("error", reject);
      child.once("close", (code) => {
        signal?.removeEventListener("abort", interrupt);
        if (log !== undefined) output.stdout = readFileSync(log, "utf8");
        resolve({ code: code ?? 1, ...output });
      });
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
