import type { Platform } from "../../model/platform";
import { ACCOUNT_CAPABILITIES } from "./account-capabilities";
import type { Capability } from "./capability";
import { CODEPIPELINE_CAPABILITIES } from "./codepipeline-capabilities";
import { customCapability } from "./custom-capability";
import { SERVICE_CAPABILITIES } from "./service-capabilities";

/** Every capability that can be held on a platform: the vocabulary's, then the team's own. */
export function listCapabilities({
  capabilities,
  prefix,
}: Pick<Platform, "capabilities" | "prefix">): readonly Capability[] {
  return [
    ...CODEPIPELINE_CAPABILITIES,
    ...SERVICE_CAPABILITIES,
    ...ACCOUNT_CAPABILITIES,
    ...capabilities.map((capability) => customCapability(capability, prefix)),
  ];
}
