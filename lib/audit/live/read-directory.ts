import {
  IdentitystoreClient,
  paginateListGroupMemberships,
  paginateListGroups,
  paginateListUsers,
} from "@aws-sdk/client-identitystore";
import {
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListInstancesCommand,
  paginateListAccountAssignments,
  paginateListAccountsForProvisionedPermissionSet,
  paginateListCustomerManagedPolicyReferencesInPermissionSet,
  paginateListManagedPoliciesInPermissionSet,
  paginateListPermissionSets,
  paginateListTagsForResource,
  ResourceNotFoundException,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import type { DirectorySnapshot, LiveBlock } from "./account-snapshot";
import type { ClientConfig } from "./client-config";
import { tagsOf } from "./read-iam";

type Directory = Pick<DirectorySnapshot, "blocks" | "members" | "users">;

interface Set {
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
}

/**
 * Every permission set of Identity Center with its parts and assignments, ours or not, and who is in which group. One
 * call after the other: Identity Center takes few of them a second.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
export async function readDirectory(config: ClientConfig, region: string): Promise<Directory> {
  const admin = new SSOAdminClient({ ...config, region });
  const store = new IdentitystoreClient({ ...config, region });
  const { Instances = [] } = await admin.send(new ListInstancesCommand({}));
  const [{ InstanceArn = "", IdentityStoreId = "" } = {}] = Instances;
  const blocks: LiveBlock[] = [];
  const pages = paginateListPermissionSets({ client: admin }, { InstanceArn });
  for await (const { PermissionSets = [] } of pages) {
    for (const PermissionSetArn of PermissionSets)
      blocks.push(...(await readSet(admin, { InstanceArn, PermissionSetArn })));
  }
  const people = await readPeople(store, IdentityStoreId);
  return {
    blocks: [...blocks, ...people.groups].map((block) => ({ ...block, region })),
    members: people.members,
    users: people.users,
  };
}

async function readSet(client: SSOAdminClient, set: Set): Promise<LiveBlock[]> {
  const { PermissionSet } = await client.send(new DescribePermissionSetCommand(set));
  const name = PermissionSet?.Name ?? "";
  const ids = { instance_arn: set.InstanceArn, permission_set_arn: set.PermissionSetArn };
  const tags: Record<string, string> = {};
  const asked = { InstanceArn: set.InstanceArn, ResourceArn: set.PermissionSetArn };
  for await (const page of paginateListTagsForResource({ client }, asked))
    Object.assign(tags, tagsOf(page.Tags));
  return [
    {
      type: "aws_ssoadmin_permission_set",
      name,
      values: {
        arn: set.PermissionSetArn,
        name,
        session_duration: PermissionSet?.SessionDuration,
        tags,
      },
    },
    ...(await readPolicies(client, set, name, ids)),
    ...(await readAssignments(client, set, name, ids)),
  ];
}

async function readPolicies(
  client: SSOAdminClient,
  set: Set,
  name: string,
  ids: object,
): Promise<LiveBlock[]> {
  const blocks: LiveBlock[] = [];
  const inline = await client.send(new GetInlinePolicyForPermissionSetCommand(set));
  if ((inline.InlinePolicy ?? "") !== "")
    blocks.push({
      type: "aws_ssoadmin_permission_set_inline_policy",
      name,
      values: { ...ids, inline_policy: inline.InlinePolicy },
    });
  const managed = paginateListManagedPoliciesInPermissionSet({ client }, set);
  for await (const { AttachedManagedPolicies = [] } of managed)
    for (const { Arn } of AttachedManagedPolicies)
      blocks.push({
        type: "aws_ssoadmin_managed_policy_attachment",
        name: `${name} ${Arn ?? ""}`,
        values: { ...ids, managed_policy_arn: Arn },
      });
  const own = paginateListCustomerManagedPolicyReferencesInPermissionSet({ client }, set);
  for await (const { CustomerManagedPolicyReferences = [] } of own)
    for (const { Name, Path } of CustomerManagedPolicyReferences)
      blocks.push({
        type: "aws_ssoadmin_customer_managed_policy_attachment",
        name: `${name} ${Path ?? "/"}${Name ?? ""}`,
        values: { ...ids, customer_managed_policy_reference: [{ name: Name, path: Path }] },
      });
  const boundary = await boundaryOf(client, set);
  if (boundary !== undefined)
    blocks.push({
      type: "aws_ssoadmin_permissions_boundary_attachment",
      name,
      values: { ...ids, permissions_boundary: [boundary] },
    });
  return blocks;
}

async function boundaryOf(client: SSOAdminClient, set: Set): Promise<object | undefined> {
  try {
    const { PermissionsBoundary } = await client.send(
      new GetPermissionsBoundaryForPermissionSetCommand(set),
    );
    const { ManagedPolicyArn, CustomerManagedPolicyReference } = PermissionsBoundary ?? {};
    if (ManagedPolicyArn !== undefined) return { managed_policy_arn: ManagedPolicyArn };
    if (CustomerManagedPolicyReference === undefined) return undefined;
    const { Name, Path } = CustomerManagedPolicyReference;
    return { customer_managed_policy_reference: [{ name: Name, path: Path }] };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function readAssignments(
  client: SSOAdminClient,
  set: Set,
  name: string,
  ids: object,
): Promise<LiveBlock[]> {
  const blocks: LiveBlock[] = [];
  const accounts = paginateListAccountsForProvisionedPermissionSet({ client }, set);
  for await (const { AccountIds = [] } of accounts) {
    for (const AccountId of AccountIds) {
      const pages = paginateListAccountAssignments({ client }, { ...set, AccountId });
      for await (const { AccountAssignments = [] } of pages)
        for (const { PrincipalId, PrincipalType } of AccountAssignments)
          blocks.push({
            type: "aws_ssoadmin_account_assignment",
            name: `${name} ${AccountId} ${PrincipalId ?? ""}`,
            values: {
              ...ids,
              target_id: AccountId,
              principal_id: PrincipalId,
              principal_type: PrincipalType,
            },
          });
    }
  }
  return blocks;
}

interface People extends Pick<Directory, "members" | "users"> {
  readonly groups: LiveBlock[];
}

async function readPeople(client: IdentitystoreClient, id: string): Promise<People> {
  const IdentityStoreId = id;
  const users: Record<string, string> = {};
  for await (const { Users = [] } of paginateListUsers({ client }, { IdentityStoreId }))
    for (const { UserId = "", UserName } of Users) users[UserId] = UserName ?? UserId;
  const groups: LiveBlock[] = [];
  const members: Record<string, string[]> = {};
  for await (const { Groups = [] } of paginateListGroups({ client }, { IdentityStoreId })) {
    for (const { GroupId = "", DisplayName = GroupId } of Groups) {
      groups.push({
        type: "aws_identitystore_group",
        name: DisplayName,
        values: { group_id: GroupId, display_name: DisplayName },
      });
      const names: string[] = [];
      const pages = paginateListGroupMemberships({ client }, { IdentityStoreId, GroupId });
      for await (const { GroupMemberships = [] } of pages)
        for (const { MemberId } of GroupMemberships) {
          const user = MemberId?.UserId ?? "";
          names.push(users[user] ?? user);
        }
      members[DisplayName] = names.sort();
    }
  }
  return { groups, members, users };
}
