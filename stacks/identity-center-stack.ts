import { literalText } from "../modules/literal-text";
import { DataAwsSsoadminInstances } from "@cdktf/provider-aws/lib/data-aws-ssoadmin-instances";
import type { SsoadminAccountAssignment } from "@cdktf/provider-aws/lib/ssoadmin-account-assignment";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import type { Group, IdentityCenter, Persona } from "../lib/model/people";
import type { Platform } from "../lib/model/platform";
import { accountsOf } from "../lib/policy/persona/account-allows";
import { compilePersona } from "../lib/policy/persona/compile-persona";
import { AccessControlAttributes } from "../modules/access-control-attributes";
import { dependOn } from "../modules/depend-on";
import { IdentityGroup, type IdentityGroupSource } from "../modules/identity-group";
import { PermissionSet } from "../modules/permission-set";
import { GatehouseStack } from "./gatehouse-stack";

/** Fewer than the limit, which policies on their way to accounts count towards as well. */
const ASSIGNMENTS_AT_ONCE = LIMITS.outstandingAssignments - 2;

/** Personas as permission sets, groups, and who gets which set where. */
export class IdentityCenterStack extends GatehouseStack {
  private readonly groupIds = new Map<string, string>();
  private readonly assignments: SsoadminAccountAssignment[] = [];
  private readonly instanceArn: string;
  private readonly identityStoreId: string;
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
    this.identityStoreId = Fn.element(instances.identityStoreIds, 0) as string;
    this.addAttributes();
    for (const group of platform.groups) this.addGroup(group);
    for (const persona of platform.personas) if (persona.enabled) this.addPersona(persona);
    this.pace();
  }

  /** Where session tags come from. An instance has one such setting, so it is left alone where the config has none. */
  private addAttributes(): void {
    const { attributes } = this.identity;
    if (Object.keys(attributes).length === 0) return;
    new AccessControlAttributes(this, "attributes", { instanceArn: this.instanceArn, attributes });
  }

  private addGroup(group: Group): void {
    const { groupId } = new IdentityGroup(this, `group-${group.name}`, {
      identityStoreId: this.identityStoreId,
      displayName: group.name,
      source: sourceOf(group),
    });
    this.groupIds.set(group.name, groupId);
  }

  private addPersona(persona: Persona): void {
    const { inline, managed } = compilePersona(this.platform, persona);
    const set = new PermissionSet(this, `persona-${persona.name}`, {
      instanceArn: this.instanceArn,
      permissionSetName: this.names.permissionSet(persona),
      description: literalText(persona.description),
      sessionDuration: persona.sessionDuration,
      statements: inline,
      managedPolicyArns: persona.managedPolicies.map((name) =>
        this.names.arn("iam", "", "aws", `policy/${name}`),
      ),
      customerManagedPolicies: [
        ...managed,
        ...persona.customerManagedPolicies.map((name) => ({ name })),
      ].map(({ name }) => ({ name })),
      boundaryPolicy: {
        name: this.identity.permissionsBoundaryPolicy ?? this.names.peopleBoundary(),
      },
      relayState: this.pipelineConsole(),
      tags: { "gatehouse:persona": persona.name },
    });
    for (const group of this.platform.groups) {
      const groupId = this.groupIds.get(group.name);
      if (groupId === undefined || !group.personas.includes(persona.name)) continue;
      for (const accountId of accountsOf(this.platform, persona))
        this.assignments.push(set.assignTo(group.name, groupId, accountId));
    }
  }

  /**
   * However many operations Terraform runs side by side, no more assignments than Identity Center takes at once: each
   * waits for the one that stands some places before it.
   */
  private pace(): void {
    this.assignments.forEach((assignment, index) => {
      const before = this.assignments[index - ASSIGNMENTS_AT_ONCE];
      if (before !== undefined) dependOn(assignment, [before]);
    });
  }

  /** Signing in opens the pipelines. */
  private pipelineConsole(): string {
    const { partition, tooling } = this.platform;
    return `https://${partition.consoleHost}/codesuite/codepipeline/pipelines?region=${tooling.homeRegion}`;
  }
}

function sourceOf({ source, externalId, members }: Group): IdentityGroupSource {
  if (source === "created")
    return { kind: "created", description: "Managed by Gatehouse", members };
  if (externalId === undefined) return { kind: "displayName" };
  const { issuer, id } = externalId;
  return { kind: "externalId", issuer: literalText(issuer), id: literalText(id) };
}
