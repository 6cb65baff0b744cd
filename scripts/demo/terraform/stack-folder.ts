import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  TerraformFailed,
  type TerraformOutcome,
  type TerraformRun,
  runTerraform,
} from "../../../lib/promotion/terraform/run-terraform";
import { destroyOverride, emulatorOverride, type StackJson } from "./emulator-override";

interface StackFolderProps {
  readonly name: string;
  /** Where `cdk.tf.json` is. */
  readonly source: string;
  readonly folder: string;
  readonly emulated: Parameters<typeof emulatorOverride>[1];
  readonly binary: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** What a plan comes to. */
export interface PlannedChanges {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

const SUMMARY = /^Plan: (\d+) to add, (\d+) to change, (\d+) to destroy\.$/m;
const PLAN = "tfplan";

/** A copy of one stack, to run Terraform in. */
export class StackFolder {
  readonly name: string;
  private readonly props: StackFolderProps;

  constructor(props: StackFolderProps) {
    this.name = props.name;
    this.props = props;
    mkdirSync(props.folder, { recursive: true });
    copyFileSync(join(props.source, "cdk.tf.json"), join(props.folder, "cdk.tf.json"));
    this.write("emulator", emulatorOverride(this.json(), props.emulated));
  }

  async init(): Promise<void> {
    await this.run("init", ["-input=false"], { reattach: false });
  }

  /** Plans, and keeps the plan for `apply`. */
  async plan(): Promise<PlannedChanges> {
    const { stdout } = await this.run("plan", ["-input=false", `-out=${PLAN}`]);
    return changesOf(stdout);
  }

  /**
   * Plans as `plan` does, however it ends, and tells it as Terraform tells it to programs: a JSON object a line.
   * @param destroy whether everything in the state is to go
   */
  async planAsJson({ destroy = false } = {}): Promise<TerraformOutcome> {
    const mode = destroy ? ["-destroy"] : [];
    return this.attempt("plan", ["-input=false", "-json", `-out=${PLAN}`, ...mode]);
  }

  /** Applies exactly what was planned. */
  async apply(): Promise<void> {
    await this.run("apply", ["-input=false", PLAN]);
    rmSync(join(this.props.folder, PLAN));
  }

  async destroy(): Promise<void> {
    const override = destroyOverride(this.json());
    if (override !== undefined) this.write("destroy", override);
    await this.run("destroy", ["-input=false", "-auto-approve"]);
  }

  /** How one of Terraform's commands is run here. */
  invocation(command: string, args: readonly string[], { reattach = true } = {}): TerraformRun {
    const { binary, folder, env, signal } = this.props;
    const { TF_REATTACH_PROVIDERS, ...installed } = env;
    return {
      binary,
      folder,
      signal,
      args: [command, "-no-color", ...args],
      // init is to find the provider by itself, and to lock it.
      env: reattach ? env : installed,
    };
  }

  private json(): StackJson {
    return JSON.parse(readFileSync(join(this.props.folder, "cdk.tf.json"), "utf8")) as StackJson;
  }

  /** Terraform lays what ends in `_override` over the rest. */
  private write(name: string, override: object): void {
    const file = join(this.props.folder, `${name}_override.tf.json`);
    writeFileSync(file, JSON.stringify(override, null, 2));
  }

  /** @throws TerraformFailed with what it said */
  private async run(command: string, args: readonly string[], { reattach = true } = {}) {
    const outcome = await this.attempt(command, args, { reattach });
    if (outcome.code === 0) return outcome;
    throw new TerraformFailed(this.name, command, `${outcome.stdout}\n${outcome.stderr}`.trim());
  }

  private attempt(command: string, args: readonly string[], { reattach = true } = {}) {
    return runTerraform(this.invocation(command, args, { reattach }));
  }
}

function changesOf(stdout: string): PlannedChanges {
  const [, add = 0, change = 0, destroy = 0] = SUMMARY.exec(stdout) ?? [];
  return { add: Number(add), change: Number(change), destroy: Number(destroy) };
}
