import { App } from "cdktf";
import type { Platform } from "../lib/model/platform";
import { findManagedBackend } from "../lib/model/workspaces";
import { compileGroups } from "../lib/policy/persona/compile-groups";
import { compilePeople } from "../lib/policy/persona/compile-people";
import { AuditStack } from "./audit-stack";
import { AuditTrailStack } from "./audit-trail-stack";
import { BootstrapStack } from "./bootstrap-stack";
import type { GatehouseStack } from "./gatehouse-stack";
import { IamGroupsStack } from "./iam-groups-stack";
import { IdentityCenterStack } from "./identity-center-stack";
import { PipelineStack } from "./pipeline-stack";
import { stackAsData } from "./stack-as-data";
import { TargetStack } from "./target-stack";
import { ToolingStack } from "./tooling-stack";
import type { WorkspacesStack } from "./workspaces-stack";

type WorkspacesModule = typeof import("./workspaces-stack");

/**
 * All stacks of a platform. Stacks share no references; what must exist at AWS first is a dependency in the manifest:
 * bootstrap, tooling, then targets, then the pipelines that assume the roles there and the people who come there.
 */
export class PlatformApp extends App {
  readonly stacks: readonly GatehouseStack[];
  /** What makes the workspaces in HCP Terraform, where the config asks for it. */
  readonly workspaces: WorkspacesStack | undefined;

  constructor(platform: Platform, outdir: string) {
    // Stack traces in metadata would carry this machine's paths into the output.
    super({ outdir, stackTraces: false });
    const tooling = new ToolingStack(this, platform);
    const targets = new Map(
      platform.accounts
        .filter((account) => TargetStack.isNeeded(platform, account))
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
    const people = this.addPeople(platform, [tooling, ...targets.values()]);
    const audit = this.addAudit(platform, tooling);
    const stacks = [tooling, ...targets.values(), ...pipelines, ...people, ...audit];
    this.stacks = [...this.addBootstrap(platform, stacks), ...stacks];
    this.workspaces = this.addWorkspaces(platform);
  }

  /** Waits for nothing, and nothing waits for it: `gatehouse bootstrap` has it come first of all. */
  private addWorkspaces(platform: Platform): WorkspacesStack | undefined {
    const backend = findManagedBackend(platform);
    if (backend === undefined) return undefined;
    // Whoever has no such workspaces needn't wait until another provider's constructs are loaded.
    const loaded = require("./workspaces-stack") as WorkspacesModule;
    const stacks = this.stacks.map(({ node, accountId }) => ({ name: node.id, accountId }));
    return new loaded.WorkspacesStack(this, platform, backend, stacks);
  }

  /** What the roles of an account may do follows from its other stacks, so these are finished by then. */
  private addBootstrap(platform: Platform, stacks: readonly GatehouseStack[]): GatehouseStack[] {
    const { bootstrap } = platform;
    if (bootstrap === undefined) return [];
    const accounts = [...new Set(stacks.map(({ accountId }) => accountId))];
    return accounts.map((accountId) => {
      const own = stacks.filter((stack) => stack.accountId === accountId);
      const before = new BootstrapStack(this, platform, accountId, bootstrap, own.map(stackAsData));
      for (const stack of own) stack.addDependency(before);
      return before;
    });
  }

  private addAudit(platform: Platform, tooling: GatehouseStack): GatehouseStack[] {
    const { audit } = platform;
    if (audit === undefined) return [];
    const archive = new AuditStack(this, platform, audit);
    // There its access log goes to a bucket of the tooling stack.
    if (archive.accountId === tooling.accountId) archive.addDependency(tooling);
    const trail = new AuditTrailStack(this, platform, audit);
    trail.addDependency(archive);
    return [archive, trail];
  }

  private addPeople(platform: Platform, accounts: readonly GatehouseStack[]): GatehouseStack[] {
    const { identity } = platform;
    switch (identity.mode) {
      case "identity-center": {
        const stack = new IdentityCenterStack(this, platform, identity);
        // A permission set names policies, its boundary among them, that each account must have before it comes there.
        for (const before of accounts)
          if (compilePeople(platform, before.accountId) !== undefined) stack.addDependency(before);
        return [stack];
      }
      case "iam":
        // The roles are in the accounts' own stacks, and whoever may take a role that isn't there yet just can't.
        return identity.signIn.by === "identity-account" && compileGroups(platform).length > 0
          ? [new IamGroupsStack(this, platform, identity.signIn.accountId)]
          : [];
      case "none":
        return [];
    }
  }
}
