import { mkdirSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Platform } from "../lib/model/platform";
import { PlatformApp } from "./platform-app";
import { publishOutput, removeLeftovers, temporaryOutput } from "./publish-output";
import { withoutCreationStacks } from "./without-creation-stacks";

export interface SynthesizedStack {
  readonly name: string;
  readonly accountId: string;
  /** Names of the stacks that are to be applied first. */
  readonly dependencies: readonly string[];
}

export interface Synthesis {
  readonly stacks: readonly SynthesizedStack[];
  /** Names of stacks that belong to no account and wait for nothing. */
  readonly outsideAws: readonly string[];
  /** Stacks that an earlier run wrote and the platform no longer has; their output was removed. */
  readonly removed: readonly string[];
}

/**
 * Writes the Terraform of a platform. It is written beside the output folder and moved in file by file, the manifest
 * last, so that a run that is killed leaves no half-written stack.
 *
 * @throws where the folder can't be written
 */
export function synthesize(platform: Platform, outdir: string): Synthesis {
  const target = resolve(outdir);
  mkdirSync(dirname(target), { recursive: true });
  removeLeftovers(target);
  const temporary = temporaryOutput(target);
  try {
    const app = withoutCreationStacks(() => writeStacks(platform, temporary));
    const removed = publishOutput(temporary, target);
    return {
      removed,
      outsideAws: app.workspaces === undefined ? [] : [app.workspaces.node.id],
      stacks: app.stacks.map((stack) => ({
        name: stack.node.id,
        accountId: stack.accountId,
        dependencies: stack.dependencies.map((dependency) => dependency.node.id).sort(),
      })),
    };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function writeStacks(platform: Platform, outdir: string): PlatformApp {
  const app = new PlatformApp(platform, outdir);
  app.synth();
  return app;
}
