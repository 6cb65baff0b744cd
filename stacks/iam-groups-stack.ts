import type { Construct } from "constructs";
import type { Platform } from "../lib/model/platform";
import { type CompiledGroup, compileGroups } from "../lib/policy/persona/compile-groups";
import { AssumingGroup } from "../modules/assuming-group";
import { GatehouseStack } from "./gatehouse-stack";

/**
 * In the account that has the users: groups whose only right is to take their personas' roles. The roles needn't exist
 * yet, and no user is made or changed but for the groups they are in.
 */
export class IamGroupsStack extends GatehouseStack {
  constructor(scope: Construct, platform: Platform, accountId: string) {
    super(scope, "iam-groups", { platform, accountId, region: platform.tooling.homeRegion });
    for (const group of compileGroups(platform)) this.addGroup(group);
  }

  private addGroup({ group, statements }: CompiledGroup): void {
    new AssumingGroup(this, `group-${group.name}`, {
      groupName: group.name,
      statements,
      members: group.members,
    });
  }
}
