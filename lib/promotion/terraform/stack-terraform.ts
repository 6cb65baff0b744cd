import { z } from "zod";
import { RoleNotTaken } from "../credentials/role-session";
import type { StackCredentials } from "../credentials/stack-credentials";
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
  /** What each stack's Terraform runs as. @default what is in the environment */
  readonly credentials?: Pick<StackCredentials, "environmentFor">;
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
    const { binary, signal } = this.props;
    const args = ["version", "-json"];
    const { code, stdout, stderr } = await runTerraform({
      binary,
      folder: ".",
      args,
      env: this.env,
      signal,
    });
    if (code !== 0) throw new TerraformFailed("Terraform", "version", stderr);
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

  /** @throws TerraformFailed with what it said, or with why it may not run */
  private async run(stack: GeneratedStack, args: readonly string[], log?: string) {
    const { binary, signal } = this.props;
    const { name, folder } = stack;
    const [command = ""] = args;
    const env = await this.environmentFor(stack, command);
    const outcome = await runTerraform({ binary, folder, args, env, signal, log });
    if (outcome.code === 0) return outcome;
    throw new TerraformFailed(name, command, `${outcome.stdout}\n${outcome.stderr}`.trim());
  }

  private async environmentFor(stack: GeneratedStack, command: string): Promise<NodeJS.ProcessEnv> {
    const { credentials } = this.props;
    if (credentials === undefined) return this.env;
    try {
      return await credentials.environmentFor(stack, this.env);
    } catch (error) {
      if (!(error instanceof RoleNotTaken)) throw error;
      // Not in the form of Terraform's errors: nothing more is to be made of it.
      throw new TerraformFailed(stack.name, command, `${error.message}\n  fix: ${error.fix}`);
    }
  }
}
