import { LIMITS } from "../../model/limits";
import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import { ProvisionerNames } from "../../model/provisioner-names";
import type { CompiledRole } from "../compiled-role";
import { policySize } from "../render-policy";
import type { Statement } from "../statement";
import { BootstrapTooLarge } from "./bootstrap-too-large";
import { compileStateBucket } from "./compile-state-bucket";
import { oidcIssuers } from "./oidc-issuers";

/**
 * The most that any provisioner role of an account can do, whatever is attached to it: no role without a boundary that
 * Gatehouse gives, and nothing about the roles, providers and policies that let Terraform in.
 * @throws where IAM has no room for it
 */
export function provisionerBoundary(
  platform: Platform,
  accountId: string,
  roles: readonly Pick<CompiledRole, "statements">[],
): Statement[] {
  const names = new Names(platform);
  const provisioner = new ProvisionerNames(platform);
  const statements: Statement[] = [
    ...neededBy(roles),
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
    ...keepState(platform, accountId),
  ];
  const size = policySize(statements);
  if (size <= LIMITS.managedPolicy) return statements;
  throw new BootstrapTooLarge(
    `the boundary of Terraform's roles in account ${accountId} takes ${size} of the ${LIMITS.managedPolicy} characters that AWS allows`,
    "let another account than this one administer Identity Center or hold the users, or leave provisioner.bootstrap out",
  );
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

/**
 * The actions that any of the roles needs, each service's in a statement of its own, anywhere in the account: on what, the
 * roles' own policies say.
 */
function neededBy(roles: readonly Pick<CompiledRole, "statements">[]): Statement[] {
  const services = new Map<string, { actions: Set<string>; resources: Set<string> }>();
  for (const { actions, resources = [] } of roles.flatMap(({ statements }) => statements))
    for (const action of actions) {
      const service = resources.includes("*") ? ANYWHERE : (action.split(":")[0] ?? "");
      const known = services.get(service) ?? { actions: new Set(), resources: new Set() };
      services.set(service, known);
      known.actions.add(action);
      for (const resource of resources) known.resources.add(wholeAccount(resource));
    }
  return [...services].sort().map(([service, { actions, resources }]) => ({
    sid: `Needed${service.replaceAll("-", "")}`,
    actions: [...actions].sort(),
    resources: [...resources].sort(),
  }));
}

/** Of actions that IAM knows no resource of. */
const ANYWHERE = "anywhere";

function wholeAccount(arn: string): string {
  if (arn === "*") return arn;
  const [, partition, service = "", region = "", account = ""] = arn.split(":");
  return ["arn", partition, service, region === "" ? "" : "*", account, "*"].join(":");
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
