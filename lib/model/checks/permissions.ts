import { findNearMiss, suggest } from "../../config/near-miss";
import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import type { PermissionConfig } from "../../config/schema/permissions";
import { findOwn } from "../find-own";
import { lookUpAction } from "../iam-reference";
import { PLACEHOLDERS, unknownPlaceholders } from "../placeholders";
import { type Check, type CheckInput, droppedAt, droppedFrom } from "./check";

/** Permissions that a team writes itself are held to the same rules as ours: real actions, exact resources. */
export const checkPermissions: Check = async (input) => {
  const { config } = input;
  const written: { permission: PermissionConfig; path: ConfigPath }[] = [
    ...Object.entries(config.executionProfiles).flatMap(([name, profile]) =>
      (["permissions", "planPermissions", "workloadPermissions"] as const).flatMap((key) =>
        (profile[key] ?? []).map((permission, index) => ({
          permission,
          path: ["executionProfiles", name, key, index],
        })),
      ),
    ),
    ...Object.entries(config.pipelines).flatMap(([name, pipeline]) =>
      pipeline.build.permissions.map((permission, index) => ({
        permission,
        path: ["pipelines", name, "build", "permissions", index],
      })),
    ),
    ...Object.entries(config.capabilities).flatMap(([name, capability]) =>
      capability.permissions.map((permission, index) => ({
        permission,
        path: ["capabilities", name, "permissions", index],
      })),
    ),
  ];
  const found = await Promise.all(
    written.map(({ permission, path }) => checkPermission(permission, path, input)),
  );
  return [...found.flat(), ...terraformWithoutPlan(input)];
};

function terraformWithoutPlan(input: CheckInput): Finding[] {
  const { config } = input;
  return Object.entries(config.pipelines).flatMap(([name, { deploy }]): Finding[] => {
    if (deploy?.kind !== "terraform") return [];
    const profile = findOwn(config.executionProfiles, deploy.executionProfile);
    if (profile === undefined || profile.planPermissions !== undefined) return [];
    if (droppedAt(input, ["executionProfiles", deploy.executionProfile])) return [];
    return [
      {
        code: "plan-permissions",
        path: ["executionProfiles", deploy.executionProfile],
        atKey: true,
        got: deploy.executionProfile,
        message: `pipeline "${name}" runs terraform plan with this profile, and it has no planPermissions`,
        fix: "add planPermissions: what a plan may read before anyone has approved it",
      },
    ];
  });
}

async function checkPermission(
  permission: PermissionConfig,
  path: ConfigPath,
  input: CheckInput,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const wildcardOnly: boolean[] = [];
  const services = new Set<string>();
  for (const [index, action] of permission.actions.entries()) {
    const found = await lookUpAction(action);
    const at = [...path, "actions", index];
    if (found.kind !== "known") {
      findings.push({
        code: "unknown-action",
        path: at,
        message:
          found.kind === "unknown-service"
            ? "no AWS service has this prefix"
            : "the service has no such action",
        fix:
          found.kind === "unknown-action"
            ? suggest(action, found.known)
            : serviceFix(findNearMiss(action, found.known)),
      });
      continue;
    }
    wildcardOnly.push(found.arnPatterns.length === 0);
    for (const pattern of found.arnPatterns) services.add(serviceOf(pattern));
    if (found.arnPatterns.length > 0 && permission.resources.includes("*")) {
      findings.push({
        code: "wildcard-resource",
        path: at,
        message: `"${found.name}" works on resources of its own, so "*" would reach all of them`,
        fix: `name them, in the form ${found.arnPatterns.slice(0, 2).join(" or ")}`,
      });
    }
  }
  const star = permission.resources.indexOf("*");
  const named = permission.resources.findIndex((resource) => resource !== "*");
  if (wildcardOnly.length > 0 && star === -1 && wildcardOnly.every(Boolean)) {
    findings.push({
      code: "wildcard-resource",
      path: [...path, "resources"],
      message:
        'these actions have no resource type, so IAM matches them on "*" only and this statement allows nothing',
      fix: 'write resources: ["*"] in a permission of their own',
    });
  } else if (wildcardOnly.includes(true) && named !== -1) {
    findings.push({
      code: "wildcard-resource",
      path: [...path, "resources"],
      message: 'some of these actions match on "*" only, and others on named resources',
      fix: "split them into two permissions",
    });
  }
  permission.resources.forEach((resource, index) => {
    const at = [...path, "resources", index];
    const [unknown] = unknownPlaceholders(resource);
    if (unknown !== undefined) {
      findings.push({
        code: "unknown-placeholder",
        path: at,
        message: `"{${unknown}}" stands for nothing`,
        fix: suggest(unknown, PLACEHOLDERS),
      });
    }
    if (resource === "*") return;
    findings.push(
      ...(/^arn:[^:]+:[^:*]+:[^:]*:[^:]*:.+$/.test(resource)
        ? [...otherPartition(resource, at, input), ...otherService(resource, at, services)]
        : [noArn(at)]),
    );
  });
  return findings;
}

function noArn(path: ConfigPath): Finding {
  return {
    code: "invalid-resource",
    path,
    message: "this is no ARN",
    fix: "write arn:{partition}:service:{region}:{account}:resource; the service must be named",
  };
}

/** There are hundreds of services, and a list of them helps nobody. */
function serviceFix(nearest: string | undefined): string {
  const form = "the prefix is IAM's, such as s3 in s3:GetObject";
  return nearest === undefined ? form : `did you mean "${nearest}"? ${form}`;
}

function serviceOf(arn: string): string {
  return arn.split(":")[2] ?? "";
}

/** IAM takes such a statement, and it allows nothing. */
function otherService(
  resource: string,
  path: ConfigPath,
  services: ReadonlySet<string>,
): Finding[] {
  const service = serviceOf(resource);
  if (services.size === 0 || service === "" || services.has(service)) return [];
  return [
    {
      code: "invalid-resource",
      path,
      message: `none of these actions works on a resource of ${service}`,
      fix: `name resources of ${[...services].sort().join(" or ")}, or move this to the actions that it is for`,
    },
  ];
}

/** IAM refuses a policy that names a resource of another partition. */
function otherPartition(resource: string, path: ConfigPath, input: CheckInput): Finding[] {
  const { name } = input.platform.partition;
  const [, partition = ""] = /^arn:([^:]+):/.exec(resource) ?? [];
  if (["", "*", "{partition}", name].includes(partition)) return [];
  if (droppedFrom(input, "organization")) return [];
  return [
    {
      code: "invalid-resource",
      path,
      message: `this is in partition ${partition}, and this platform is in ${name}`,
      fix: `write {partition} in place of ${partition}`,
    },
  ];
}
