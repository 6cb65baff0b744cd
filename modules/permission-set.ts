import { SsoadminAccountAssignment } from "@cdktf/provider-aws/lib/ssoadmin-account-assignment";
import { SsoadminCustomerManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-customer-managed-policy-attachment";
import { SsoadminManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-managed-policy-attachment";
import { SsoadminPermissionSet } from "@cdktf/provider-aws/lib/ssoadmin-permission-set";
import { SsoadminPermissionSetInlinePolicy } from "@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy";
import { SsoadminPermissionsBoundaryAttachment } from "@cdktf/provider-aws/lib/ssoadmin-permissions-boundary-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import { policySize } from "../lib/policy/render-policy";
import type { Statement } from "../lib/policy/statement";
import { checkLimit } from "./check-limit";
import { policyJson } from "./policy-json";

export interface PermissionSetProps {
  /** The Identity Center instance; `aws_ssoadmin_instances` finds it. */
  readonly instanceArn: string;
  /** At most 32 of `[\w+=,.@-]`. */
  readonly permissionSetName: string;
  /** At most 700 characters; people see it in the access portal. */
  readonly description: string;
  /** The inline policy, at most 10,240 characters. @default none */
  readonly statements?: readonly Statement[];
  /** ARNs of AWS-managed policies. @default none */
  readonly managedPolicyArns?: readonly string[];
  /** Names of customer-managed policies, which must exist in every assigned account first. @default none */
  readonly customerManagedPolicyNames?: readonly string[];
  /** The name of a customer-managed policy that bounds it, which must exist in every assigned account first. @default none */
  readonly boundaryPolicyName?: string;
  /** ISO 8601, PT1H to PT12H. @default "PT1H" */
  readonly sessionDuration?: string;
  /** Where the console opens; at most 240 characters. @default the console's start page */
  readonly relayState?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * An Identity Center permission set. Identity Center refuses parallel changes of one set, so its parts are made one
 * after the other.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/26138
 */
export class PermissionSet extends Construct {
  readonly permissionSet: SsoadminPermissionSet;
  private readonly instanceArn: string;
  private last: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PermissionSetProps) {
    super(scope, id);
    checkLimits(props);
    this.instanceArn = props.instanceArn;
    this.permissionSet = new SsoadminPermissionSet(this, "set", {
      instanceArn: props.instanceArn,
      name: props.permissionSetName,
      description: props.description,
      sessionDuration: props.sessionDuration ?? "PT1H",
      relayState: props.relayState,
      tags: { ...props.tags },
    });
    this.last = this.permissionSet;
    const set = { instanceArn: this.instanceArn, permissionSetArn: this.permissionSet.arn };
    if (props.statements !== undefined && props.statements.length > 0) {
      const inlinePolicy = policyJson(props.statements);
      this.then(
        (dependsOn) =>
          new SsoadminPermissionSetInlinePolicy(this, "inline", {
            ...set,
            inlinePolicy,
            dependsOn,
          }),
      );
    }
    for (const managedPolicyArn of [...new Set(props.managedPolicyArns)].sort()) {
      this.then(
        (dependsOn) =>
          new SsoadminManagedPolicyAttachment(this, `managed-${lastPart(managedPolicyArn)}`, {
            ...set,
            managedPolicyArn,
            dependsOn,
          }),
      );
    }
    for (const name of [...new Set(props.customerManagedPolicyNames)].sort()) {
      this.then(
        (dependsOn) =>
          new SsoadminCustomerManagedPolicyAttachment(this, `customer-${name}`, {
            ...set,
            customerManagedPolicyReference: { name, path: "/" },
            dependsOn,
          }),
      );
    }
    const { boundaryPolicyName: name } = props;
    if (name !== undefined) {
      this.then(
        (dependsOn) =>
          new SsoadminPermissionsBoundaryAttachment(this, "boundary", {
            ...set,
            permissionsBoundary: { customerManagedPolicyReference: { name, path: "/" } },
            dependsOn,
          }),
      );
    }
  }

  /**
   * Gives a group this permission set in an account. Assignments come after the set's policies, so that nobody signs in
   * to a half-made one.
   *
   * @param label names the group within construct ids; stable, since state addresses come from it
   */
  assignTo(label: string, groupId: string, accountId: string): SsoadminAccountAssignment {
    return new SsoadminAccountAssignment(this, `${label}-${accountId}`, {
      instanceArn: this.instanceArn,
      permissionSetArn: this.permissionSet.arn,
      principalType: "GROUP",
      principalId: groupId,
      targetType: "AWS_ACCOUNT",
      targetId: accountId,
      dependsOn: [this.last],
    });
  }

  private then(make: (dependsOn: ITerraformDependable[]) => ITerraformDependable): void {
    this.last = make([this.last]);
  }
}

function checkLimits(props: PermissionSetProps): void {
  const { permissionSetName, description, relayState = "", statements = [] } = props;
  const set = `permission set "${permissionSetName}"`;
  if (!/^[\w+=,.@-]+$/.test(permissionSetName)) {
    throw new Error(`${set}: its name may have letters, digits and +=,.@_- only`);
  }
  const policies = new Set([
    ...(props.managedPolicyArns ?? []),
    ...(props.customerManagedPolicyNames ?? []),
  ]);
  checkLimit(
    `the name of ${set}`,
    permissionSetName.length,
    LIMITS.permissionSetName,
    "characters",
  );
  checkLimit(
    `the description of ${set}`,
    description.length,
    LIMITS.permissionSetDescription,
    "characters",
  );
  checkLimit(`the relay state of ${set}`, relayState.length, LIMITS.relayState, "characters");
  checkLimit(
    `the inline policy of ${set}`,
    policySize(statements),
    LIMITS.permissionSetInline,
    "characters",
  );
  checkLimit(set, policies.size, LIMITS.managedPoliciesPerRole, "managed policies");
}

function lastPart(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}
