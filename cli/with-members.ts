import { nameKey } from "../lib/model/name-key";
import type { Platform } from "../lib/model/platform";
import type { Members } from "./read-members";

/**
 * The platform with whom an export of the directory has in its groups, beside whom the config names. A person is written
 * alike in all groups, as the config does it where it does.
 */
export function withMembers(platform: Platform, { byGroup }: Pick<Members, "byGroup">): Platform {
  const exported = platform.groups.map(({ name }) => byGroup.get(nameKey(name)));
  const named = platform.groups.map(({ members }) => members);
  const spelling = new Map<string, string>();
  for (const person of [...named, ...exported].flatMap((people) => people ?? [])) {
    const key = nameKey(person);
    if (!spelling.has(key)) spelling.set(key, person);
  }
  const groups = platform.groups.map((group, index) => {
    if (exported[index] === undefined) return group;
    const people = [...(named[index] ?? []), ...exported[index]];
    const members = new Set(people.map((person) => spelling.get(nameKey(person)) ?? person));
    return { ...group, members: [...members].sort() };
  });
  return { ...platform, groups };
}
