import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CliResult } from "../support/run-cli";
import { runCommand } from "../support/run-command";

/** A folder with a platform.yaml in it, to run the CLI in: nothing of this machine shows in what it prints. */
export class CliFolder {
  readonly path = mkdtempSync(join(tmpdir(), "gatehouse-cli-"));

  constructor(platform: string) {
    this.write("platform.yaml", platform);
  }

  write(name: string, text: string | Uint8Array): string {
    writeFileSync(join(this.path, name), text);
    return name;
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  /** In this process; `runCli` with `cwd` runs it in one of its own. */
  run(...args: readonly string[]): Promise<CliResult> {
    return runCommand(args, { cwd: this.path });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
