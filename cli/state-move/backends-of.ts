import { join } from "node:path";
import type { Platform } from "../../lib/model/platform";
import { readGenerated } from "../../lib/promotion/generated";
import { type BackendBlock, generatedBackend } from "../../lib/promotion/state-move/backend-block";
import { inTemporaryFolder } from "../in-temporary-folder";
import { writeStacks } from "../write-stacks";

/** What a config says about where each stack's state is. */
export function backendsOf(platform: Platform): ReadonlyMap<string, BackendBlock> {
  return inTemporaryFolder((folder) => {
    const out = join(folder, "out");
    writeStacks(platform, out);
    return new Map(
      readGenerated(out).map((stack) => [stack.name, generatedBackend(stack.folder)] as const),
    );
  });
}
