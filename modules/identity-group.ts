import { DataAwsIdentitystoreGroup } from "@cdktf/provider-aws/lib/data-aws-identitystore-group";
import { DataAwsIdentitystoreUser } from "@cdktf/provider-aws/lib/data-aws-identitystore-user";
import { IdentitystoreGroup } from "@cdktf/provider-aws/lib/identitystore-group";
import { IdentitystoreGroupMembership } from "@cdktf/provider-aws/lib/identitystore-group-membership";
import { Construct } from "constructs";

export type IdentityGroupSource =
  | {
      /** Made here, for directories that are kept in Identity Center itself. */
      readonly kind: "created";
      /** @default none */
      readonly description?: string;
      /**
       * User names of people who are in the directory already; they are looked up, never created. Whoever else is put
       * into the group elsewhere stays in it.
       * @default none
       */
      readonly members?: readonly string[];
    }
  | {
      /** Found by its display name, and must exist. Whoever renames a group there decides which one this is. */
      readonly kind: "displayName";
    }
  | {
      /** Found by the id that SCIM brought along from the identity provider, and must exist. Renaming changes nothing. */
      readonly kind: "externalId";
      /** The identity provider, as the group's `ExternalIds` name it. */
      readonly issuer: string;
      /** The group's id there. */
      readonly id: string;
    };

export interface IdentityGroupProps {
  /** The directory of the Identity Center instance; `aws_ssoadmin_instances` finds it. */
  readonly identityStoreId: string;
  readonly displayName: string;
  readonly source: IdentityGroupSource;
}

/** A group of an Identity Center directory, made here or found. Users are never made. */
export class IdentityGroup extends Construct {
  /** What assignments take. */
  readonly groupId: string;

  constructor(scope: Construct, id: string, props: IdentityGroupProps) {
    super(scope, id);
    this.groupId = this.createOrFind(props);
    if (props.source.kind === "created") {
      this.addMembers(props.identityStoreId, props.source.members ?? []);
    }
  }

  private createOrFind({ identityStoreId, displayName, source }: IdentityGroupProps): string {
    switch (source.kind) {
      case "created":
        return new IdentitystoreGroup(this, "group", {
          identityStoreId,
          displayName,
          description: source.description,
        }).groupId;
      case "displayName":
        return new DataAwsIdentitystoreGroup(this, "group", {
          identityStoreId,
          alternateIdentifier: {
            uniqueAttribute: { attributePath: "DisplayName", attributeValue: displayName },
          },
        }).groupId;
      case "externalId":
        return new DataAwsIdentitystoreGroup(this, "group", {
          identityStoreId,
          alternateIdentifier: { externalId: { issuer: source.issuer, id: source.id } },
        }).groupId;
    }
  }

  private addMembers(identityStoreId: string, userNames: readonly string[]): void {
    for (const userName of [...new Set(userNames)].sort()) {
      const user = new DataAwsIdentitystoreUser(this, `user-${userName}`, {
        identityStoreId,
        alternateIdentifier: {
          uniqueAttribute: { attributePath: "UserName", attributeValue: userName },
        },
      });
      new IdentitystoreGroupMembership(this, `member-${userName}`, {
        identityStoreId,
        groupId: this.groupId,
        memberId: user.userId,
      });
    }
  }
}
