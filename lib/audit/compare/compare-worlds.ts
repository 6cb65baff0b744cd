import type { World, WorldRole } from "../../access/world/world";
import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import { comparePipelines, compareResources, missing } from "./compare-resources";
import { compareRole, nameOfRole } from "./compare-roles";
import { type LiveFinding, TAKE_AWAY } from "./live-finding";

/** Everything that is not as the config says, sorted by what it is about. */
export function compareWorlds(platform: Platform, expected: World, live: World): LiveFinding[] {
  const workloads = platform.pipelines.map((each) => new Names(platform).workloadRolePath(each));
  const there = new Map(live.roles.map((role) => [nameOfRole(role), role]));
  const meant = new Set(expected.roles.map(nameOfRole));
  const findings = [
    ...expected.roles.flatMap((role) => {
      const is = there.get(nameOfRole(role));
      return is === undefined ? [missing(nameOfRole(role))] : compareRole(role, is);
    }),
    ...live.roles
      .filter((role) => !meant.has(nameOfRole(role)) && isOurs(platform, workloads, role))
      .map((role): LiveFinding => ({
        kind: "unexpected",
        thing: nameOfRole(role),
        message: "it is named or tagged as Gatehouse's, and the config doesn't make it",
        fix: TAKE_AWAY,
      })),
    ...compareResources(expected, live),
    ...comparePipelines(expected, live),
  ];
  return findings.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ thing, kind, message }: LiveFinding): string {
  return [thing, kind, message].join("\n");
}

/** By name or tag. Roles that deployments made are below a path of their own, and theirs. */
function isOurs(
  { prefix }: Platform,
  workloads: readonly string[],
  { arn, name, kind, permissionSet, tags }: WorldRole,
): boolean {
  if (kind === "permission-set") return permissionSet?.startsWith(`${prefix}-`) === true;
  if (workloads.some((path) => arn.includes(`:role${path}`))) return false;
  return (
    name.startsWith(`${prefix}-`) ||
    name.startsWith(`provisioner-${prefix}-`) ||
    Object.keys(tags).some((key) => key.startsWith("gatehouse:"))
  );
}
