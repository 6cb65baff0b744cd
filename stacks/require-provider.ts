import type { TerraformStack } from "cdktf";

/** `use_lockfile` of the S3 backend needs 1.10; everything else would do with less. */
const TERRAFORM_VERSION = ">= 1.10.0";

/** CDKTF would write the bare name of a provider, and the one version that it was generated from. */
export function requireProvider(
  stack: TerraformStack,
  name: string,
  provider: { readonly source: string; readonly version: string },
): void {
  stack.addOverride(`terraform.required_providers.${name}`, provider);
  stack.addOverride("terraform.required_version", TERRAFORM_VERSION);
}
