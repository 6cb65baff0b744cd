import type { PermissionConfig } from "../config/schema/permissions";
import { type PlaceholderValues, fillPlaceholders } from "../model/placeholders";
import { sorted } from "../model/order";
import type { Statement } from "./statement";

/** Permissions that a team wrote, with their placeholders filled in; in an order of their own, whatever the config's. */
export function compilePermissions(
  permissions: readonly PermissionConfig[],
  label: string,
  values: PlaceholderValues,
): Statement[] {
  return permissions
    .map(({ actions, resources }) => ({
      actions: sorted(new Set(actions)),
      resources: sorted(
        new Set(resources.flatMap((resource) => fillPlaceholders(resource, values))),
      ),
    }))
    .map((statement) => ({ statement, key: JSON.stringify(statement) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ statement }, index) => ({ sid: `${label}${index + 1}`, ...statement }));
}
