import type { PersonaName } from "../config/schema/names";
import type { GroupConfig } from "../config/schema/people";

/** The personas that a group holds, in the order of the file, whether or not they end. */
export function personasOf({ personas }: GroupConfig): PersonaName[] {
  return personas.map((entry) => (typeof entry === "string" ? entry : entry.persona));
}

/** Who is in a group by the file, in its order; undefined where it doesn't say. */
export function membersOf({ members }: GroupConfig): string[] | undefined {
  return members?.map((entry) => (typeof entry === "string" ? entry : entry.user));
}
