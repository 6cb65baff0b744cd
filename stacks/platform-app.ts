import { App } from "cdktf";
import { deploymentsTo } from "../lib/model/deployments";
import type { Platform } from "../lib/model/platform";
import type { GatehouseStack } from "./gatehouse-stack";
import { IdentityCenterStack } from "./identity-center-stack";
import { PipelineStack } from "./pipeline-stack";
import { TargetStack } from "./target-stack";
import { ToolingStack } from "./tooling-stack";

/**
 * All stacks of a platform. Stacks share no references; what must exist at AWS first is a dependency in the manifest:
 * tooling, then targets, then the pipelines that assume the roles there.
 */
export class PlatformApp extends App {
  readonly stacks: readonly GatehouseStack[];

  constructor(platform: Platform, outdir: string) {
    // Stack traces in metadata would carry this machine's paths into the output.
    super({ outdir, stackTraces: false });
    const tooling = new ToolingStack(this, platform);
    const targets = new Map(
      platform.accounts
        .filter((account) => deploymentsTo(platform, account).length > 0)
        .map((account) => [account, new TargetStack(this, platform, account)]),
    );
    const pipelines = platform.pipelines.map((pipeline) => {
      const stack = new PipelineStack(this, platform, pipeline);
      stack.addDependency(tooling);
      for (const { account } of pipeline.targets) {
        const target = targets.get(account);
        if (target !== undefined) stack.addDependency(target);
      }
      return stack;
    });
    const { identity } = platform;
    const people =
      identity.mode === "identity-center"
        ? [new IdentityCenterStack(this, platform, identity)]
        : [];
    this.stacks = [tooling, ...targets.values(), ...pipelines, ...people];
  }
}
