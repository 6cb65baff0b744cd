import type { Conditions } from "../../statement";
import { ANY, CREATE, DELETE, READ, type RightsTable, UPDATE, WRITE } from "../right";
import type { TerraformResource } from "../terraform-resource";

/**
 * AWS invents a key's id, so a key of ours is told by the tag that it is made with. By AWS's schemas of AWS::KMS::Key and
 * AWS::KMS::Alias and the provider's service/kms.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
export const KMS_RIGHTS: RightsTable = {
  aws_kms_key: (resource) => {
    const resources = [keysArn(resource)];
    const made = { StringEquals: ofTags(resource, "aws:RequestTag") };
    const conditions = { StringEquals: ofTags(resource, "aws:ResourceTag") };
    return [
      // Metadata alone. A run that reads before KMS knows the tag everywhere must not stop halfway.
      {
        operations: READ,
        actions: [
          "kms:DescribeKey",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListResourceTags",
        ],
        resources,
      },
      { operations: CREATE, actions: ["kms:CreateKey"], resources: ANY, conditions: made },
      // CreateKey with tags asks for this on a key that has no tag yet.
      { operations: CREATE, actions: ["kms:TagResource"], resources, conditions: made },
      {
        operations: WRITE,
        actions: ["kms:EnableKeyRotation", "kms:PutKeyPolicy"],
        resources,
        conditions,
      },
      {
        operations: UPDATE,
        actions: [
          "kms:DisableKeyRotation",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateKeyDescription",
        ],
        resources,
        conditions,
      },
      { operations: DELETE, actions: ["kms:ScheduleKeyDeletion"], resources, conditions },
    ];
  },
  aws_kms_alias: (resource) => {
    const key = resource.referred("target_key_id");
    if (key === undefined) throw resource.fault("is of a key that its stack doesn't make");
    const actions = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"];
    return [
      { operations: READ, actions: ["kms:ListAliases"], resources: ANY },
      {
        operations: WRITE,
        actions,
        resources: [resource.arn("kms", resource.text("name"))],
      },
      // Asked for on the key, too.
      {
        operations: WRITE,
        actions,
        resources: [keysArn(key)],
        conditions: { StringEquals: ofTags(key, "aws:ResourceTag") },
      },
    ];
  },
  /** The provider lists aliases and then describes the key by the alias's name. */
  "data.aws_kms_alias": (resource) => [
    { operations: READ, actions: ["kms:ListAliases"], resources: ANY },
    {
      operations: READ,
      actions: ["kms:DescribeKey"],
      resources: [keysArn(resource)],
      conditions: { StringEquals: { "kms:RequestAlias": resource.text("name") } },
    },
  ],
};

function keysArn(resource: TerraformResource): string {
  return resource.arn("kms", "key/*");
}

function ofTags(resource: TerraformResource, key: string): Conditions[string] {
  const tags = Object.entries(resource.texts("tags"));
  if (tags.length === 0) throw resource.fault("has no tags of its own to tell it from other keys");
  return Object.fromEntries(tags.map(([tag, value]) => [`${key}/${tag}`, value]));
}
