import { suggest } from "../../lib/config/near-miss";
import { printable } from "../../lib/config/preview";
import {
  type GivenLimits,
  levelsOf,
  limitsByAccount,
} from "../../lib/access/world/given/limits-by-account";
import type { AttachedPolicies } from "../../lib/access/world/given/organization";
import type { Platform } from "../../lib/model/platform";
import { listNames } from "../../lib/report/text/list-names";
import type { OrganizationFile } from "./read-organization";

interface NamedAccount {
  readonly id: string;
  readonly name: string;
  readonly ou?: string;
}

const LOG_ARCHIVE = "logArchive";

/** The accounts of a config by what they are called there, or by the part they play. */
export function accountsOf(platform: Platform): readonly NamedAccount[] {
  const { tooling, accounts, identity, logArchiveAccountId } = platform;
  const named: NamedAccount[] = [
    { name: "tooling", id: tooling.accountId },
    ...accounts.map(({ name, id, ou }) => ({ name, id, ...(ou === undefined ? {} : { ou }) })),
  ];
  if (logArchiveAccountId !== undefined) named.push({ name: LOG_ARCHIVE, id: logArchiveAccountId });
  if (identity.mode === "identity-center")
    named.push({ name: "identity", id: identity.adminAccountId });
  if (identity.mode === "iam" && identity.signIn.by === "identity-account")
    named.push({ name: "identity", id: identity.signIn.accountId });
  const seen = new Set<string>();
  return named.filter(({ id }) => !seen.has(id) && seen.add(id).size > 0);
}

/**
 * What limits each account. Says on stderr what of the description has no say, and what it leaves open. The management
 * account is limited by nothing.
 */
export function placeOrganization(
  organization: OrganizationFile,
  platform: Platform,
): ReadonlyMap<string, GivenLimits> {
  const accounts = accountsOf(platform).filter(({ id }) => id !== platform.managementAccountId);
  for (const text of notesOn(organization, platform, accounts))
    console.error(`note: ${printable(`${organization.file} ${text}`)}`);
  const limits = new Map(limitsByAccount(organization, accounts));
  limits.delete(platform.managementAccountId);
  return limits;
}

function notesOn(
  { root, ous, accounts }: OrganizationFile,
  platform: Platform,
  placed: readonly NamedAccount[],
): string[] {
  const units = new Set([
    ...placed.flatMap(({ id, ou }) => levelsOf(accounts.get(id)?.ou ?? ou)),
    ...[...accounts.values()].flatMap(({ ou }) => levelsOf(ou)),
  ]);
  // Nothing of the platform's is in the log archive.
  const adrift = placed.filter(
    ({ name, id, ou }) => ou === undefined && !accounts.has(id) && name !== LOG_ARCHIVE,
  );
  const known = new Set(placed.map(({ id }) => id));
  const strangers = [...accounts.keys()].filter(
    (id) => !known.has(id) && id !== platform.managementAccountId,
  );
  const levels: readonly (readonly [string, AttachedPolicies])[] = [
    ["root", root],
    ...[...ous].map(([path, level]) => [`ou ${path}`, level] as const),
    ...[...accounts].map(([id, level]) => [`account ${id}`, level] as const),
  ];
  return [
    ...(ous.size === 0 || adrift.length === 0
      ? []
      : [
          `doesn't say in which ou these are, so that only the root's policies limit them: ${listNames(adrift.map(({ name }) => name))}`,
        ]),
    ...[...ous.keys()]
      .filter((path) => !units.has(path))
      .map((path) => `has ou ${path}, in which no account is: ${suggest(path, units)}`),
    ...strangers.map((id) => `has account ${id}, which the config doesn't know`),
    ...(accounts.has(platform.managementAccountId)
      ? ["has the management account, which no SCP or RCP limits"]
      : []),
    ...levels
      .filter(
        ([, { scps }]) => scps !== undefined && !scps.some(({ document }) => allows(document)),
      )
      .map(
        ([name]) =>
          `has no SCP that allows anything at ${name}, which denies all below it: AWS attaches FullAWSAccess by itself, so name it unless it is detached`,
      ),
  ];
}

function allows(document: unknown): boolean {
  const { Statement: statements } = document as { readonly Statement?: unknown };
  return [statements]
    .flat()
    .some((one) => (one as { readonly Effect?: unknown }).Effect === "Allow");
}
