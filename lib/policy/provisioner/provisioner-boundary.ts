import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import { ProvisionerNames } from "../../model/provisioner-names";
import type { Statement } from "../statement";
import type { ProvisionerRole } from "./compile-provisioner";
import { compileStateBucket } from "./compile-state-bucket";
import { oidcIssuers } from "./oidc-issuers";

/**
 * The most that any provisioner role of an account can do, whatever is attached to it: no role without a boundary that
 * Gatehouse gives, and nothing about the roles, providers and policies that let Terraform in.
 */
export function provisionerBoundary(
  platform: Platform,
  accountId: string,
  roles: readonly ProvisionerRole[],
): Statement[] {
  const names = new Names(platform);
  const provisioner = new ProvisionerNames(platform);
  return [
    { sid: "Services", actions: servicesOf(roles), resources: ["*"] },
    {
      sid: "KeepProvisioners",
      effect: "Deny",
      actions: ["iam:*", "sts:*"],
      resources: [
        names.roleArn(accountId, `${provisioner.beginning}*`),
        names.policyArn(accountId, `${provisioner.beginning}*`),
        ...oidcIssuers(platform).map(({ host }) => provisioner.oidcProviderArn(accountId, host)),
      ],
    },
    {
      sid: "OnlyBoundedRoles",
      effect: "Deny",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
      ],
      resources: ["*"],
      // A key that is missing counts as different: a role without any boundary is refused, too.
      conditions: { ArnNotLike: { "iam:PermissionsBoundary": boundariesOf(platform, accountId) } },
    },
    { sid: "NoWayIn", effect: "Deny", actions: NO_WAY_IN, resources: ["*"] },
    ...keepState(platform, accountId),
  ];
}

/** The key of all states, where it is in this account: a run could else tag it as its own. */
function keepState(platform: Platform, accountId: string): Statement[] {
  const state = compileStateBucket(platform);
  if (state === undefined || accountId !== platform.tooling.accountId) return [];
  const alias = `alias/${state.keyAlias}`;
  const names = new Names(platform);
  return [
    {
      sid: "KeepStateKey",
      effect: "Deny",
      actions: [
        "kms:CreateAlias",
        "kms:DisableKey",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
      ],
      resources: ["*"],
      conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } },
    },
    {
      sid: "KeepStateAlias",
      effect: "Deny",
      actions: ["kms:DeleteAlias", "kms:UpdateAlias"],
      resources: [names.arn("kms", state.region, accountId, alias)],
    },
    {
      sid: "KeepStateBucket",
      effect: "Deny",
      actions: [
        "s3:DeleteBucket*",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      resources: [names.bucketArn(state.name)],
    },
  ];
}

/** Users, keys, providers, and what takes a boundary off. */
const NO_WAY_IN = [
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:AddRoleToInstanceProfile",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:CreateServiceSpecificCredential",
  "iam:CreateUser",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PutUserPolicy",
  "iam:UpdateOpenIDConnectProviderThumbprint",
  "iam:UpdateSAMLProvider",
] as const;

/** Whole services, as it is for the roles' own policies to say what in them. */
function servicesOf(roles: readonly ProvisionerRole[]): string[] {
  const actions = roles.flatMap(({ statements }) => statements.flatMap((each) => each.actions));
  return [...new Set(actions.map((action) => `${action.split(":")[0] ?? ""}:*`))].sort();
}

function boundariesOf(platform: Platform, accountId: string): string[] {
  const { boundary, identity, prefix, tooling } = platform;
  const own =
    identity.mode === "none" || identity.permissionsBoundaryPolicy === undefined
      ? []
      : [identity.permissionsBoundaryPolicy];
  const named = accountId === tooling.accountId ? boundary.toolingPolicy : boundary.targetPolicy;
  const names = new Names(platform);
  return [`${prefix}-*boundary`, ...own, ...(named === undefined ? [] : [named])].map((policy) =>
    names.policyArn(accountId, policy),
  );
}
