import type { World } from "../../access/world/world";
import type { Platform } from "../../model/platform";
import { accountPlaces } from "./account-places";
import type { ClientConfig } from "./client-config";
import type { LiveSnapshots } from "./live-world";
import { readAccount } from "./read-account";
import { readDirectory } from "./read-directory";
import type { SnapshotFolder } from "./snapshot-folder";

interface ReadPlatformProps {
  readonly platform: Platform;
  /** What the config comes to: its accounts are read. */
  readonly expected: World;
  readonly folder: SnapshotFolder;
  /** Credentials that may read in an account. */
  readonly inAccount: (accountId: string) => Promise<ClientConfig>;
  /** How many accounts are read at a time. */
  readonly atATime: number;
  readonly now: () => Date;
  readonly tell: (what: string) => void;
}

/** What couldn't be read: an account's id, or `identity-center`, and why. */
export interface Unread {
  readonly what: string;
  readonly error: unknown;
}

export type ReadPlatform =
  | ({ readonly kind: "read" } & LiveSnapshots)
  | { readonly kind: "unread"; readonly unread: readonly Unread[] };

/** Reads all accounts and Identity Center, but for those that the folder has already. What fails stops nothing else. */
export async function readPlatform(props: ReadPlatformProps): Promise<ReadPlatform> {
  const { platform, expected, folder, inAccount, now, tell } = props;
  const { tooling, identity, prefix } = platform;
  const unread: Unread[] = [];
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work();
      tell(what);
    } catch (error) {
      unread.push({ what, error });
    }
  };
  const places = accountPlaces(platform, expected);
  const work = places
    .filter(({ accountId }) => folder.account(accountId) === undefined)
    .map(
      ({ accountId, regions }) =>
        () =>
          attempt(accountId, async () => {
            const config = await inAccount(accountId);
            const { homeRegion } = tooling;
            folder.keepAccount(
              await readAccount({ accountId, config, homeRegion, regions, prefix, now }),
            );
          }),
    );
  if (identity.mode === "identity-center" && folder.directory() === undefined)
    work.unshift(() =>
      attempt("identity-center", async () => {
        const takenAt = now().toISOString();
        const read = await readDirectory(await inAccount(identity.adminAccountId), identity.region);
        folder.keepDirectory({ format: 1, takenAt, ...read });
      }),
    );
  await runSome(work, props.atATime);
  if (unread.length > 0) return { kind: "unread", unread };
  const directory = folder.directory();
  return {
    kind: "read",
    accounts: places.flatMap(({ accountId }) => folder.account(accountId) ?? []),
    ...(identity.mode !== "identity-center" || directory === undefined
      ? {}
      : { directory: { ...directory, accountId: identity.adminAccountId } }),
  };
}

async function runSome(work: readonly (() => Promise<void>)[], atATime: number): Promise<void> {
  const waiting = [...work];
  const run = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: atATime }, run));
}
