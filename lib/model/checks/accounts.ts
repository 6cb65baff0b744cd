import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import { formatPath } from "../../config/config-path";
import { type Check, droppedAt } from "./check";

/** No account may play two parts: a deploy role in the tooling account would be trusted by its own account. */
export const checkAccounts: Check = (input) => {
  const { config } = input;
  const used: { id: string; path: ConfigPath }[] = [
    { id: config.organization.managementAccountId, path: ["organization", "managementAccountId"] },
    { id: config.tooling.accountId, path: ["tooling", "accountId"] },
    ...(config.logArchive === undefined
      ? []
      : [{ id: config.logArchive.accountId, path: ["logArchive", "accountId"] }]),
    ...Object.entries(config.accounts).map(([name, account]) => ({
      id: account.id,
      path: ["accounts", name, "id"],
    })),
  ];
  const written = used.filter(({ path }) => !droppedAt(input, path));
  const first = new Map<string, ConfigPath>();
  return written.flatMap(({ id, path }): Finding[] => {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, path);
      return [];
    }
    const isManagement = id === config.organization.managementAccountId;
    return [
      {
        code: "duplicate-account-id",
        path,
        message: isManagement
          ? "this is the management account: service control policies don't hold there, and a delegated administrator may assign nobody to it"
          : `this account id is already used at ${formatPath(earlier)}`,
        fix: "give each account its own id; management, tooling, log archive and targets are separate accounts",
      },
    ];
  });
};
