import type { World } from "../../access/world/world";
import type { Platform } from "../../model/platform";

/** An account to be read, and where. */
export interface AccountPlace {
  readonly accountId: string;
  readonly regions: readonly string[];
}

/** Every account that the config says something of, with the regions that it has things in. Sorted by id. */
export function accountPlaces(platform: Platform, expected: World): AccountPlace[] {
  const { tooling, accounts } = platform;
  const places = new Map<string, Set<string>>();
  const add = (accountId: string, regions: readonly string[]) => {
    const known = places.get(accountId) ?? new Set<string>();
    for (const region of regions) known.add(region);
    places.set(accountId, known);
  };
  add(tooling.accountId, tooling.regions);
  for (const { id, regions } of accounts) add(id, regions);
  for (const { accountId } of [...expected.roles, ...expected.groups]) add(accountId, []);
  for (const { accountId, region } of expected.resources)
    add(accountId, region === undefined ? [] : [region]);
  return [...places]
    .map(([accountId, regions]) => ({ accountId, regions: [...regions].sort() }))
    .sort((one, other) => (one.accountId < other.accountId ? -1 : 1));
}
