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

/** Starts the AWS provider that `terraform init` chose for a folder, and listens in that folder. */
export async function attachProvider(folder: string): Promise<AttachedProvider> {
  const binary = findBinary(folder);
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
