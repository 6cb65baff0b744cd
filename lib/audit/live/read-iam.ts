import {
  type AttachedPolicy,
  type GroupDetail,
  type IAMClient,
  type ManagedPolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type PolicyDetail,
  type RoleDetail,
  type Tag,
  type UserDetail,
} from "@aws-sdk/client-iam";
import type { AccountSnapshot, LiveBlock } from "./account-snapshot";

type IamReading = Pick<
  AccountSnapshot,
  "awsManagedPolicies" | "blocks" | "reservedRoles" | "roleUse"
>;

/**
 * Roles, groups, users and managed policies of an account, with every document, by one call for a hundred of them.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export async function readIam(client: IAMClient): Promise<IamReading> {
  const blocks: LiveBlock[] = [];
  const reservedRoles: LiveBlock[] = [];
  const awsManagedPolicies: Record<string, string> = {};
  const roleUse: AccountSnapshot["roleUse"] = {};
  for await (const page of paginateGetAccountAuthorizationDetails({ client }, {})) {
    for (const role of page.RoleDetailList ?? []) {
      const block = roleBlock(role);
      if (RESERVED.test(role.Arn ?? "")) reservedRoles.push(block);
      else blocks.push(block);
      roleUse[role.Arn ?? ""] = useOf(role);
    }
    for (const group of page.GroupDetailList ?? []) blocks.push(...groupBlocks(group));
    for (const user of page.UserDetailList ?? []) blocks.push(...userBlocks(user));
    for (const policy of page.Policies ?? []) {
      const text = defaultText(policy);
      if (AWS_MANAGED.test(policy.Arn ?? "")) awsManagedPolicies[policy.Arn ?? ""] = text;
      else blocks.push(policyBlock(policy, text));
    }
  }
  return { blocks, reservedRoles, awsManagedPolicies, roleUse };
}

/** The path has no region where Identity Center is in us-east-1. */
const RESERVED = /:role\/aws-reserved\/sso\.amazonaws\.com\//;
const AWS_MANAGED = /^arn:[\w-]+:iam::aws:policy\//;

function roleBlock(role: RoleDetail): LiveBlock {
  const { Arn, RoleName = "", Path, AssumeRolePolicyDocument, PermissionsBoundary } = role;
  return {
    type: "aws_iam_role",
    name: RoleName,
    values: {
      arn: Arn,
      name: RoleName,
      path: Path,
      assume_role_policy: decode(AssumeRolePolicyDocument),
      ...bound(PermissionsBoundary?.PermissionsBoundaryArn),
      inline_policy: (role.RolePolicyList ?? []).map(inline),
      managed_policy_arns: arns(role.AttachedManagedPolicies),
      tags: tagsOf(role.Tags),
    },
  };
}

function useOf({ CreateDate, RoleLastUsed }: RoleDetail): AccountSnapshot["roleUse"][string] {
  const lastUsed = RoleLastUsed?.LastUsedDate;
  return {
    created: (CreateDate ?? new Date(0)).toISOString(),
    ...(lastUsed === undefined ? {} : { lastUsed: lastUsed.toISOString() }),
  };
}

function groupBlocks({ Arn, GroupName = "", Path, ...group }: GroupDetail): LiveBlock[] {
  return [
    { type: "aws_iam_group", name: GroupName, values: { arn: Arn, name: GroupName, path: Path } },
    ...(group.GroupPolicyList ?? []).map((policy) => ({
      type: "aws_iam_group_policy",
      name: `${GroupName} ${policy.PolicyName ?? ""}`,
      values: { group: GroupName, ...inline(policy) },
    })),
    ...arns(group.AttachedManagedPolicies).map((arn) => ({
      type: "aws_iam_group_policy_attachment",
      name: `${GroupName} ${arn}`,
      values: { group: GroupName, policy_arn: arn },
    })),
  ];
}

/** Who may do something without a group, too: the world says of it that it is in no verdict. */
function userBlocks({ Arn, UserName = "", ...user }: UserDetail): LiveBlock[] {
  return [
    { type: "aws_iam_user", name: UserName, values: { arn: Arn, name: UserName } },
    ...((user.GroupList ?? []).length === 0
      ? []
      : [
          {
            type: "aws_iam_user_group_membership",
            name: UserName,
            values: { user: UserName, groups: user.GroupList },
          },
        ]),
    ...(user.UserPolicyList ?? []).map((policy) => ({
      type: "aws_iam_user_policy",
      name: `${UserName} ${policy.PolicyName ?? ""}`,
      values: { user: UserName, ...inline(policy) },
    })),
    ...arns(user.AttachedManagedPolicies).map((arn) => ({
      type: "aws_iam_user_policy_attachment",
      name: `${UserName} ${arn}`,
      values: { user: UserName, policy_arn: arn },
    })),
  ];
}

function policyBlock({ Arn, PolicyName = "", Path }: ManagedPolicyDetail, text: string): LiveBlock {
  const values = { arn: Arn, name: PolicyName, path: Path, policy: text };
  return { type: "aws_iam_policy", name: `${Path ?? "/"}${PolicyName}`, values };
}

function defaultText({ PolicyVersionList = [], DefaultVersionId }: ManagedPolicyDetail): string {
  const version = PolicyVersionList.find(({ VersionId, IsDefaultVersion }) =>
    DefaultVersionId === undefined ? IsDefaultVersion : VersionId === DefaultVersionId,
  );
  return decode(version?.Document);
}

function bound(arn: string | undefined): object {
  return arn === undefined ? {} : { permissions_boundary: arn };
}

function inline({ PolicyName, PolicyDocument }: PolicyDetail) {
  return { name: PolicyName, policy: decode(PolicyDocument) };
}

function arns(attached: readonly AttachedPolicy[] | undefined): string[] {
  return (attached ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []).sort();
}

export function tagsOf(tags: readonly Tag[] | undefined): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** IAM answers documents as parts of a URL. */
function decode(document: string | undefined): string {
  return decodeURIComponent(document ?? "");
}
