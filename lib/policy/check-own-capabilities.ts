import type { Finding } from "../config/problem";
import type { AccountId, PersonaName, PipelineName } from "../config/schema/names";
import type { PermissionConfig } from "../config/schema/permissions";
import type { Check } from "../model/checks/check";
import { globsMeet } from "../model/globs-meet";
import type { Persona } from "../model/people";
import { fillPlaceholders } from "../model/placeholders";
import type { Platform } from "../model/platform";
import { personaStatements } from "./persona/compile-persona";
import type { Statement } from "./statement";

/** A deny wins over whatever is allowed, so what every persona is denied can't be granted by a capability either. */
export const checkOwnCapabilities: Check = ({ config, platform }) => {
  const denies = everybodysDenies(platform);
  return Object.entries(config.capabilities).flatMap(([name, { on, permissions }]) =>
    permissions.flatMap((permission, index) => {
      const resources = resourcesOf(permission, platform, on);
      return permission.actions.flatMap((action, at): Finding[] => {
        const deny = denies.find((each) =>
          resources.some((resource) => coversAction(each, action) && coversArn(each, resource)),
        );
        if (deny === undefined) return [];
        const [reason] = deny.reasons ?? [];
        return [
          {
            code: "capability-denied",
            path: ["capabilities", name, "permissions", index, "actions", at],
            got: action,
            message: `every persona is denied "${action}" there, whatever it is granted (${deny.sid}): ${reason?.text ?? ""}`,
            fix: "remove it, or name resources that are the team's own; what only Terraform may do stays with Terraform",
          },
        ];
      });
    }),
  );
};

/** Those of somebody who was granted nothing, as far as they hold at any time and of any resource. */
function everybodysDenies(platform: Platform): Statement[] {
  const nobody: Persona = {
    name: "nobody" as PersonaName,
    description: "",
    enabled: true,
    sessionDuration: "PT1H",
    managedPolicies: [],
    customerManagedPolicies: [],
    grants: [],
  };
  const { denies } = personaStatements(platform, nobody, { kind: "everywhere" }, "exact");
  return denies.filter(({ conditions }) => conditions === undefined);
}

/** What the permission names, with a letter of its own where it says that anything may stand. */
function resourcesOf(
  { resources }: PermissionConfig,
  { partition, prefix, tooling, pipelines }: Platform,
  on: "accounts" | "pipelines",
): string[] {
  const names = on === "pipelines" ? pipelines.map(({ name }) => name) : [ANY];
  return names.flatMap((pipeline) =>
    resources.flatMap((resource) =>
      fillPlaceholders(resource.replaceAll(/\$\{[^}]*\}/g, ANY), {
        partition: partition.name,
        account: on === "pipelines" ? tooling.accountId : (ANY as AccountId),
        prefix,
        pipeline: pipeline as PipelineName,
        regions: [ANY],
      }).map((filled) => filled.replaceAll(/[*?]/g, ANY)),
    ),
  );
}

/** Stands for what isn't known, so that only a wildcard takes it in: what is denied in part is not denied. */
const ANY = "\u0000";

function coversAction({ actions, notActions }: Statement, action: string): boolean {
  const isAmong = (patterns: readonly string[]) =>
    patterns.some((pattern) => globsMeet(pattern.toLowerCase(), action.toLowerCase()));
  return notActions === undefined ? isAmong(actions) : !isAmong(notActions);
}

/** Part by part: a wildcard doesn't reach over a colon of the first five. */
function coversArn({ resources = [] }: Statement, arn: string): boolean {
  const parts = partsOf(arn);
  return resources.some(
    (pattern) =>
      pattern === "*" ||
      partsOf(pattern).every((part, index) => globsMeet(part, parts[index] ?? "")),
  );
}

function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}
