import type { AccountId, PipelineName } from "../config/schema/names";

/** What `{…}` in a permission's resources stands for. */
export interface PlaceholderValues {
  readonly partition: string;
  readonly account: AccountId;
  readonly prefix: string;
  readonly pipeline: PipelineName;
  /** A resource with `{region}` is written once for each. */
  readonly regions: readonly string[];
}

export const PLACEHOLDERS = ["partition", "account", "region", "prefix", "pipeline"] as const;

/** Words in braces that stand for nothing; IAM's own `${…}` variables are not meant. */
export function unknownPlaceholders(resource: string): string[] {
  return [...resource.matchAll(/(?<!\$)\{([^}]*)\}/g)]
    .map(([, word = ""]) => word)
    .filter((word) => !PLACEHOLDERS.some((known) => known === word));
}

export function fillPlaceholders(resource: string, values: PlaceholderValues): string[] {
  const filled = resource
    .replaceAll("{partition}", values.partition)
    .replaceAll("{account}", values.account)
    .replaceAll("{prefix}", values.prefix)
    .replaceAll("{pipeline}", values.pipeline);
  return filled.includes("{region}")
    ? values.regions.map((region) => filled.replaceAll("{region}", region))
    : [filled];
}
