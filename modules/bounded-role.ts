import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { packStatements } from "../lib/policy/pack-statements";
import type { Statement } from "../lib/policy/statement";
import { policyJson } from "./policy-json";

export interface BoundedRoleProps {
  /** The role's name, at most 64 characters. Names are fixed, so that other accounts can trust them before they exist. */
  readonly roleName: string;
  readonly description: string;
  /** Who may assume it; see `trustService` and `trustRoles`. Never empty. */
  readonly trust: readonly Statement[];
  /** The customer-managed policy that bounds it. There is no role without one. */
  readonly boundaryArn: string;
  /** @default none; add more with {@link BoundedRole.grant} */
  readonly statements?: readonly Statement[];
  /** Seconds a session lasts at most. @default 3600 */
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
    if (props.trust.length === 0) throw new Error(`role ${props.roleName} trusts nobody: give at least one trust statement`);
    this.props = props;
    this.statements = [...(props.statements ?? [])];
    this.role = new IamRole(this, "role", {
      name: props.roleName,
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

  /** Lets the role do more. */
  grant(statements: readonly Statement[]): void {
    this.statements.push(...statements);
    this.renderPolicies();
  }

  /** Policies are packed anew with each grant, since what fits inline depends on all of them. */
  private renderPolicies(): void {
    this.node.tryRemoveChild(POLICIES);
    const scope = this.policiesScope();
    const { inline, managed } = packStatements(this.statements);
    if (inline.length > 0) {
      new IamRolePolicy(scope, "inline", { name: "permissions", role: this.role.name, policy: policyJson(inline) });
    }
    managed.forEach((statements, index) => {
      const policy = new IamPolicy(scope, `overflow-${index + 1}`, {
        name: `${this.props.roleName}-${index + 1}`,
        description: `More permissions of role ${this.props.roleName}`,
        policy: policyJson(statements),
        tags: { ...this.props.tags },
      });
      new IamRolePolicyAttachment(scope, `attachment-${index + 1}`, { role: this.role.name, policyArn: policy.arn });
    });
  }

  private policiesScope(): Construct {
    const existing = this.node.tryFindChild(POLICIES);
    return existing instanceof Construct ? existing : new Construct(this, POLICIES);
  }
}

const POLICIES = "policies";

function isAttached(child: unknown): child is IamRolePolicy | IamRolePolicyAttachment {
  return child instanceof IamRolePolicy || child instanceof IamRolePolicyAttachment;
}
