import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PromotionStatus } from "../../../lib/promotion/promotion-status";
import { terraformEnvironment } from "../../../scripts/terraform/terraform-environment";
import { runCommand } from "../run-command";
import { ROOT } from "../synth-platform";
import { data, SigningKeys } from "./promotion-lab";

export const IGNORED = "cdktf.out/\nstate/\nbundles/\nkeys/\n";
const STACKS: Readonly<Record<string, readonly string[]>> = {
  tooling: [],
  "target-test": [],
  "target-prod": [],
  "pipeline-app": ["tooling", "target-test", "target-prod"],
};

type BackendOf = (stack: string) => object;

interface RepositoryProps {
  /** Beside what Terraform needs to run offline. */
  readonly env?: Readonly<Record<string, string>>;
  /** @default local state beside the config */
  readonly backendOf?: BackendOf;
}

const local: BackendOf = (stack) => ({ local: { path: `../../../state/${stack}.tfstate` } });

/** The startup platform in a repository of its own, with stacks that need no provider in the place of its own. */
export class PromotedRepository {
  readonly path = mkdtempSync(join(tmpdir(), "gatehouse-repository-"));
  readonly keys = new SigningKeys(join(this.path, "keys"));
  private readonly env: Readonly<Record<string, string>>;
  private readonly backendOf: BackendOf;

  constructor({ env = {}, backendOf = local }: RepositoryProps = {}) {
    this.env = { ...definedIn(terraformEnvironment()), ...env };
    this.backendOf = backendOf;
    const example = join(ROOT, "examples", "startup", "platform.yaml");
    this.write("platform.yaml", readFileSync(example, "utf8"));
    this.write(".gitignore", IGNORED);
    this.git("init", "-q");
    for (const stack of Object.keys(STACKS)) this.writeStack(stack, data(stack));
    this.write("cdktf.out/manifest.json", JSON.stringify({ stacks: manifest() }));
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.path, path, ".."), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  writeStack(stack: string, content: object): void {
    const backend = this.backendOf(stack);
    const json = JSON.stringify({ terraform: { backend }, ...content });
    this.write(`cdktf.out/stacks/${stack}/cdk.tf.json`, json);
  }

  /** Puts generated Terraform in the place of these stacks: its manifest, and a link to the folder of its stacks. */
  useStacks(manifest: string, stacks: string): void {
    const out = join(this.path, "cdktf.out");
    rmSync(join(out, "stacks"), { recursive: true, force: true });
    symlinkSync(stacks, join(out, "stacks"));
    copyFileSync(manifest, join(out, "manifest.json"));
  }

  /** The config without protected environments, which one person may promote alone. */
  unprotected(): string {
    const text = readFileSync(join(this.path, "platform.yaml"), "utf8");
    return text.replace(/^ +protected: true\n/gm, "");
  }

  commit(): string {
    this.git("add", "-A");
    this.git("commit", "-q", "--allow-empty", "-m", "Change");
    return this.git("rev-parse", "HEAD").trim();
  }

  run(...args: readonly string[]) {
    return this.runWith({}, ...args);
  }

  runWith(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
    return runCommand(args, { cwd: this.path, env: { ...this.env, ...env } });
  }

  /** Begins it in a process of its own, which can be sent signals, with its stderr to read. */
  start(...args: readonly string[]) {
    return spawn(process.execPath, [join(ROOT, "cli", "gatehouse.js"), ...args], {
      cwd: this.path,
      env: this.env,
      stdio: ["ignore", "ignore", "pipe"],
    });
  }

  plan(name: string, ...args: readonly string[]) {
    return this.run("promote", "plan", "--from", "cdktf.out", "-o", `bundles/${name}`, ...args);
  }

  async status(): Promise<PromotionStatus> {
    return JSON.parse((await this.run("status", "--json")).stdout) as PromotionStatus;
  }

  git(...args: readonly string[]): string {
    const who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"];
    const { status, stdout, stderr } = spawnSync(
      "git",
      [...who, "-c", "commit.gpgsign=false", ...args],
      { cwd: this.path, encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function manifest(): object {
  const entries = Object.entries(STACKS).map(([name, dependencies]) => {
    const folder = `stacks/${name}`;
    const paths = { workingDirectory: folder, synthesizedStackPath: `${folder}/cdk.tf.json` };
    return [name, { name, dependencies, ...paths }] as const;
  });
  return Object.fromEntries(entries);
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
