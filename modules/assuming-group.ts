import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupMembership } from "@cdktf/provider-aws/lib/iam-group-membership";
import { IamGroupPolicy } from "@cdktf/provider-aws/lib/iam-group-policy";
import { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import { policySize } from "../lib/policy/render-policy";
import type { Statement } from "../lib/policy/statement";
import { checkLimit } from "./check-limit";
import { checkPath } from "./check-path";
import { policyJson } from "./policy-json";

export interface AssumingGroupProps {
  /** At most 128 of `[\w+=,.@-]`. */
  readonly groupName: string;
  /** Begins and ends with a slash. @default "/" */
  readonly path?: string;
  /**
   * Which roles its members may assume, and on what conditions, such as MFA: statements of `sts:AssumeRole` alone, and
   * of `sts:TagSession` where sessions are to carry tags; at most 5,120 characters. The roles, which may be in other
   * accounts, must trust the members as well.
   */
  readonly statements: readonly Statement[];
  /** The IAM users in it, by name: exactly these, others are taken out. They must exist. @default none */
  readonly members?: readonly string[];
}

/**
 * An IAM group whose members can assume roles, and nothing else: what people do, they do by a role, whose sessions end.
 * For organizations without Identity Center.
 */
export class AssumingGroup extends Construct {
  readonly group: IamGroup;

  constructor(scope: Construct, id: string, props: AssumingGroupProps) {
    super(scope, id);
    checkNames(props);
    checkStatements(props);
    this.group = this.createGroup(props);
    this.allow(props.statements);
    this.setMembers(props);
  }

  get arn(): string {
    return this.group.arn;
  }

  private createGroup({ groupName, path }: AssumingGroupProps): IamGroup {
    return new IamGroup(this, "group", { name: groupName, path: path ?? "/" });
  }

  private allow(statements: readonly Statement[]): void {
    new IamGroupPolicy(this, "policy", {
      name: "assume-roles",
      group: this.group.name,
      policy: policyJson(statements),
    });
  }

  /** Made without members too, since it is what keeps others out. */
  private setMembers({ groupName, members = [] }: AssumingGroupProps): void {
    new IamGroupMembership(this, "members", {
      name: groupName,
      group: this.group.name,
      users: [...new Set(members)].sort(),
    });
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
function checkNames({ groupName, path = "/" }: AssumingGroupProps): void {
  if (!/^[\w+=,.@-]+$/.test(groupName)) {
    throw new Error(`group "${groupName}": its name may have letters, digits and +=,.@_- only`);
  }
  checkLimit(`the name of group "${groupName}"`, groupName.length, LIMITS.groupName, "characters");
  checkPath(`group "${groupName}"`, path);
}

function checkStatements({ groupName, statements }: AssumingGroupProps): void {
  for (const statement of statements) checkStatement(groupName, statement);
  checkLimit(
    `the policy of group "${groupName}"`,
    policySize(statements),
    LIMITS.groupInline,
    "characters",
  );
}

function checkStatement(
  groupName: string,
  { sid, effect, actions, notActions, resources = [] }: Statement,
): void {
  const where = `group "${groupName}", statement "${sid}"`;
  const more =
    notActions === undefined
      ? actions.find((action) => !ASSUMING.has(action))
      : `everything but ${notActions.join(", ")}`;
  if (more !== undefined) {
    throw new Error(
      `${where}: ${more} would be done with the users' own keys, outside of any role, its boundary and its session; ` +
        "give sts:AssumeRole only (and sts:TagSession for its tags), and the rest to the role",
    );
  }
  if (effect === "Deny") return;
  const other = resources.length === 0 ? "nothing" : resources.find((arn) => !ROLE.test(arn));
  if (other === undefined) return;
  throw new Error(
    `${where} is about ${other}, not about roles; name these by ARN, such as ` +
      "arn:aws:iam::222222222222:role/people/*",
  );
}

/**
 * What it takes to begin a session, with its tags.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
const ASSUMING: ReadonlySet<string> = new Set(["sts:AssumeRole", "sts:TagSession"]);

/** A role's ARN, or what only Terraform knows. */
const ROLE = /^(\$\{|arn:[^:]+:iam::[^:]+:role\/)/;
