import type { Conditions } from "../../statement";
import {
  ANY,
  CREATE,
  DELETE,
  type Operation,
  PUT,
  READ,
  type Right,
  type RightsTable,
  UPDATE,
  WRITE,
} from "../right";
import type { TerraformResource } from "../terraform-resource";

/** What follows a change of a permission set: it is sent to the accounts that have it. */
const PROVISION = ["sso:ProvisionPermissionSet"] as const;

/** By AWS's schemas of AWS::SSO::* and AWS::IdentityStore::* and the provider's services. */
export const IDENTITY_RIGHTS: RightsTable = {
  "data.aws_ssoadmin_instances": () => [
    { operations: READ, actions: ["sso:ListInstances"], resources: ANY },
  ],
  aws_ssoadmin_permission_set: (resource) => [
    ...onSet(resource, READ, ["sso:DescribePermissionSet", "sso:ListTagsForResource"]),
    {
      operations: CREATE,
      actions: ["sso:CreatePermissionSet"],
      resources: [...instances(resource), ...sets(resource)],
    },
    // CreatePermissionSet with tags asks for this on a set that has none yet.
    {
      operations: CREATE,
      actions: ["sso:TagResource"],
      resources: sets(resource),
      conditions: { StringEquals: ofTags(resource, "aws:RequestTag") },
    },
    ...onSet(resource, UPDATE, [
      "sso:TagResource",
      "sso:UntagResource",
      "sso:UpdatePermissionSet",
      ...PROVISION,
    ]),
    ...onSet(resource, DELETE, ["sso:DeletePermissionSet"]),
    ...provisioned(resource, UPDATE),
  ],
  aws_ssoadmin_permission_set_inline_policy: part(
    ["sso:GetInlinePolicyForPermissionSet"],
    ["sso:PutInlinePolicyToPermissionSet"],
    ["sso:DeleteInlinePolicyFromPermissionSet"],
  ),
  aws_ssoadmin_permissions_boundary_attachment: part(
    ["sso:GetPermissionsBoundaryForPermissionSet"],
    ["sso:PutPermissionsBoundaryToPermissionSet"],
    ["sso:DeletePermissionsBoundaryFromPermissionSet"],
  ),
  aws_ssoadmin_managed_policy_attachment: part(
    ["sso:ListManagedPoliciesInPermissionSet"],
    ["sso:AttachManagedPolicyToPermissionSet"],
    ["sso:DetachManagedPolicyFromPermissionSet"],
  ),
  aws_ssoadmin_customer_managed_policy_attachment: part(
    ["sso:ListCustomerManagedPolicyReferencesInPermissionSet"],
    ["sso:AttachCustomerManagedPolicyReferenceToPermissionSet"],
    ["sso:DetachCustomerManagedPolicyReferenceFromPermissionSet"],
  ),
  aws_ssoadmin_account_assignment: (resource) => {
    const set = setOf(resource);
    const account = `arn:${resource.place.partition}:sso:::account/${resource.text("target_id")}`;
    const change = ["sso:CreateAccountAssignment", "sso:DeleteAccountAssignment"];
    return [
      ...onSet(set, READ, ["sso:ListAccountAssignments"]),
      { operations: READ, actions: ["sso:ListAccountAssignments"], resources: [account] },
      ...onSet(set, WRITE, change),
      { operations: WRITE, actions: [...change, ...PROVISION], resources: [account] },
      {
        operations: WRITE,
        actions: [
          "sso:DescribeAccountAssignmentCreationStatus",
          "sso:DescribeAccountAssignmentDeletionStatus",
        ],
        resources: instances(resource),
      },
    ];
  },
  aws_ssoadmin_instance_access_control_attributes: (resource) => {
    const resources = instances(resource);
    const action = (verb: string): string =>
      `sso:${verb}InstanceAccessControlAttributeConfiguration`;
    return [
      { operations: READ, actions: [action("Describe")], resources },
      { operations: CREATE, actions: [action("Create")], resources },
      { operations: UPDATE, actions: [action("Update")], resources },
      { operations: DELETE, actions: [action("Delete")], resources },
    ];
  },
  "data.aws_identitystore_group": (resource) => [
    {
      operations: READ,
      actions: ["identitystore:DescribeGroup", "identitystore:GetGroupId"],
      resources: inStore(resource, "group"),
    },
  ],
  "data.aws_identitystore_user": (resource) => [
    {
      operations: READ,
      actions: ["identitystore:DescribeUser", "identitystore:GetUserId"],
      resources: inStore(resource, "user"),
    },
  ],
  aws_identitystore_group: (resource) => {
    const resources = inStore(resource, "group");
    return [
      { operations: READ, actions: ["identitystore:DescribeGroup"], resources },
      {
        operations: CREATE,
        actions: ["identitystore:CreateGroup"],
        resources: inStore(resource),
      },
      { operations: UPDATE, actions: ["identitystore:UpdateGroup"], resources },
      { operations: DELETE, actions: ["identitystore:DeleteGroup"], resources },
    ];
  },
  aws_identitystore_group_membership: (resource) => {
    const resources = inStore(resource, "group", "membership", "user");
    return [
      { operations: READ, actions: ["identitystore:DescribeGroupMembership"], resources },
      { operations: CREATE, actions: ["identitystore:CreateGroupMembership"], resources },
      { operations: DELETE, actions: ["identitystore:DeleteGroupMembership"], resources },
    ];
  },
};

/** A part of a permission set, which it sends on to the accounts when it changes. */
function part(get: readonly string[], put: readonly string[], remove: readonly string[]) {
  return (resource: TerraformResource): Right[] => {
    const set = setOf(resource);
    return [
      ...onSet(set, READ, get),
      ...onSet(set, PUT, [...put, ...PROVISION]),
      ...onSet(set, DELETE, [...remove, ...PROVISION]),
      ...provisioned(set, WRITE),
    ];
  };
}

/**
 * Identity Center asks for its instance as well as for the set. The set's id is its own to invent, so one of ours is told
 * by its tags. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html
 */
function onSet(
  set: TerraformResource,
  operations: readonly Operation[],
  actions: readonly string[],
): Right[] {
  const tagging = actions.filter((action) => /^sso:(Tag|Untag|ListTagsFor)/.test(action));
  return [
    {
      operations,
      actions: actions.filter((action) => !tagging.includes(action)),
      resources: instances(set),
    },
    {
      operations,
      actions,
      resources: sets(set),
      // Before a set has its tags, a run reads it.
      ...(operations === READ
        ? {}
        : { conditions: { StringEquals: ofTags(set, "aws:ResourceTag") } }),
    },
  ];
}

function provisioned(set: TerraformResource, operations: readonly Operation[]): Right[] {
  return [
    {
      operations,
      actions: ["sso:DescribePermissionSetProvisioningStatus"],
      resources: instances(set),
    },
  ];
}

function setOf(resource: TerraformResource): TerraformResource {
  const set = resource.referred("permission_set_arn");
  if (set === undefined) throw resource.fault("is of a set that its stack doesn't make");
  return set;
}

function ofTags(set: TerraformResource, key: string): Conditions[string] {
  const tags = Object.entries(set.texts("tags"));
  if (tags.length === 0) throw set.fault("has no tags of its own to tell it from other sets");
  return Object.fromEntries(tags.map(([tag, value]) => [`${key}/${tag}`, value]));
}

function instances({ place }: TerraformResource): string[] {
  return [`arn:${place.partition}:sso:::instance/*`];
}

function sets({ place }: TerraformResource): string[] {
  return [`arn:${place.partition}:sso:::permissionSet/*/*`];
}

/** Ids of stores, groups and users are AWS's. */
function inStore(resource: TerraformResource, ...kinds: readonly string[]): string[] {
  return [
    resource.arn("identitystore", "identitystore/*", { region: "" }),
    ...kinds.map((kind) => `arn:${resource.place.partition}:identitystore:::${kind}/*`),
  ];
}
