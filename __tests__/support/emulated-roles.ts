import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import type { ClientConfig } from "../../scripts/demo/emulated-aws";
import { canonicalPolicy } from "./canonical-policy";
import { type Facts, roleOfPermissionSet } from "./world-facts";

const NOT_OURS = "OrganizationAccountAccessRole";

/** The roles of an account, with every policy that says something about what they may do, and who may take them. */
export async function emulatedRoles(config: ClientConfig): Promise<Facts> {
  const client = new IAMClient(config);
  const facts: Record<string, unknown> = {};
  for await (const { Roles = [] } of paginateListRoles({ client }, {})) {
    for (const { RoleName = "" } of Roles) {
      if (RoleName === NOT_OURS) continue;
      const { Role } = await client.send(new GetRoleCommand({ RoleName }));
      const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
      const permissions = {
        identity: [
          ...(await inline(client, RoleName)),
          ...(await attached(client, RoleName)),
        ].sort(),
        boundary: boundary === undefined ? undefined : await managedPolicy(client, boundary),
      };
      // Identity Center invents the end of its name, and whom it trusts.
      const [, permissionSet] = RESERVED.exec(Role?.Arn ?? "") ?? [];
      const [, , , , account = "?"] = Role?.Arn?.split(":") ?? [];
      Object.assign(
        facts,
        permissionSet === undefined
          ? {
              [Role?.Arn ?? "?"]: {
                ...permissions,
                trust: document(Role?.AssumeRolePolicyDocument),
              },
            }
          : { [roleOfPermissionSet(permissionSet, account)]: permissions },
      );
    }
  }
  return facts;
}

/** The path has no region in us-east-1. */
const RESERVED =
  /:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[a-z0-9-]+\/)?AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** What a managed policy says now. */
export async function managedPolicy(client: IAMClient, PolicyArn: string): Promise<string> {
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId;
  const asked = new GetPolicyVersionCommand({ PolicyArn, VersionId });
  return document((await client.send(asked)).PolicyVersion?.Document);
}

async function inline(client: IAMClient, RoleName: string): Promise<string[]> {
  const { PolicyNames = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
  return Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const asked = new GetRolePolicyCommand({ RoleName, PolicyName });
      return document((await client.send(asked)).PolicyDocument);
    }),
  );
}

async function attached(client: IAMClient, RoleName: string): Promise<string[]> {
  const asked = new ListAttachedRolePoliciesCommand({ RoleName });
  const { AttachedPolicies = [] } = await client.send(asked);
  return Promise.all(
    AttachedPolicies.map(({ PolicyArn = "" }) => managedPolicy(client, PolicyArn)),
  );
}

/** IAM answers documents as parts of a URL. */
function document(encoded: string | undefined): string {
  return canonicalPolicy(decodeURIComponent(encoded ?? ""));
}
