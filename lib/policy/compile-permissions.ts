import type { PermissionConfig } from "../config/schema/permissions";
import { type PlaceholderValues, fillPlaceholders } from "../model/placeholders";
import type { Statement } from "./statement";

/** Permissions that a team wrote, with their placeholders filled in. */
export function compilePermissions(
  permissions: readonly PermissionConfig[],
  label: string,
  values: PlaceholderValues,
): Statement[] {
  return permissions.map((permission, index) => ({
    sid: `${label}${index + 1}`,
    actions: permission.actions,
    resources: permission.resources.flatMap((resource) => fillPlaceholders(resource, values)),
  }));
}
