import type { Statement } from "./statement";

/**
 * Everything that manages a key, and nothing that uses it: administrators of the account keep the key, but don't read by
 * it what it encrypts.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators
 */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
] as const;

/** Leaves a key's upkeep to the account's own IAM policies. */
export function keyAdministration(rootArn: string): Statement {
  return {
    sid: "Administration",
    actions: ADMINISTRATION,
    resources: ["*"],
    principals: { AWS: [rootArn] },
  };
}
