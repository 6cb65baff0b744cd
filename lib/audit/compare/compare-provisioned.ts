import type { WorldRole } from "../../access/world/world";
import { comparePolicies, policyText } from "./compare-policies";
import { nameOfRole } from "./compare-roles";
import type { LiveFinding } from "./live-finding";

const PROVISION =
  "provision the permission set to the account again; Identity Center keeps a failure to itself";

/** What permission sets say, against the roles that Identity Center has made of them. */
export function compareProvisioned(
  sets: readonly WorldRole[],
  provisioned: readonly WorldRole[],
): LiveFinding[] {
  return sets
    .filter(({ kind }) => kind === "permission-set")
    .flatMap((set): LiveFinding[] => {
      const role = provisioned.find((each) => isRoleOf(each, set));
      const finding = (message: string): LiveFinding => ({
        kind: "not-provisioned",
        thing: nameOfRole(set),
        message,
        fix: PROVISION,
      });
      if (role === undefined) return [finding("Identity Center has not made its role")];
      const isSame =
        comparePolicies("", set.policies.identity, role.policies.identity).length === 0 &&
        policyText(set.policies.boundary) === policyText(role.policies.boundary);
      return isSame ? [] : [finding(`its role ${role.name} has not what the permission set says`)];
    });
}

function isRoleOf({ name, accountId }: WorldRole, set: WorldRole): boolean {
  const [, permissionSet] = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(name) ?? [];
  return permissionSet === set.permissionSet && accountId === set.accountId;
}
