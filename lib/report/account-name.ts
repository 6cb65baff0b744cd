import type { Platform } from "../model/platform";

/** What people call an account: its name in the config, or the part it plays. */
export function accountName(platform: Platform, id: string): string {
  if (id === platform.tooling.accountId) return "tooling";
  if (id === platform.managementAccountId) return "management";
  const target = platform.accounts.find((account) => account.id === id);
  if (target !== undefined) return target.name;
  const { identity } = platform;
  const administers = identity.mode === "identity-center" && identity.adminAccountId === id;
  if (id === platform.logArchiveAccountId && !administers) return "log archive";
  const holdsUsers =
    identity.mode === "iam" &&
    identity.signIn.by === "identity-account" &&
    identity.signIn.accountId === id;
  return holdsUsers ? "identity" : "delegated administrator";
}
