import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import { policySize } from "../lib/policy/render-policy";
import type { Statement } from "../lib/policy/statement";
import { checkLimit } from "./check-limit";
import { policyJson } from "./policy-json";

export interface PermissionsBoundaryProps {
  /** At most 128 characters. Fixed, so that roles can name it. */
  readonly policyName: string;
  readonly description: string;
  /** The most that a role under it can do, at most 6,144 characters. It grants nothing by itself. */
  readonly statements: readonly Statement[];
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A customer-managed policy to set as permissions boundary.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class PermissionsBoundary extends Construct {
  readonly policy: IamPolicy;

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const size = policySize(props.statements);
    checkLimit(`boundary "${props.policyName}"`, size, LIMITS.managedPolicy, "characters");
    this.policy = new IamPolicy(this, "policy", {
      name: props.policyName,
      description: props.description,
      policy: policyJson(props.statements),
      tags: { ...props.tags },
    });
  }

  get arn(): string {
    return this.policy.arn;
  }
}
