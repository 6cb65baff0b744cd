import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Platform } from "../../lib/model/platform";
import { terraformEnvironment } from "../terraform/terraform-environment";
import { type Emulator, startEmulator } from "./emulator/start-emulator";
import { CREDENTIALS, seedOf } from "./emulator/seed-of";
import type { Tools } from "./find-tools";
import { ProviderPool } from "./provider/provider-pool";
import { startProvider } from "./provider/provider-process";
import { type ServedProvider, serveProvider } from "./provider/serve-provider";
import { StackFolder } from "./terraform/stack-folder";

interface LabProps {
  readonly platform: Platform;
  readonly tools: Tools;
  /** Interrupts Terraform. */
  readonly signal?: AbortSignal;
  /**
   * What the provider is to speak to instead of the emulator, given where that listens.
   * @default the emulator itself
   */
  readonly between?: (emulator: string) => Promise<string>;
}

type Synthesize = typeof import("../../stacks/synthesize");

/** An emulated AWS with a platform's accounts, and a provider to reach it by. */
export class Lab {
  /** Everything that a lab writes is in it. */
  readonly folder: string;

  private constructor(
    private readonly props: LabProps,
    folder: string,
    private readonly emulator: Emulator,
    private readonly pool: ProviderPool,
    private readonly served: ServedProvider,
    private readonly front: string,
    private readonly types: Set<string>,
  ) {
    this.folder = folder;
  }

  static async open(props: LabProps): Promise<Lab> {
    // Short, for the socket's path is in it, and those have 108 characters.
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "gatehouse-")));
    const { python, provider } = props.tools;
    const log = Lab.logOf(folder);
    const emulator = await startEmulator({ python, seed: seedOf(props.platform), log });
    const pool = new ProviderPool(() => startProvider(provider, terraformEnvironment(folder)));
    try {
      // Before the provider is served: that would have to be stopped where this fails.
      const front = (await props.between?.(emulator.endpoint)) ?? emulator.endpoint;
      const types = new Set<string>();
      const served = await serveProvider(pool, join(folder, "provider.sock"), types);
      return new Lab(props, folder, emulator, pool, served, front, types);
    } catch (error) {
      await emulator.stop();
      throw error;
    }
  }

  get endpoint(): string {
    return this.emulator.endpoint;
  }

  /** Where the platform's Terraform is written, as `synth` writes it. */
  get output(): string {
    return join(this.folder, "cdktf.out");
  }

  get log(): string {
    return Lab.logOf(this.folder);
  }

  /** What Terraform is run with, so that it finds the provider that all stacks share. */
  get environment(): NodeJS.ProcessEnv {
    return {
      ...terraformEnvironment(this.folder),
      TF_REATTACH_PROVIDERS: this.served.reattach,
    };
  }

  /** Writes a platform's Terraform, and makes a copy of each stack to run Terraform in. */
  stacks(platform: Platform = this.props.platform): LabStack[] {
    const { synthesize } = require("../../stacks/synthesize") as Synthesize;
    const out = this.output;
    return synthesize(platform, out).stacks.map(({ name, accountId, dependencies }) => ({
      name,
      accountId,
      region: platform.tooling.homeRegion,
      after: dependencies,
      folder: this.stackFolder(name, join(out, "stacks", name)),
    }));
  }

  /** @param keepFiles whether what was written is left to be looked at */
  async close({ keepFiles = false } = {}): Promise<void> {
    await this.served.close();
    await Promise.all([this.pool.stop(), this.emulator.stop()]);
    if (!keepFiles) rmSync(this.folder, { recursive: true, force: true });
  }

  private stackFolder(name: string, source: string): StackFolder {
    const folder = join(this.folder, "stacks", name);
    mkdirSync(folder, { recursive: true });
    const json = readFileSync(join(source, "cdk.tf.json"), "utf8");
    for (const [, type = ""] of json.matchAll(/"(aws_[a-z0-9_]+)"/g)) this.types.add(type);
    const { platform, tools, signal } = this.props;
    const emulated = {
      endpoint: this.front,
      ...CREDENTIALS,
      accountId: platform.managementAccountId,
    };
    return new StackFolder({
      name,
      source,
      folder,
      emulated,
      binary: tools.terraform,
      env: this.environment,
      signal,
    });
  }

  private static logOf(folder: string): string {
    return join(folder, "emulator.log");
  }
}

/** One stack of a lab. */
export interface LabStack {
  readonly name: string;
  readonly accountId: string;
  /** Where its account is asked what S3 and IAM have, which are in no region. */
  readonly region: string;
  /** What is applied before it. */
  readonly after: readonly string[];
  readonly folder: StackFolder;
}
