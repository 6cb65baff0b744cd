import type { Platform } from "../../model/platform";
import type { World } from "../world/world";

/** Where account capabilities are asked. */
export interface AccountPlace {
  readonly account: string;
  readonly accountId: string;
  readonly region: string;
}

/** The config's accounts, the tooling account, and whatever other account people have a role in. */
export function accountPlaces(
  { accounts, tooling }: Platform,
  { roles }: Pick<World, "roles">,
): readonly AccountPlace[] {
  const known: AccountPlace[] = [
    ...accounts.map(({ name, id, regions }) => ({
      account: name,
      accountId: id,
      region: regions[0] ?? tooling.homeRegion,
    })),
    { account: "tooling", accountId: tooling.accountId, region: tooling.homeRegion },
  ];
  const ids = new Set(known.map(({ accountId }) => accountId));
  const others = new Set<string>();
  for (const { persona, permissionSet, accountId } of roles)
    if ((persona ?? permissionSet) !== undefined && !ids.has(accountId)) others.add(accountId);
  return [
    ...known,
    ...[...others].sort().map((id) => ({ account: id, accountId: id, region: tooling.homeRegion })),
  ];
}
