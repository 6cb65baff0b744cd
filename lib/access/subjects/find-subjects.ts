import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import type { Subject } from "../matrix/access-matrix";
import { oneOfEach } from "../world/likeness";
import type { World, WorldRole } from "../world/world";
import { mentionsTag } from "./mentions-tag";
import { teamTagOf } from "./team-tag";

/** The people of no team; no team's name can be this. */
const TEAMLESS = "-";

/**
 * Whose access is looked at: the config's personas, and whatever else the world gives roles as one. A persona counts
 * once for each team, and once for people of none, where a team makes a difference. Sorted by id.
 */
export function findSubjects(platform: Platform, world: Pick<World, "roles">): readonly Subject[] {
  const roles = rolesByPersona(world.roles);
  const personas = new Map<string, Persona>(platform.personas.map((each) => [each.name, each]));
  const names = [...new Set([...personas.keys(), ...roles.keys()])].sort();
  const teams = [...new Set(platform.pipelines.map(({ team }) => team))].sort();
  return names.flatMap((name): Subject[] => {
    const own = roles.get(name) ?? [];
    const subject = { id: name, persona: name, roles: own, groups: groupsOf(platform, name) };
    if (!dependsOnTeam(platform, personas.get(name), own)) return [subject];
    return [TEAMLESS, ...teams].map((team) => ({
      ...subject,
      id: `${name}@${team}`,
      ...(team === TEAMLESS ? {} : { team }),
    }));
  });
}

/** By the tag that a role or its permission set has; a permission set without one is somebody's too. */
function rolesByPersona(roles: readonly WorldRole[]): ReadonlyMap<string, WorldRole[]> {
  const found = new Map<string, WorldRole[]>();
  for (const role of roles) {
    const name = role.persona ?? role.permissionSet;
    if (name === undefined) continue;
    const there = found.get(name);
    if (there === undefined) found.set(name, [role]);
    else there.push(role);
  }
  return found;
}

function groupsOf({ groups }: Platform, persona: string): readonly string[] {
  return groups
    .filter(({ personas }) => personas.some((each) => each === persona))
    .map(({ name }) => name);
}

/** By what is meant or by what is written: either alone would miss what the other has by mistake. */
function dependsOnTeam(
  platform: Platform,
  persona: Persona | undefined,
  roles: readonly WorldRole[],
): boolean {
  const meant = persona?.grants.some((grant) => grant.kind === "pipeline" && grant.ownTeam);
  if (meant === true && roles.length > 0) return true;
  const key = `aws:principaltag/${teamTagOf(platform).toLowerCase()}`;
  const policies = new Set(
    oneOfEach(roles).flatMap(({ policies: { identity, boundary } }) =>
      boundary === undefined ? identity : [...identity, boundary],
    ),
  );
  return [...policies].some((policy) => mentionsTag(policy, key));
}
