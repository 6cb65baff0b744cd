import { z } from "zod";
import type { GeneratedStack } from "../generated";
import type { RemoteRuns } from "../remote-runs";
import { runTerraform, TerraformFailed } from "./run-terraform";
import { Semaphore } from "./semaphore";
import { type PlanContent, readPlan } from "./plan-content";
import { readStateId, type StateId } from "./state-id";

/** What a promotion asks of Terraform; all of a stack but `version`. */
export interface TerraformRunner {
  /** Where a service keeps what is planned. */
  readonly runs?: RemoteRuns;
  version(): Promise<string>;
  /** @param options.keepLock whether other providers than those of the lock file are an error */
  init(stack: GeneratedStack, options: { readonly keepLock: boolean }): Promise<void>;
  /** Saves a plan. Waits for whoever holds the state. */
  plan(stack: GeneratedStack, file: string): Promise<void>;
  /** Saves a plan that changes nothing but what is known of the world. */
  planRefresh(stack: GeneratedStack, file: string): Promise<void>;
  show(stack: GeneratedStack, file: string): Promise<PlanContent>;
  /** The same for people, without what is sensitive. */
  showText(stack: GeneratedStack, file: string): Promise<string>;
  /** Undefined before the first apply. */
  state(stack: GeneratedStack): Promise<StateId | undefined>;
  /** Applies exactly what was planned. @param log gets all that Terraform says */
  apply(stack: GeneratedStack, file: string, log: string): Promise<void>;
}

interface StackTerraformProps {
  readonly binary: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly runs?: RemoteRuns;
}

/** How long a plan or apply waits for another Terraform that is at the same state. */
const LOCK_TIMEOUT = "-lock-timeout=300s";

/** Terraform as it is installed, run in the folders that the manifest names: never `cdktf deploy`, which plans anew. */
export class StackTerraform implements TerraformRunner {
  readonly runs?: RemoteRuns;
  private readonly env: NodeJS.ProcessEnv;
  /**
   * Several at once would spoil a cache of providers that they share.
   * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
   */
  private readonly initializing = new Semaphore(1);

  constructor(private readonly props: StackTerraformProps) {
    this.runs = props.runs;
    this.env = { ...props.env, TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" };
  }

  async version(): Promise<string> {
    const { stdout } = await this.run({ name: "Terraform", folder: "." }, ["version", "-json"]);
    return z.object({ terraform_version: z.string() }).parse(JSON.parse(stdout)).terraform_version;
  }

  async init(stack: GeneratedStack, { keepLock }: { readonly keepLock: boolean }): Promise<void> {
    const lock = keepLock ? ["-lockfile=readonly"] : [];
    await this.initializing.run(() => this.run(stack, ["init", "-no-color", ...lock]));
  }

  async plan(stack: GeneratedStack, file: string): Promise<void> {
    await this.run(stack, ["plan", "-no-color", LOCK_TIMEOUT, `-out=${file}`]);
  }

  async planRefresh(stack: GeneratedStack, file: string): Promise<void> {
    await this.run(stack, ["plan", "-refresh-only", "-no-color", LOCK_TIMEOUT, `-out=${file}`]);
  }

  async show(stack: GeneratedStack, file: string): Promise<PlanContent> {
    return readPlan((await this.run(stack, ["show", "-json", file])).stdout);
  }

  async showText(stack: GeneratedStack, file: string): Promise<string> {
    return (await this.run(stack, ["show", "-no-color", file])).stdout;
  }

  async state(stack: GeneratedStack): Promise<StateId | undefined> {
    if (this.runs !== undefined) return this.runs.state(stack);
    const { stdout } = await this.run(stack, ["state", "pull"]);
    return stdout.trim() === "" ? undefined : readStateId(stdout);
  }

  async apply(stack: GeneratedStack, file: string, log: string): Promise<void> {
    await this.run(stack, ["apply", "-no-color", LOCK_TIMEOUT, file], log);
  }

  /** @throws TerraformFailed with what it said */
  private async run(
    { name, folder }: Pick<GeneratedStack, "name" | "folder">,
    args: readonly string[],
    log?: string,
  ) {
    const { binary, signal } = this.props;
    const outcome = await runTerraform({ binary, folder, args, env: this.env, signal, log });
    if (outcome.code === 0) return outcome;
    throw new TerraformFailed(name, args[0] ?? "", `${outcome.stdout}\n${outcome.stderr}`.trim());
  }
}
