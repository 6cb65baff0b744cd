import { sorted } from "../../model/order";
import type { GrantedAccount } from "../../model/people";

/** Regions that exactly these accounts use. */
export interface RegionExtent {
  readonly regions: readonly string[];
  readonly accounts: readonly GrantedAccount[];
}

/**
 * The regions of some accounts, those that the same accounts use together. So a right is told in as few statements as
 * can be, without one that holds where only another account has the region: the region that all use needs no list.
 */
export function regionExtents(accounts: readonly GrantedAccount[]): RegionExtent[] {
  const once = [...new Map(accounts.map((account) => [account.id, account])).values()];
  const extents = new Map<string, { regions: string[]; accounts: readonly GrantedAccount[] }>();
  for (const region of sorted(new Set(once.flatMap(({ regions }) => regions)))) {
    const there = once.filter(({ regions }) => regions.includes(region));
    const key = sorted(there.map(({ id }) => id)).join();
    const extent = extents.get(key) ?? { regions: [], accounts: there };
    extent.regions.push(region);
    extents.set(key, extent);
  }
  return [...extents.values()];
}
