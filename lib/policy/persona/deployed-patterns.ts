import { deployedNames } from "../../model/deployed-names";
import { onceFor } from "../../model/once-for";
import { sorted } from "../../model/order";
import type { EcsDeploy, Platform } from "../../model/platform";
import { coverNames } from "../cover-names";

/** What all pipelines deploy, and what it runs as: names, or patterns where there are too many. */
export interface DeployedPatterns {
  readonly stacks: readonly string[];
  /** ECS services, as `cluster/service`. */
  readonly services: readonly string[];
  readonly functions: readonly string[];
  /** ECS clusters that some service of these is on. */
  readonly clusters: readonly string[];
  /** Of ECS task definitions. */
  readonly families: readonly string[];
  /** What tasks and their agent run as, with their path. */
  readonly taskRoles: readonly string[];
}

/** They take in nothing that a capability of the team's own names. */
export const deployedPatterns = onceFor((platform: Platform): DeployedPatterns => {
  const deployed = platform.pipelines.map(deployedNames);
  const ecs = platform.pipelines
    .map(({ deploy }) => deploy)
    .filter((deploy): deploy is EcsDeploy => deploy?.kind === "ecs");
  const own = (service: string, name: RegExp) => ownNames(platform, service, name);
  return {
    stacks: shorten(
      deployed.flatMap(({ stacks }) => stacks),
      own("cloudformation", /^stack\/([^/]*)/),
    ),
    services: shorten(
      deployed.flatMap(({ services }) => services),
      own("ecs", /^service\/(.*)/),
    ),
    functions: shorten(
      deployed.flatMap(({ functions }) => functions),
      own("lambda", /^function:(.*)/),
    ),
    clusters: shorten(
      ecs.map(({ cluster }) => cluster),
      own("ecs", /^(?:cluster|task)\/([^/]*)/),
      ROOM / 2,
    ),
    families: shorten(
      ecs.map(({ taskFamily }) => taskFamily),
      own("ecs", /^task-definition\/([^:]*)/),
      ROOM / 2,
    ),
    taskRoles: shorten(
      ecs.flatMap(({ taskRoles }) => taskRoles),
      own("iam", /^role\/(.*)/),
      ROOM / 2,
    ),
  };
});

/** What the team's own capabilities name of a service; the checks keep it apart from what pipelines deploy. */
function ownNames({ capabilities }: Platform, service: string, name: RegExp): string[] {
  return capabilities
    .flatMap(({ permissions }) => permissions.flatMap(({ resources }) => resources))
    .map((resource) => resource.replaceAll(/\$?\{[^}]*\}/g, "*").split(":"))
    .filter((parts) => parts[2] === service)
    .flatMap((parts) => name.exec(parts.slice(5).join(":"))?.[1] ?? []);
}

/** What the names of one kind may take of a policy, before those that begin alike become patterns. */
const ROOM = 800;
/** What an ARN has before the name, about. */
const BEFORE_NAME = 38;

/**
 * One by one as long as there is room; then by patterns as narrow as there is room for, which may take in what somebody
 * deploys by hand under a name that begins alike.
 */
function shorten(
  all: readonly string[],
  others: readonly string[],
  room = ROOM,
): readonly string[] {
  const names = sorted(new Set(all));
  const patterns = (minimumPrefix: number) => coverNames(names, others, { minimumPrefix });
  const fits = (written: readonly string[]) =>
    written.reduce((size, name) => size + BEFORE_NAME + name.length, 0) <= room;
  if (fits(names)) return names;
  const shortest = patterns(0);
  return [3, 2, 1].map(patterns).find(fits) ?? shortest;
}
