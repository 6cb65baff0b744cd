import {
  CreateGroupMembershipCommand,
  CreateUserCommand,
  GetGroupIdCommand,
  IdentitystoreClient,
} from "@aws-sdk/client-identitystore";
import { GetRoleCredentialsCommand, ListAccountRolesCommand, SSOClient } from "@aws-sdk/client-sso";
import { ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import type { ClientConfig } from "../../scripts/demo/emulated-aws";
import type { OpenLab } from "./use-lab";

/** The people of a platform's directory, who sign in by the access portal. */
export class People {
  constructor(private readonly open: OpenLab) {}

  /** Puts somebody new into the directory, and into one of its groups. */
  async join(UserName: string, group: string): Promise<void> {
    const { aws, platform } = this.open;
    const { identity } = platform;
    if (identity.mode !== "identity-center") throw new Error("there is no Identity Center");
    const config = await aws.inAccount(identity.adminAccountId, identity.region);
    const { Instances } = await new SSOAdminClient(config).send(new ListInstancesCommand({}));
    const IdentityStoreId = Instances?.[0]?.IdentityStoreId;
    const directory = new IdentitystoreClient(config);
    const { UserId = "" } = await directory.send(
      new CreateUserCommand({
        IdentityStoreId,
        UserName,
        DisplayName: UserName,
        Name: { GivenName: "One", FamilyName: group },
      }),
    );
    const unique = { AttributePath: "displayName", AttributeValue: group };
    const { GroupId } = await directory.send(
      new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute: unique } }),
    );
    const member = { IdentityStoreId, GroupId, MemberId: { UserId } };
    await directory.send(new CreateGroupMembershipCommand(member));
  }

  /** The permission sets that the portal shows somebody in an account. */
  async setsOf(person: string, accountId: string): Promise<string[]> {
    const { roleList = [] } = await this.portal().send(
      new ListAccountRolesCommand({ accessToken: person, accountId }),
    );
    return roleList.map(({ roleName }) => roleName ?? "?");
  }

  async signIn(person: string, permissionSet: string, accountId: string): Promise<ClientConfig> {
    const { roleCredentials } = await this.portal().send(
      new GetRoleCredentialsCommand({ accessToken: person, roleName: permissionSet, accountId }),
    );
    const { accessKeyId = "", secretAccessKey = "", sessionToken } = roleCredentials ?? {};
    return {
      endpoint: this.open.lab.endpoint,
      region: this.open.platform.tooling.homeRegion,
      credentials: { accessKeyId, secretAccessKey, sessionToken },
      forcePathStyle: true,
      maxAttempts: 1,
    };
  }

  private portal(): SSOClient {
    const { lab, platform } = this.open;
    return new SSOClient({ endpoint: lab.endpoint, region: platform.tooling.homeRegion });
  }
}
