import { ACCOUNT_CAPABILITIES, PIPELINE_CAPABILITIES } from "../config/schema/capabilities";
import type { CapabilityName } from "../config/schema/names";
import type { PlatformConfig } from "../config/schema/platform";
import { findOwn } from "./find-own";

/** What a capability is granted on; undefined where there is none of this name. */
export function findCapabilityKind(
  name: string,
  config: PlatformConfig,
): "pipelines" | "accounts" | undefined {
  if (PIPELINE_CAPABILITIES.some((known) => known === name)) return "pipelines";
  if (ACCOUNT_CAPABILITIES.some((known) => known === name)) return "accounts";
  return findOwn(config.capabilities, name as CapabilityName)?.on;
}
