import type { CompiledPolicy } from "../../../evaluate/policy/compile-policy";
import type { Provisioner } from "../../scene/provisioners";
import type { Scene } from "../../scene/scene";
import type { ProvisionerAsk } from "./provisioner-ask";

/**
 * What would let a run out of its bounds: other bounds for itself or for a role that it makes, another way in, or the
 * role of another run. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function beyondBoundary(
  { role }: Provisioner,
  boundary: CompiledPolicy,
  { platform, provisioners, world }: Scene,
): ProvisionerAsk[] {
  const iam = (account: string, rest: string): string =>
    `arn:${platform.partition.name}:iam::${account}:${rest}`;
  const own = (rest: string): string => iam(role.accountId, rest);
  const administrator = iam("aws", "policy/AdministratorAccess");
  const bounds = own(`policy/${boundary.source.name}`);
  const runs = [...provisioners.values()].filter(
    ({ role: { accountId } }) => accountId === role.accountId,
  );
  const providers = world.resources.filter(
    ({ type, accountId }) => type === "iam_openid_connect_provider" && accountId === role.accountId,
  );
  return [
    ...runs.flatMap((run) =>
      ON_RUNS.map((action) => ({
        action,
        resource: run.role.arn,
        context: { "iam:PermissionsBoundary": bounds, "iam:PolicyARN": administrator },
      })),
    ),
    ...ON_POLICIES.map((action) => ({ action, resource: bounds })),
    ...[...providers.map(({ arn }) => arn), own("oidc-provider/zz-stray.example")].flatMap(
      (resource) => ON_PROVIDERS.map((action) => ({ action, resource })),
    ),
    ...ON_USERS.map((action) => ({ action, resource: own("user/zz-stray") })),
    ...[null, administrator, own("policy/zz-stray")].flatMap((bound) =>
      ON_ROLES.map((action) => ({
        action,
        resource: own("role/zz-stray"),
        context: { "iam:PermissionsBoundary": bound, "iam:PolicyARN": administrator },
      })),
    ),
    { action: "iam:DeleteRolePermissionsBoundary", resource: own("role/zz-stray") },
  ];
}

const ON_RUNS = [
  "iam:AttachRolePolicy",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  // The state bucket goes by the tag.
  "iam:TagRole",
  "iam:UpdateAssumeRolePolicy",
  "sts:AssumeRole",
] as const;

const ON_POLICIES = [
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
] as const;

const ON_PROVIDERS = [
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:CreateOpenIDConnectProvider",
  "iam:UpdateOpenIDConnectProviderThumbprint",
] as const;

const ON_USERS = [
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateUser",
  "iam:PutUserPolicy",
] as const;

const ON_ROLES = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
] as const;
