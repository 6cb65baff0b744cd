import { DataAwsIdentitystoreGroup } from "@cdktf/provider-aws/lib/data-aws-identitystore-group";
import { DataAwsSsoadminInstances } from "@cdktf/provider-aws/lib/data-aws-ssoadmin-instances";
import { IdentitystoreGroup } from "@cdktf/provider-aws/lib/identitystore-group";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { Identity, Persona, Platform } from "../lib/model/platform";
import { accountsOf, compilePersona } from "../lib/policy/compile-persona";
import { PermissionSet } from "../modules/permission-set";
import { GatehouseStack } from "./gatehouse-stack";

type IdentityCenter = Extract<Identity, { mode: "identity-center" }>;

/** Personas as permission sets, groups, and who gets which set where. */
export class IdentityCenterStack extends GatehouseStack {
  private readonly groupIds = new Map<string, string>();
  private readonly instanceArn: string;
  private readonly identity: IdentityCenter;

  constructor(scope: Construct, platform: Platform, identity: IdentityCenter) {
    super(scope, "identity-center", {
      platform,
      accountId: identity.adminAccountId,
      region: identity.region,
    });
    this.identity = identity;
    const instances = new DataAwsSsoadminInstances(this, "instances", {});
    this.instanceArn = Fn.element(instances.arns, 0) as string;
    this.addGroups(Fn.element(instances.identityStoreIds, 0) as string);
    for (const persona of platform.personas) if (persona.enabled) this.addPersona(persona);
  }

  private addGroups(identityStoreId: string): void {
    for (const group of this.platform.groups) {
      const id = `group-${group.name}`;
      this.groupIds.set(
        group.name,
        group.source === "created"
          ? new IdentitystoreGroup(this, id, {
              identityStoreId,
              displayName: group.name,
              description: "Managed by Gatehouse",
            }).groupId
          : new DataAwsIdentitystoreGroup(this, id, {
              identityStoreId,
              alternateIdentifier: {
                uniqueAttribute: { attributePath: "DisplayName", attributeValue: group.name },
              },
            }).groupId,
      );
    }
  }

  private addPersona(persona: Persona): void {
    const set = new PermissionSet(this, `persona-${persona.name}`, {
      instanceArn: this.instanceArn,
      permissionSetName: this.names.permissionSet(persona),
      description: persona.description,
      sessionDuration: persona.sessionDuration,
      statements: compilePersona(this.platform, persona),
      managedPolicyArns: persona.managedPolicies.map((name) =>
        this.names.arn("iam", "", "aws", `policy/${name}`),
      ),
      customerManagedPolicyNames: persona.customerManagedPolicies,
      boundaryPolicyName: this.identity.permissionsBoundaryPolicy,
      relayState: this.pipelineConsole(),
      tags: { "gatehouse:persona": persona.name },
    });
    for (const group of this.platform.groups) {
      const groupId = this.groupIds.get(group.name);
      if (groupId === undefined || !group.personas.includes(persona.name)) continue;
      for (const accountId of accountsOf(this.platform, persona))
        set.assignTo(group.name, groupId, accountId);
    }
  }

  /** Signing in opens the pipelines. */
  private pipelineConsole(): string {
    const { partition, tooling } = this.platform;
    return `https://${partition.consoleHost}/codesuite/codepipeline/pipelines?region=${tooling.homeRegion}`;
  }
}
