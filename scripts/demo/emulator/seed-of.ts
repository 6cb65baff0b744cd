import type { Platform } from "../../../lib/model/platform";

/** What the emulator holds before anything is applied. */
export interface Seed {
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly ou?: string;
  }[];
  readonly identityCenter?: {
    readonly accountId: string;
    readonly region: string;
    /** Those that the config expects to be there. */
    readonly groups: readonly string[];
  };
}

/** Of the management account, from where one gets into the others. They open nothing but the emulator. */
export const CREDENTIALS = {
  accessKeyId: "AKIAGATEHOUSEDEMO000",
  secretAccessKey: "opens-nothing-but-the-emulator",
} as const;

/** An organisation with a platform's accounts, and an Identity Center with the groups of its directory. */
export function seedOf(platform: Platform): Seed {
  const { managementAccountId, tooling, logArchiveAccountId, accounts, identity } = platform;
  const others = [
    { id: tooling.accountId, name: "tooling" },
    ...(logArchiveAccountId === undefined
      ? []
      : [{ id: logArchiveAccountId, name: "log-archive" }]),
    ...identityAccounts(platform),
    ...accounts.map(({ id, name, ou }) => ({ id, name, ou })),
  ];
  return {
    organizationId: platform.organizationId,
    managementAccountId,
    region: tooling.homeRegion,
    ...CREDENTIALS,
    accounts: distinct(others).filter(({ id }) => id !== managementAccountId),
    identityCenter:
      identity.mode === "identity-center"
        ? {
            accountId: identity.adminAccountId,
            region: identity.region,
            groups: platform.groups
              .filter(({ source }) => source === "lookup")
              .map(({ name }) => name),
          }
        : undefined,
  };
}

function identityAccounts({ identity }: Platform) {
  if (identity.mode === "identity-center")
    return [{ id: identity.adminAccountId, name: "identity" }];
  if (identity.mode === "iam" && identity.signIn.by === "identity-account")
    return [{ id: identity.signIn.accountId, name: "identity" }];
  return [];
}

/** The first of each account, by its id. */
function distinct<Account extends { readonly id: string }>(accounts: readonly Account[]) {
  return accounts.filter(
    ({ id }, index) => accounts.findIndex((account) => account.id === id) === index,
  );
}
