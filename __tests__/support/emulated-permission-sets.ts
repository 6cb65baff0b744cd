import { DescribeGroupCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { IAMClient } from "@aws-sdk/client-iam";
import {
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import type { ClientConfig } from "../../scripts/demo/emulated-aws";
import { canonicalPolicy } from "./canonical-policy";
import { managedPolicy } from "./emulated-roles";
import type { Facts } from "./world-facts";

type InAccount = (accountId: string) => Promise<ClientConfig>;

/** Permission sets where they are assigned: what they allow there, under which boundary, and to which groups. */
export async function emulatedPermissionSets(
  config: ClientConfig,
  inAccount: InAccount,
): Promise<Facts> {
  const client = new SSOAdminClient(config);
  const directory = new IdentitystoreClient(config);
  const [instance] = (await client.send(new ListInstancesCommand({}))).Instances ?? [];
  const { InstanceArn, IdentityStoreId } = instance ?? {};
  const { PermissionSets = [] } = await client.send(new ListPermissionSetsCommand({ InstanceArn }));
  const facts: Record<string, unknown> = {};
  for (const PermissionSetArn of PermissionSets) {
    const set = { InstanceArn, PermissionSetArn };
    const { PermissionSet } = await client.send(new DescribePermissionSetCommand(set));
    const { InlinePolicy = "" } = await client.send(
      new GetInlinePolicyForPermissionSetCommand(set),
    );
    const { PermissionsBoundary } = await client.send(
      new GetPermissionsBoundaryForPermissionSetCommand(set),
    );
    const { Name, Path = "/" } = PermissionsBoundary?.CustomerManagedPolicyReference ?? {};
    const listed = await client.send(new ListAccountsForProvisionedPermissionSetCommand(set));
    for (const AccountId of listed.AccountIds ?? []) {
      const asked = new ListAccountAssignmentsCommand({ ...set, AccountId });
      const { AccountAssignments = [] } = await client.send(asked);
      const groups = await Promise.all(
        AccountAssignments.map(async ({ PrincipalId: GroupId }) => {
          const group = new DescribeGroupCommand({ IdentityStoreId, GroupId });
          return (await directory.send(group)).DisplayName ?? "?";
        }),
      );
      const iam = new IAMClient(await inAccount(AccountId));
      // The reference is by name: in each account it is that account's own policy.
      const boundary = `arn:aws:iam::${AccountId}:policy${Path}${Name ?? "?"}`;
      facts[`permission set ${PermissionSet?.Name ?? "?"} in ${AccountId}`] = {
        identity: [canonicalPolicy(InlinePolicy)],
        boundary: await managedPolicy(iam, boundary),
        groups: groups.sort(),
      };
    }
  }
  return facts;
}
