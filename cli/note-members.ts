import { printable } from "../lib/config/preview";
import { nameKey } from "../lib/model/name-key";
import type { Platform } from "../lib/model/platform";
import { listNames } from "../lib/report/text/list-names";
import type { Members } from "./read-members";

/** Tells, on stderr, what of an export was of no use and what it lacks: where it is silent, nothing was checked. */
export function noteMembers(platform: Platform, { file, groups, byGroup }: Members): void {
  const known = new Set(platform.groups.map(({ name }) => nameKey(name)));
  const unknown = groups.filter((group) => !known.has(nameKey(group)));
  if (unknown.length > 0) {
    note(
      `${file} has ${groupsOf(unknown.length)} that the config doesn't know: ignored, ${listNames(unknown)}`,
    );
  }
  const missing = platform.groups
    .map(({ name }) => name)
    .filter((group) => !byGroup.has(nameKey(group)));
  if (missing.length > 0) {
    note(
      `${file} lacks ${groupsOf(missing.length)} of the config: who is in them was not checked, ${listNames(missing)}`,
    );
  }
  if (shareNobody(platform, byGroup)) {
    note(
      `${file} and the config's members share nobody: if one has ids and the other names, everybody counts as two people; write both alike`,
    );
  }
}

/** Whoever is in a group is mostly in the other list as well. */
function shareNobody({ groups }: Platform, byGroup: Members["byGroup"]): boolean {
  const here = new Set(groups.flatMap(({ members = [] }) => members.map(nameKey)));
  const there = [...byGroup.values()].flat().map(nameKey);
  return here.size > 0 && there.length > 0 && !there.some((person) => here.has(person));
}

function groupsOf(count: number): string {
  return count === 1 ? "1 group" : `${count} groups`;
}

function note(text: string): void {
  console.error(`note: ${printable(text)}`);
}
