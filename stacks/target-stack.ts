import { Construct } from "constructs";
import { TEAM_TAG } from "../lib/model/names";
import { deploymentsTo } from "../lib/model/deployments";
import type { Platform, TargetAccount } from "../lib/model/platform";
import {
  type CompiledBoundary,
  type CompiledTarget,
  compileTarget,
} from "../lib/policy/compile-target";
import type { CompiledRole } from "../lib/policy/compiled-role";
import { compilePeople } from "../lib/policy/persona/compile-people";
import { BoundedRole } from "../modules/bounded-role";
import { PermissionsBoundary } from "../modules/permissions-boundary";
import { GatehouseStack } from "./gatehouse-stack";

/** The roles of exactly the pipelines that deploy to one account, and what people need there. */
export class TargetStack extends GatehouseStack {
  /** Whether there is anything to be in an account. */
  static isNeeded(platform: Platform, account: TargetAccount): boolean {
    return (
      deploymentsTo(platform, account).length > 0 ||
      compilePeople(platform, account.id) !== undefined
    );
  }

  constructor(scope: Construct, platform: Platform, account: TargetAccount) {
    super(scope, `target-${account.name}`, {
      platform,
      accountId: account.id,
      region: account.regions[0] ?? platform.tooling.homeRegion,
    });
    for (const target of compileTarget(platform, account)) this.addPipeline(target);
    this.addPeople(account.regions);
  }

  private addPipeline(target: CompiledTarget): void {
    const { pipeline } = target;
    const scope = new Construct(this, pipeline.name);
    const deployBoundary = this.addBoundary(
      scope,
      "deploy-boundary",
      target.deployBoundary,
      pipeline,
    );
    this.addRole(scope, "deploy-role", target.deployRole, deployBoundary, pipeline);
    if (target.planRole !== undefined)
      this.addRole(scope, "plan-role", target.planRole, deployBoundary, pipeline);
    if (target.executionRole !== undefined && target.executionBoundary !== undefined) {
      const boundary = this.addBoundary(
        scope,
        "execution-boundary",
        target.executionBoundary,
        pipeline,
      );
      this.addRole(scope, "execution-role", target.executionRole, boundary, pipeline);
    }
  }

  /** A boundary of ours, or the one the organization has in every account. */
  private addBoundary(
    scope: Construct,
    id: string,
    boundary: CompiledBoundary,
    pipeline: CompiledTarget["pipeline"],
  ): string {
    const { targetPolicy } = this.platform.boundary;
    if (targetPolicy !== undefined) return this.names.policyArn(this.accountId, targetPolicy);
    return new PermissionsBoundary(scope, id, {
      policyName: boundary.name,
      description: boundary.description,
      statements: boundary.statements,
      tags: tagsOf(pipeline),
    }).arn;
  }

  private addRole(
    scope: Construct,
    id: string,
    role: CompiledRole,
    boundaryArn: string,
    pipeline: CompiledTarget["pipeline"],
  ): void {
    new BoundedRole(scope, id, {
      roleName: role.name,
      description: role.description,
      trust: role.trust,
      statements: role.statements,
      boundaryArn,
      tags: tagsOf(pipeline),
    });
  }
}

function tagsOf(pipeline: CompiledTarget["pipeline"]): Record<string, string> {
  return { ...pipeline.tags, "gatehouse:pipeline": pipeline.name, [TEAM_TAG]: pipeline.team };
}
