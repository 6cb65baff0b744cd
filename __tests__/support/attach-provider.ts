import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** A process of the AWS provider that several runs of Terraform share. */
export interface AttachedProvider {
  /** What Terraform's environment needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** A slow disk needs a while to load it. */
const TIMEOUT_MS = 120_000;

/**
 * Starts the AWS provider that `terraform init` chose for a folder. To load it and to build its schema takes seconds,
 * which Terraform spends once for each provider block otherwise.
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode
 */
export async function attachProvider(folder: string): Promise<AttachedProvider> {
  const provider = spawn(findBinary(folder), ["-debug"], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise<void>((resolve) => provider.once("exit", () => resolve()));
  const stop = async () => {
    provider.kill();
    await ended;
  };
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let text = "";
      const give = (what: string) => () => reject(new Error(`the AWS provider ${what}: ${text}`));
      provider.once("error", reject);
      provider.once("exit", give("ended"));
      setTimeout(give("did not start"), TIMEOUT_MS).unref();
      provider.stdout.on("data", (data: Buffer) => {
        text += data.toString();
        const [, found] = /TF_REATTACH_PROVIDERS='([^']+)'/.exec(text) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    return { env: { TF_REATTACH_PROVIDERS: address }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function findBinary(folder: string): string {
  const installed = join(folder, ".terraform/providers/registry.terraform.io/hashicorp/aws");
  // VERSION/PLATFORM/terraform-provider-aws_…
  for (const version of readdirSync(installed)) {
    for (const platform of readdirSync(join(installed, version))) {
      const files = readdirSync(join(installed, version, platform));
      const binary = files.find((file) => file.startsWith("terraform-provider-aws"));
      if (binary !== undefined) return join(installed, version, platform, binary);
    }
  }
  throw new Error(`terraform init left no AWS provider in ${installed}`);
}
