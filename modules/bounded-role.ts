import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import { packStatements } from "../lib/policy/pack-statements";
import { policySize } from "../lib/policy/render-policy";
import type { Statement } from "../lib/policy/statement";
import { checkLimit } from "./check-limit";
import { checkPath } from "./check-path";
import { policyJson } from "./policy-json";

export interface BoundedRoleProps {
  /** The role's name, at most 64 characters. Names are fixed, so that other accounts can trust them before they exist. */
  readonly roleName: string;
  /** Begins and ends with a slash. No two roles of an account share a name, whatever their paths. @default "/" */
  readonly path?: string;
  readonly description: string;
  /** Who may assume it; see `trustService` and `trustRoles`. Never empty, and no statement without conditions. */
  readonly trust: readonly Statement[];
  /**
   * The customer-managed policy that bounds it; see `PermissionsBoundary`. There is no role without one. What the
   * boundary does not allow stays denied, whatever is granted.
   */
  readonly boundaryArn: string;
  /** What it may do. @default none; add more with {@link BoundedRole.grant} */
  readonly statements?: readonly Statement[];
  /** Seconds a session lasts at most, 3,600 to 43,200. @default 3600 */
  readonly maxSessionDuration?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * An IAM role under a permissions boundary. What it may do is one inline policy, and spills over into customer-managed
 * policies where IAM's limit for inline policies is reached.
 */
export class BoundedRole extends Construct {
  readonly role: IamRole;
  private readonly statements: Statement[];
  private readonly props: BoundedRoleProps;

  constructor(scope: Construct, id: string, props: BoundedRoleProps) {
    super(scope, id);
    checkTrust(props);
    if (props.path !== undefined) checkPath(`role "${props.roleName}"`, props.path);
    checkLimit(
      `the name of role "${props.roleName}"`,
      props.roleName.length,
      LIMITS.roleName,
      "characters",
    );
    this.props = props;
    this.statements = [...(props.statements ?? [])];
    this.role = new IamRole(this, "role", {
      name: props.roleName,
      path: props.path,
      description: props.description,
      assumeRolePolicy: policyJson(props.trust),
      permissionsBoundary: props.boundaryArn,
      maxSessionDuration: props.maxSessionDuration ?? 3_600,
      tags: { ...props.tags },
    });
    this.renderPolicies();
  }

  get arn(): string {
    return this.role.arn;
  }

  get roleName(): string {
    return this.props.roleName;
  }

  /** The role and all its policies; depend on this where the role must be able to do its work already. */
  get dependables(): ITerraformDependable[] {
    return [this.role, ...this.policiesScope().node.children.filter(isAttached)];
  }

  /** Lets the role do more. Whatever depends on the role by a module of ours waits for this too. */
  grant(statements: readonly Statement[]): void {
    this.statements.push(...statements);
    this.renderPolicies();
  }

  /** Policies are packed anew with each grant, since what fits inline depends on all of them. */
  private renderPolicies(): void {
    this.node.tryRemoveChild(POLICIES);
    const scope = this.policiesScope();
    const { inline, managed } = packStatements(this.statements);
    checkLimit(
      `what role "${this.props.roleName}" may do`,
      managed.length,
      LIMITS.managedPoliciesPerRole,
      "policies beside the inline one",
    );
    if (inline.length > 0) {
      new IamRolePolicy(scope, "inline", {
        name: "permissions",
        role: this.role.name,
        policy: policyJson(inline),
      });
    }
    managed.forEach((statements, index) => {
      const policy = new IamPolicy(scope, `overflow-${index + 1}`, {
        name: `${this.props.roleName}-${index + 1}`,
        description: `More permissions of role ${this.props.roleName}`,
        policy: policyJson(statements),
        tags: { ...this.props.tags },
      });
      new IamRolePolicyAttachment(scope, `attachment-${index + 1}`, {
        role: this.role.name,
        policyArn: policy.arn,
      });
    });
  }

  private policiesScope(): Construct {
    const existing = this.node.tryFindChild(POLICIES);
    return existing instanceof Construct ? existing : new Construct(this, POLICIES);
  }
}

const POLICIES = "policies";

function checkTrust({ roleName, trust }: BoundedRoleProps): void {
  if (trust.length === 0) {
    throw new Error(`role "${roleName}" trusts nobody: give at least one trust statement`);
  }
  for (const { sid, effect, conditions } of trust) {
    if (effect === "Deny" || Object.keys(conditions ?? {}).length > 0) continue;
    throw new Error(
      `role "${roleName}": trust statement "${sid}" has no conditions, so whoever can use the trusted account or service ` +
        "could use the role; narrow it as trustService and trustRoles do",
    );
  }
  checkLimit(
    `the trust policy of role "${roleName}"`,
    policySize(trust),
    LIMITS.trustPolicy,
    "characters",
  );
}

function isAttached(child: unknown): child is IamRolePolicy | IamRolePolicyAttachment {
  return child instanceof IamRolePolicy || child instanceof IamRolePolicyAttachment;
}
