import { printable } from "../lib/config/preview";
import type { Platform } from "../lib/model/platform";
import { listNames } from "../lib/report/list-names";
import type { Members } from "./read-members";

/** Tells, on stderr, what of an export was of no use and what it lacks: where it is silent, nothing was checked. */
export function noteMembers(platform: Platform, { file, groups, byGroup }: Members): void {
  const known = new Set(platform.groups.map(({ name }) => name.toLowerCase()));
  const unknown = groups.filter((group) => !known.has(group.toLowerCase()));
  if (unknown.length > 0) {
    note(
      `${file} has ${groupsOf(unknown.length)} that the config doesn't know: ignored, ${listNames(unknown)}`,
    );
  }
  const missing = platform.groups
    .map(({ name }) => name)
    .filter((group) => !byGroup.has(group.toLowerCase()));
  if (missing.length > 0) {
    note(
      `${file} lacks ${groupsOf(missing.length)} of the config: who is in them was not checked, ${listNames(missing)}`,
    );
  }
}

function groupsOf(count: number): string {
  return count === 1 ? "1 group" : `${count} groups`;
}

function note(text: string): void {
  console.error(`note: ${printable(text)}`);
}
