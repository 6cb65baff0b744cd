import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import type { PermissionConfig } from "../../config/schema/permissions";
import { globsMeet } from "../globs-meet";
import { lookUpAction } from "../iam-reference";
import { fillPlaceholders } from "../placeholders";
import type { PipelineName } from "../../config/schema/names";
import type { Platform } from "../platform";
import type { Check } from "./check";
import { guardedArns } from "./guarded-arns";

/** A list of permissions in the config, and what stands for `{account}` and `{pipeline}` in it. */
interface Written {
  readonly path: ConfigPath;
  readonly permissions: readonly PermissionConfig[];
  readonly account: string;
  /** Names; a pattern where none is meant. */
  readonly pipelines: readonly string[];
  readonly guarded: readonly Guarded[];
}

interface Guarded {
  readonly arn: string;
  readonly parts: readonly string[];
}

/**
 * What keeps duties apart must be out of reach of what it keeps apart: a build that may approve, start another's
 * apply, or change a role of ours needs nobody's approval.
 */
export const checkGuardedResources: Check = async ({ config, platform }) => {
  const arns = guardedArns(platform);
  const inTargets = arns.inTargets.map(asGuarded);
  const inTooling = [...arns.inTooling.map(asGuarded), ...inTargets];
  const images = arns.images.map(asGuarded);
  const written: Written[] = [
    // The config's, not the platform's: their places in the file are told.
    ...Object.entries(config.pipelines).map(([name, { build }]) => ({
      path: ["pipelines", name, "build", "permissions"],
      permissions: build.permissions,
      account: platform.tooling.accountId,
      pipelines: [name],
      guarded: inTooling,
    })),
    ...Object.entries(config.capabilities).map(([name, { on, permissions }]) => ({
      path: ["capabilities", name, "permissions"],
      permissions,
      account: on === "pipelines" ? platform.tooling.accountId : "*",
      pipelines: on === "pipelines" ? platform.pipelines.map((pipeline) => pipeline.name) : ["*"],
      guarded: on === "pipelines" ? [...inTooling, ...images] : inTargets,
    })),
    ...Object.entries(config.executionProfiles).flatMap(([name, profile]) =>
      (["permissions", "planPermissions", "workloadPermissions"] as const).map((key) => ({
        path: ["executionProfiles", name, key],
        permissions: profile[key] ?? [],
        account: "*",
        pipelines: platform.pipelines
          .filter(
            ({ deploy }) =>
              deploy !== undefined && "profile" in deploy && deploy.profile.name === name,
          )
          .map((pipeline) => pipeline.name),
        guarded: inTargets,
      })),
    ),
  ];
  const findings = await Promise.all(
    written.flatMap((list) =>
      list.permissions.map((permission, index) =>
        checkPermission(permission, list, [...list.path, index], platform),
      ),
    ),
  );
  return findings.flat();
};

async function checkPermission(
  { actions, resources }: PermissionConfig,
  list: Written,
  path: ConfigPath,
  platform: Platform,
): Promise<Finding[]> {
  const harmful = await harmfulByService(actions);
  const reached = resources.flatMap((resource, index): Finding[] => {
    const changing = harmful.get(serviceOf(resource));
    if (changing === undefined) return [];
    const what = findReached(resource, list, platform);
    if (what === undefined) return [];
    return [
      {
        code: "guarded-resource",
        path: [...path, "resources", index],
        message: `"${changing}" on this reaches ${what}, which keeps duties apart`,
        fix: "name the resources that are the team's own, so that no pattern takes in one of Gatehouse's",
      },
    ];
  });
  const widened = actions.flatMap((action, index): Finding[] => {
    if (!WIDENING.has(action.toLowerCase())) return [];
    return [
      {
        code: "permission-widens",
        severity: "warning",
        path: [...path, "actions", index],
        message: `"${action}" can give somebody more than this file allows`,
        fix:
          action.toLowerCase() === "sts:assumerole"
            ? "make sure that the role it steps into is no way round an approval, or remove it"
            : "remove it; with mayCreateRoles a deployment creates roles that keep its boundary",
      },
    ];
  });
  return [...reached, ...widened];
}

/**
 * For each service whose resources are meant, the first action that changes something, or reads an object: artifacts
 * are for their own pipeline alone. Roles are IAM's, and assumed by STS.
 */
async function harmfulByService(actions: readonly string[]): Promise<Map<string, string>> {
  const harmful = new Map<string, string>();
  for (const action of actions) {
    const found = await lookUpAction(action);
    if (found.kind !== "known") continue;
    if (found.readOnly && !/^s3:Get(Object|DataAccess)/.test(found.name)) continue;
    const [prefix = ""] = found.name.split(":");
    const service = prefix === "sts" ? "iam" : prefix;
    if (!harmful.has(service)) harmful.set(service, found.name);
  }
  return harmful;
}

/** What the resource reaches in the accounts and for the pipelines that it is written for. */
function findReached(resource: string, list: Written, platform: Platform): string | undefined {
  const service = serviceOf(resource);
  const guarded = list.guarded.filter((each) => serviceOf(each.arn) === service);
  if (guarded.length === 0) return undefined;
  const filled = new Set(
    list.pipelines.flatMap((name) =>
      fillPlaceholders(resource.replaceAll(/\$\{[^}]*\}/g, "*"), {
        partition: platform.partition.name,
        account: list.account as Platform["tooling"]["accountId"],
        prefix: platform.prefix,
        pipeline: name as PipelineName,
        regions: ["*"],
      }),
    ),
  );
  for (const parts of [...filled].map(partsOf)) {
    const found = guarded.find(
      // A key is known by its id, which can't be known here; so only patterns can be said to reach ours.
      (each) =>
        (!each.arn.endsWith(":key/*") || /[*?]/.test(parts.at(-1) ?? "")) &&
        arnsMeet(parts, each.parts),
    );
    if (found !== undefined) return found.arn;
  }
  return undefined;
}

/** Part by part, as IAM compares ARNs: a wildcard doesn't reach over a colon of the first five. */
function arnsMeet(parts: readonly string[], others: readonly string[]): boolean {
  return parts.every((part, index) => globsMeet(part, others[index] ?? ""));
}

function asGuarded(arn: string): Guarded {
  return { arn, parts: partsOf(arn) };
}

function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function serviceOf(resource: string): string {
  return resource.split(":")[2] ?? "";
}

/**
 * What gives rights to somebody, whatever the boundary of who does it: a role created without a boundary has none.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const WIDENING: ReadonlySet<string> = new Set(
  [
    "identitystore:CreateGroupMembership",
    "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
    "sso:AttachManagedPolicyToPermissionSet",
    "sso:CreateAccountAssignment",
    "sso:PutInlinePolicyToPermissionSet",
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:CreateRole",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
    "sts:AssumeRole",
  ].map((action) => action.toLowerCase()),
);
