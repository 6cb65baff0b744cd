import type { BackendConfig } from "../config/schema/running";
import type { WorkspacesConfig } from "../config/schema/workspaces";
import { byKey, sorted } from "./order";

/** The backend, with everything whose order means nothing sorted. */
export function resolveBackend(backend: BackendConfig): BackendConfig {
  return backend.type === "cloud" && backend.workspaces !== undefined
    ? { ...backend, workspaces: resolveWorkspaces(backend.workspaces) }
    : backend;
}

function resolveWorkspaces(written: WorkspacesConfig): WorkspacesConfig {
  return {
    ...written,
    existing: unique(written.existing),
    autoApply: unique(written.autoApply),
    teams: mapped(written.teams, (team) => ({
      ...team,
      environments: team.environments && unique(team.environments),
    })),
    notifications: mapped(written.notifications, (each) => ({
      ...each,
      on: unique(each.on),
      ...(each.to === "email" ? { users: unique(each.users) } : {}),
    })),
    tags: byKey(written.tags),
  };
}

function unique<T extends string>(values: readonly T[]): T[] {
  return sorted(new Set(values));
}

function mapped<T>(
  entries: Readonly<Record<string, T>>,
  change: (value: T) => T,
): Record<string, T> {
  return byKey(
    Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)])),
  );
}
