import type { WorldRole } from "../../access/world/world";
import { comparePolicies, describeChange, policyText } from "./compare-policies";
import { type LiveFinding, REAPPLY, TAKE_AWAY } from "./live-finding";

/** A role as it is, against what it is to be. */
export function compareRole(expected: WorldRole, live: WorldRole): LiveFinding[] {
  const thing = nameOfRole(expected);
  return [
    ...comparePolicies(thing, expected.policies.identity, live.policies.identity),
    ...compareBoundary(thing, expected, live),
    ...(expected.kind === "role" ? compareTrust(thing, expected, live) : []),
    ...compareAssignments(thing, expected, live),
  ];
}

/** A permission set's role has an end that Identity Center invents. */
export function nameOfRole({ kind, arn, permissionSet, accountId }: WorldRole): string {
  return kind === "role" ? arn : `permission set ${permissionSet ?? "?"} in ${accountId}`;
}

function compareBoundary(thing: string, expected: WorldRole, live: WorldRole): LiveFinding[] {
  const [meant, is] = [expected.policies.boundary, live.policies.boundary];
  if (meant === undefined) return [];
  if (is === undefined)
    return [
      { kind: "boundary-missing", thing, message: "it has no permissions boundary", fix: REAPPLY },
    ];
  const [before, after] = [policyText(meant), policyText(is)];
  // An organisation's own boundary isn't made by this Terraform: its name is all that is known.
  if (before === undefined ? meant.source.name === is.source.name : before === after) return [];
  const message =
    meant.source.name === is.source.name
      ? `its permissions boundary ${is.source.name} was changed: ${describeChange(before, after)}`
      : `its permissions boundary is ${is.source.name} instead of ${meant.source.name}`;
  return [{ kind: "boundary-changed", thing, message, fix: REAPPLY }];
}

function compareTrust(thing: string, expected: WorldRole, live: WorldRole): LiveFinding[] {
  const [before, after] = [policyText(expected.trust), policyText(live.trust)];
  if (before === undefined || before === after) return [];
  const message = `who may assume it was changed: ${describeChange(before, after)}`;
  return [{ kind: "trust-changed", thing, message, fix: REAPPLY }];
}

function compareAssignments(thing: string, expected: WorldRole, live: WorldRole): LiveFinding[] {
  const difference = (
    one: readonly string[] = [],
    other: readonly string[] = [],
  ): readonly string[] => one.filter((each) => !other.includes(each));
  return [
    ...difference(live.assignedGroups, expected.assignedGroups).map((group): LiveFinding => ({
      kind: "assignment-added",
      thing,
      message: `group ${group} is assigned, which the config doesn't say`,
      fix: TAKE_AWAY,
    })),
    ...difference(live.assignedUsers, expected.assignedUsers).map((user): LiveFinding => ({
      kind: "assignment-added",
      thing,
      message: `user ${user} is assigned by themselves, and people come by groups alone`,
      fix: TAKE_AWAY,
    })),
    ...difference(expected.assignedGroups, live.assignedGroups).map((group): LiveFinding => ({
      kind: "assignment-gone",
      thing,
      message: `group ${group} is not assigned`,
      fix: REAPPLY,
    })),
  ];
}
