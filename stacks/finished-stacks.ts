import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Platform } from "../lib/model/platform";
import type { ProvisionedStack } from "../lib/policy/provisioner/compile-provisioner";
import { PlatformApp } from "./platform-app";
import { stackAsData } from "./stack-as-data";
import { withoutCreationStacks } from "./without-creation-stacks";

/** All stacks that a provisioner role applies, as data: what the roles may do follows from them. Nothing is written. */
export function finishedStacks(platform: Platform): ProvisionedStack[] {
  // An app makes its output folder before it has anything to put there.
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-"));
  try {
    return withoutCreationStacks(() => {
      const app = new PlatformApp({ ...platform, bootstrap: undefined }, folder);
      return app.stacks.map(stackAsData);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
