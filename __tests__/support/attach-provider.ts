import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ProviderPool } from "../../scripts/demo/provider/provider-pool";
import { startProvider } from "../../scripts/demo/provider/provider-process";
import { serveProvider } from "../../scripts/demo/provider/serve-provider";
import { terraformEnvironment } from "../../scripts/terraform/terraform-environment";

/** An AWS provider that several runs of Terraform share. */
export interface AttachedProvider {
  /** What Terraform's environment needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts an AWS provider when one is asked for, and listens in a folder. */
export async function attachProvider(binary: string, folder: string): Promise<AttachedProvider> {
  const pool = new ProviderPool(() => startProvider(binary, terraformEnvironment(folder)));
  const served = await serveProvider(pool, join(folder, "provider.sock"));
  return {
    env: { TF_REATTACH_PROVIDERS: served.reattach },
    stop: async () => {
      await served.close();
      await pool.stop();
    },
  };
}

/** The one that `terraform init` chose for a folder. */
export function installedProvider(folder: string): string {
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
