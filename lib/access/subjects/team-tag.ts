import type { Platform } from "../../model/platform";

/** The session tag that says which team somebody is in. */
export function teamTagOf({ identity }: Pick<Platform, "identity">): string {
  return identity.mode === "none" ? "team" : identity.teamTag;
}
