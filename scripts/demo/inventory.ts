import type { Platform } from "../../lib/model/platform";
import { renderTable } from "../../lib/report/text/render-table";
import type { EmulatedAws } from "./emulated-aws";
import { LISTINGS } from "./listings";

/** What an account has of one kind, by name. */
interface Holding {
  readonly kind: (typeof LISTINGS)[number];
  readonly names: readonly string[];
}

export interface AccountInventory {
  readonly accountId: string;
  readonly name: string;
  readonly holdings: readonly Holding[];
}

/** Asks every account of a platform, in every region that it uses, what is there. */
export async function takeInventory(
  aws: EmulatedAws,
  platform: Platform,
): Promise<AccountInventory[]> {
  const inventories: AccountInventory[] = [];
  for (const { id: accountId, name } of accountsOf(platform)) {
    const holdings = await Promise.all(
      LISTINGS.map(async (kind) => {
        const regions = kind.global ? [platform.tooling.homeRegion] : regionsOf(platform);
        const lists = await Promise.all(
          regions.map(async (region) => kind.list(await aws.inAccount(accountId, region))),
        );
        return { kind, names: lists.flat().map((each) => each ?? "(no name)") };
      }),
    );
    inventories.push({
      accountId,
      name,
      holdings: holdings.filter(({ names }) => names.length > 0),
    });
  }
  return inventories;
}

export function isNothing(inventories: readonly AccountInventory[]): boolean {
  return inventories.every(({ holdings }) => holdings.length === 0);
}

export function describeInventory(inventories: readonly AccountInventory[]): string {
  const rows = inventories
    .filter(({ holdings }) => holdings.length > 0)
    .map(({ accountId, name, holdings }) => [
      accountId,
      name,
      holdings
        .map(({ kind, names }) => `${names.length} ${names.length === 1 ? kind.one : kind.many}`)
        .join(", "),
    ]);
  return ["What is there, as the emulated AWS tells it", ...renderTable(rows, { width: 100 })].join(
    "\n",
  );
}

function accountsOf({ managementAccountId, tooling, accounts }: Platform) {
  return [
    { id: managementAccountId, name: "management" },
    { id: tooling.accountId, name: "tooling" },
    ...accounts.map(({ id, name }) => ({ id, name })),
  ];
}

function regionsOf({ tooling, accounts, identity }: Platform): string[] {
  const regions = [
    ...tooling.regions,
    ...accounts.flatMap((account) => account.regions),
    ...(identity.mode === "identity-center" ? [identity.region] : []),
  ];
  return [...new Set(regions)].sort();
}
