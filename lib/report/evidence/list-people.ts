import type { Platform } from "../../model/platform";
import { loosenings } from "../personas/loosenings";
import { csv } from "../text/csv";

const COLUMNS = [
  "persona",
  "what for",
  "enabled",
  "session",
  "break-glass from",
  "break-glass until",
  "group",
  "group's members",
  "looser than by default",
] as const;

/** A row for each persona and group that holds it; members as far as the config, or an export, tells of them. */
export function peopleCsv(platform: Platform): string {
  const rows = platform.personas.flatMap((persona) => {
    const { name, description, enabled, sessionDuration, breakGlass } = persona;
    const groups = platform.groups.filter(({ personas }) => personas.includes(name));
    const held = groups.map((group) => [group.name, group.members?.join(" ") ?? "not told here"]);
    return (held.length === 0 ? [["", ""]] : held).map(([group = "", members = ""]) => [
      name,
      description,
      enabled ? "yes" : "no",
      sessionDuration,
      breakGlass?.from ?? "",
      breakGlass?.until ?? "",
      group,
      members,
      loosenings(platform, persona).join("; "),
    ]);
  });
  return csv([COLUMNS, ...rows]);
}
