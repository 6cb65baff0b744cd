import type { Platform } from "../lib/model/platform";
import type { ProvisionedStack } from "../lib/policy/provisioner/compile-provisioner";

/** CDKTF is loaded here, as for `synth`: for the few who ask, and not for everybody. */
export function finishStacks(platform: Platform): ProvisionedStack[] {
  const loaded = require("../stacks/finished-stacks") as typeof import("../stacks/finished-stacks");
  return loaded.finishedStacks(platform);
}
