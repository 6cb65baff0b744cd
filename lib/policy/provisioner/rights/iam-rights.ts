import type { Conditions } from "../../statement";
import { CREATE, DELETE, PUT, READ, type RightsTable, UPDATE, WRITE } from "../right";
import type { TerraformResource } from "../terraform-resource";

/** By AWS's schemas of AWS::IAM::* and the provider's service/iam. */
export const IAM_RIGHTS: RightsTable = {
  aws_iam_role: (resource) => {
    const resources = [roleArn(resource)];
    const conditions = under(resource);
    return [
      {
        operations: READ,
        actions: [
          "iam:GetRole",
          "iam:ListAttachedRolePolicies",
          "iam:ListRolePolicies",
          "iam:ListRoleTags",
        ],
        resources,
      },
      { operations: CREATE, actions: ["iam:CreateRole"], resources, conditions },
      { operations: PUT, actions: ["iam:TagRole"], resources },
      {
        operations: UPDATE,
        actions: ["iam:UntagRole", "iam:UpdateRole", "iam:UpdateRoleDescription"],
        resources,
      },
      {
        operations: UPDATE,
        actions: ["iam:PutRolePermissionsBoundary", "iam:UpdateAssumeRolePolicy"],
        resources,
        conditions,
      },
      {
        operations: DELETE,
        actions: ["iam:DeleteRole", "iam:ListInstanceProfilesForRole"],
        resources,
      },
    ];
  },
  aws_iam_role_policy: (resource) => {
    const role = roleOf(resource);
    const resources = [roleArn(role)];
    return [
      { operations: READ, actions: ["iam:GetRolePolicy"], resources },
      { operations: PUT, actions: ["iam:PutRolePolicy"], resources, conditions: under(role) },
      { operations: DELETE, actions: ["iam:DeleteRolePolicy"], resources },
    ];
  },
  aws_iam_role_policy_attachment: (resource) => {
    const role = roleOf(resource);
    const resources = [roleArn(role)];
    const policy = { "iam:PolicyARN": resource.text("policy_arn") };
    return [
      { operations: READ, actions: ["iam:ListAttachedRolePolicies"], resources },
      {
        operations: CREATE,
        actions: ["iam:AttachRolePolicy"],
        resources,
        conditions: { ...under(role), ArnEquals: policy },
      },
      {
        operations: DELETE,
        actions: ["iam:DetachRolePolicy"],
        resources,
        conditions: { ArnEquals: policy },
      },
    ];
  },
  aws_iam_policy: (resource) => {
    const path = resource.has("path") ? resource.text("path") : "/";
    const resources = [resource.iamArn(`policy${path}${resource.text("name")}`)];
    return [
      {
        operations: READ,
        actions: [
          "iam:GetPolicy",
          "iam:GetPolicyVersion",
          "iam:ListPolicyTags",
          "iam:ListPolicyVersions",
        ],
        resources,
      },
      { operations: CREATE, actions: ["iam:CreatePolicy"], resources },
      { operations: PUT, actions: ["iam:TagPolicy"], resources },
      // A policy keeps five versions; the oldest makes room.
      {
        operations: UPDATE,
        actions: ["iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:UntagPolicy"],
        resources,
      },
      {
        operations: DELETE,
        actions: ["iam:DeletePolicy", "iam:DeletePolicyVersion"],
        resources,
      },
    ];
  },
  aws_iam_group: (resource) => {
    const resources = [groupArn(resource, "name")];
    return [
      { operations: READ, actions: ["iam:GetGroup"], resources },
      { operations: CREATE, actions: ["iam:CreateGroup"], resources },
      { operations: UPDATE, actions: ["iam:UpdateGroup"], resources },
      { operations: DELETE, actions: ["iam:DeleteGroup"], resources },
    ];
  },
  aws_iam_group_policy: (resource) => {
    const resources = [groupArn(resource, "group")];
    return [
      { operations: READ, actions: ["iam:GetGroupPolicy"], resources },
      { operations: PUT, actions: ["iam:PutGroupPolicy"], resources },
      { operations: DELETE, actions: ["iam:DeleteGroupPolicy"], resources },
    ];
  },
  aws_iam_group_membership: (resource) => {
    const resources = [groupArn(resource, "group")];
    return [
      { operations: READ, actions: ["iam:GetGroup"], resources },
      {
        operations: WRITE,
        actions: ["iam:AddUserToGroup", "iam:RemoveUserFromGroup"],
        resources,
      },
    ];
  },
};

/**
 * Only under the boundary that the role was generated with.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
function under(role: TerraformResource): Conditions {
  return { StringEquals: { "iam:PermissionsBoundary": role.text("permissions_boundary") } };
}

function roleOf(resource: TerraformResource): TerraformResource {
  const role = resource.referred("role");
  if (role === undefined) throw resource.fault("names a role that its stack doesn't make");
  return role;
}

function roleArn(resource: TerraformResource): string {
  const path = resource.has("path") ? resource.text("path") : "/";
  return resource.iamArn(`role${path}${resource.text("name")}`);
}

function groupArn(resource: TerraformResource, argument: string): string {
  return resource.iamArn(`group/${resource.text(argument)}`);
}
