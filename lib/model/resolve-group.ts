import type { GroupConfig } from "../config/schema/people";
import { membersOf, personasOf } from "./group-entries";
import { byContent, sorted } from "./order";
import type { Group, GroupTerm } from "./people";
import { termOf } from "./term";

/** A group with its personas and members by name, and apart from them what of it ends. */
export function resolveGroup(group: GroupConfig): Group {
  const members = membersOf(group);
  const terms = termsOf(group);
  return {
    name: group.name,
    personas: sorted(personasOf(group)),
    source: group.source,
    externalId: group.externalId,
    members: members && sorted(new Set(members)),
    ...(terms.length === 0 ? {} : { terms }),
  };
}

function termsOf({ personas, members = [] }: GroupConfig): GroupTerm[] {
  const found: GroupTerm[] = [];
  for (const entry of personas) {
    const term = typeof entry === "string" ? undefined : termOf(entry);
    if (typeof entry !== "string" && term !== undefined)
      found.push({ of: "persona", name: entry.persona, ...term });
  }
  for (const entry of members) {
    const term = typeof entry === "string" ? undefined : termOf(entry);
    if (typeof entry !== "string" && term !== undefined)
      found.push({ of: "member", name: entry.user, ...term });
  }
  return byContent(found);
}
