import type { Subject } from "../../access/matrix/access-matrix";
import type { Place } from "../../access/matrix/place";
import type { World, WorldRole } from "../../access/world/world";
import type { DirectorySnapshot } from "../live/account-snapshot";

/** A person who can take a role, and what lets them. */
export interface Holder {
  readonly person: string;
  /** A group, or `assigned by themselves`. */
  readonly by: string;
}

interface HolderInput {
  readonly world: Pick<World, "groups">;
  /** Absent where people don't come through Identity Center. */
  readonly directory?: Pick<DirectorySnapshot, "members" | "users">;
  /** Of the tooling account, where pipelines are. */
  readonly toolingAccountId: string;
}

/**
 * Who has a subject's roles where a place is, as the directory or IAM's groups say now; undefined where only an outside
 * identity provider knows.
 */
export function holdersAt(
  subject: Subject,
  place: Place,
  input: HolderInput,
): readonly Holder[] | undefined {
  const accountId = place.kind === "account" ? place.accountId : input.toolingAccountId;
  return holdersIn(subject, accountId, input);
}

/** Sorted by person. */
function holdersIn(
  subject: Subject,
  accountId: string,
  { world, directory }: HolderInput,
): readonly Holder[] | undefined {
  const roles = subject.roles.filter((role) => role.accountId === accountId);
  if (roles.some(({ kind }) => kind === "permission-set"))
    return sorted(roles.flatMap((role) => assigned(role, directory)));
  const groups = world.groups.filter(({ name }) => subject.groups.includes(name));
  if (groups.length === 0) return roles.length === 0 ? [] : undefined;
  return sorted(groups.flatMap(({ name, users }) => users.map((person) => ({ person, by: name }))));
}

function assigned(
  { assignedGroups = [], assignedUsers = [] }: WorldRole,
  directory: HolderInput["directory"],
): Holder[] {
  return [
    ...assignedGroups.flatMap((group) =>
      (directory?.members[group] ?? []).map((person) => ({ person, by: group })),
    ),
    ...assignedUsers.map((id) => ({
      person: directory?.users[id] ?? id,
      by: "assigned by themselves",
    })),
  ];
}

function sorted(holders: readonly Holder[]): readonly Holder[] {
  return [...holders].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ person, by }: Holder): string {
  return `${person}\n${by}`;
}
