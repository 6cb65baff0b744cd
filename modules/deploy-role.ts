import { Construct } from "constructs";
import type { Statement } from "../lib/policy/statement";
import { trustRoles } from "../lib/policy/trust";
import { BoundedRole } from "./bounded-role";

export interface DeployRoleProps {
  readonly roleName: string;
  readonly description: string;
  /** The account that the trusted roles are in. */
  readonly toolingAccountId: string;
  /** @default "aws" */
  readonly partition?: string;
  /** The AWS Organization that both accounts belong to. */
  readonly organizationId: string;
  /** Exactly the roles that may assume it: a pipeline's role, or the role of its CodeBuild deploy project. Never empty. */
  readonly trustedRoleArns: readonly string[];
  readonly boundaryArn: string;
  /** What it may do; see `cloudFormationDeployStatements`, `ecsDeployStatements`. */
  readonly statements: readonly Statement[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** A role in a target account that exactly one pipeline of the tooling account can assume. */
export class DeployRole extends Construct {
  readonly boundedRole: BoundedRole;

  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id);
    if (props.trustedRoleArns.length === 0) {
      throw new Error(`deploy role ${props.roleName} trusts nobody: give trustedRoleArns`);
    }
    this.boundedRole = new BoundedRole(this, "deploy", {
      roleName: props.roleName,
      description: props.description,
      trust: trustRoles({
        rootArn: `arn:${props.partition ?? "aws"}:iam::${props.toolingAccountId}:root`,
        roleArns: props.trustedRoleArns,
        organizationId: props.organizationId,
      }),
      boundaryArn: props.boundaryArn,
      statements: props.statements,
      tags: props.tags,
    });
  }

  get arn(): string {
    return this.boundedRole.arn;
  }
}
