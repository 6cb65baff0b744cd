import { SsoadminAccountAssignment } from "@cdktf/provider-aws/lib/ssoadmin-account-assignment";
import { SsoadminCustomerManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-customer-managed-policy-attachment";
import { SsoadminManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-managed-policy-attachment";
import { SsoadminPermissionSet } from "@cdktf/provider-aws/lib/ssoadmin-permission-set";
import { SsoadminPermissionSetInlinePolicy } from "@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy";
import { SsoadminPermissionsBoundaryAttachment } from "@cdktf/provider-aws/lib/ssoadmin-permissions-boundary-attachment";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import { policySize } from "../lib/policy/render-policy";
import type { Statement } from "../lib/policy/statement";
import { checkLimit } from "./check-limit";
import { checkPath } from "./check-path";
import { dependOn } from "./depend-on";
import { policyJson } from "./policy-json";

/** A customer-managed policy, by name: each account has its own, and must have it before the set comes there. */
export interface CustomerManagedPolicy {
  readonly name: string;
  /** Begins and ends with a slash, and is the same in every account. @default "/" */
  readonly path?: string;
}

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
  /** Policies of the assigned accounts' own; with the AWS-managed ones at most 10. @default none */
  readonly customerManagedPolicies?: readonly CustomerManagedPolicy[];
  /** The policy of the assigned accounts' own that bounds it. @default none */
  readonly boundaryPolicy?: CustomerManagedPolicy;
  /** ISO 8601, PT1H to PT12H. @default "PT1H" */
  readonly sessionDuration?: string;
  /** Where the console opens; at most 240 characters. @default the console's start page */
  readonly relayState?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * An Identity Center permission set. Identity Center refuses parallel changes of one set, so its parts are made one
 * after the other, and destroyed the other way round:
 *
 * 1. the assignments, while the set allows nothing. Destroying a policy provisions the set anew, which fails once its
 *    assignments are gone;
 * 2. the boundary, then the inline policy with its denies;
 * 3. customer-managed policies, then AWS-managed ones.
 *
 * So there is no moment in which a managed policy allows what the inline policy denies, or anything what the boundary
 * leaves out. Denies of a managed policy hold only once it is attached: those that count belong in the inline policy.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/26138 on parallel changes
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/23585 on destroying
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssoadmin_managed_policy_attachment#with-account-assignment
 */
export class PermissionSet extends Construct {
  readonly permissionSet: SsoadminPermissionSet;
  private readonly ids: { readonly instanceArn: string; readonly permissionSetArn: string };
  private readonly assignments: SsoadminAccountAssignment[] = [];
  private last?: TerraformResource;

  constructor(scope: Construct, id: string, props: PermissionSetProps) {
    super(scope, id);
    checkLimits(props);
    this.permissionSet = this.createSet(props);
    this.ids = { instanceArn: props.instanceArn, permissionSetArn: this.permissionSet.arn };
    this.attachBoundary(props.boundaryPolicy);
    this.attachInlinePolicy(props.statements ?? []);
    this.attachCustomerManaged(props.customerManagedPolicies ?? []);
    this.attachManaged(props.managedPolicyArns ?? []);
  }

  /**
   * Gives a group this permission set in an account. All of its policies wait for that.
   *
   * @param label names the group within construct ids; stable, since state addresses come from it
   */
  assignTo(label: string, groupId: string, accountId: string): SsoadminAccountAssignment {
    const assignment = new SsoadminAccountAssignment(this, `${label}-${accountId}`, {
      ...this.ids,
      principalType: "GROUP",
      principalId: groupId,
      targetType: "AWS_ACCOUNT",
      targetId: accountId,
    });
    this.assignments.push(assignment);
    return assignment;
  }

  private createSet(props: PermissionSetProps): SsoadminPermissionSet {
    return new SsoadminPermissionSet(this, "set", {
      instanceArn: props.instanceArn,
      name: props.permissionSetName,
      description: props.description,
      sessionDuration: props.sessionDuration ?? "PT1H",
      relayState: props.relayState,
      tags: { ...props.tags },
    });
  }

  private attachBoundary(policy: CustomerManagedPolicy | undefined): void {
    if (policy === undefined) return;
    this.attach(
      new SsoadminPermissionsBoundaryAttachment(this, "boundary", {
        ...this.ids,
        permissionsBoundary: { customerManagedPolicyReference: reference(policy) },
      }),
    );
  }

  private attachInlinePolicy(statements: readonly Statement[]): void {
    if (statements.length === 0) return;
    const inlinePolicy = policyJson(statements);
    this.attach(
      new SsoadminPermissionSetInlinePolicy(this, "inline", { ...this.ids, inlinePolicy }),
    );
  }

  private attachCustomerManaged(policies: readonly CustomerManagedPolicy[]): void {
    const byName = new Map(policies.map((policy) => [policy.name, policy]));
    for (const [name, policy] of [...byName].sort(([a], [b]) => (a < b ? -1 : 1))) {
      this.attach(
        new SsoadminCustomerManagedPolicyAttachment(this, `customer-${name}`, {
          ...this.ids,
          customerManagedPolicyReference: reference(policy),
        }),
      );
    }
  }

  private attachManaged(arns: readonly string[]): void {
    for (const managedPolicyArn of [...new Set(arns)].sort()) {
      this.attach(
        new SsoadminManagedPolicyAttachment(this, `managed-${lastPart(managedPolicyArn)}`, {
          ...this.ids,
          managedPolicyArn,
        }),
      );
    }
  }

  /** After the part before it, or after all assignments, those that are yet to be made as well. */
  private attach(part: TerraformResource): void {
    dependOn(part, this.last === undefined ? this.assignments : [this.last]);
    this.last = part;
  }
}

function checkLimits(props: PermissionSetProps): void {
  const { permissionSetName, description, relayState = "", statements = [] } = props;
  const set = `permission set "${permissionSetName}"`;
  if (!/^[\w+=,.@-]+$/.test(permissionSetName)) {
    throw new Error(`${set}: its name may have letters, digits and +=,.@_- only`);
  }
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
  checkPolicies(set, props);
}

function checkPolicies(set: string, props: PermissionSetProps): void {
  const { managedPolicyArns = [], customerManagedPolicies = [], boundaryPolicy } = props;
  const paths = new Map<string, string>();
  for (const { name, path } of customerManagedPolicies.map(reference)) {
    checkPath(`policy "${name}" of ${set}`, path);
    const other = paths.get(name) ?? path;
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
    if (other !== path) {
      throw new Error(
        `policy "${name}" of ${set} has the paths ${other} and ${path}: an account has one policy of a name, whatever ` +
          "its path; give one of them",
      );
    }
    paths.set(name, path);
  }
  if (boundaryPolicy !== undefined)
    checkPath(`the boundary of ${set}`, reference(boundaryPolicy).path);
  const policies = new Set(managedPolicyArns).size + paths.size;
  checkLimit(set, policies, LIMITS.managedPoliciesPerRole, "managed policies");
}

function reference({ name, path = "/" }: CustomerManagedPolicy): Required<CustomerManagedPolicy> {
  return { name, path };
}

function lastPart(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}
