import type { Platform } from "../lib/model/platform";
import type { ProvisionedStack } from "../lib/policy/provisioner/compile-provisioner";

type FinishedStacks = typeof import("../stacks/finished-stacks");

/** CDKTF is loaded here, as for `synth`: for the few who ask, and not for everybody. */
export function finishStacks(platform: Platform): ProvisionedStack[] {
  const { finishedStacks } = require("../stacks/finished-stacks") as FinishedStacks;
  return finishedStacks(platform);
}
