import type { Pipeline } from "../../../../model/platform";
import type { WorldRole } from "../../../world/world";
import type { Scene } from "../../scene/scene";
import { configRights } from "../machine-roles/config-rights";
import { Rights } from "../machine-roles/rights";
import type { Overreach } from "./overreach";

/** What the config itself lets a role, or roles that it makes, do by name: a boundary must not take that away. */
export function configuredRights(role: WorldRole, { platform }: Scene): Rights {
  const { tooling, partition, prefix, pipelines } = platform;
  if (role.persona !== undefined) return NONE;
  const rightsOf = (pipeline: Pipeline, regions: readonly string[], all: readonly Permission[]) =>
    configRights(all, "the config lets it do", {
      partition: partition.name,
      account: role.accountId,
      prefix,
      pipeline: pipeline.name,
      regions,
    });
  if (role.accountId === tooling.accountId)
    // One boundary serves the builds of all pipelines.
    return new Rights(
      pipelines.flatMap((pipeline) =>
        rightsOf(pipeline, [tooling.homeRegion], pipeline.build.permissions),
      ),
    );
  const pipeline = pipelines.find(({ name }) => name === role.pipeline);
  const target = pipeline?.targets.find(({ account }) => account.id === role.accountId);
  if (pipeline?.deploy === undefined || pipeline.deploy.kind === "ecs" || target === undefined)
    return NONE;
  const { permissions, planPermissions, workloadPermissions } = pipeline.deploy.profile;
  const all = [...permissions, ...planPermissions, ...workloadPermissions];
  return new Rights(rightsOf(pipeline, target.regions, all));
}

/**
 * The same, in an account that nobody named: what builds may do is in no one pipeline's name, so that the boundary of the
 * tooling account leaves names open, and the account is what is left to keep.
 */
export function configuredElsewhere(
  { all }: Rights,
  { accountId }: WorldRole,
  { platform, strays }: Scene,
): Overreach[] {
  if (accountId !== platform.tooling.accountId) return [];
  const found = all.flatMap(({ actions, resources }) =>
    resources.flatMap((resource) => {
      const elsewhere = resource.replace(`:${accountId}:`, `:${strays.foreign}:`);
      if (elsewhere === resource) return [];
      const named = elsewhere.replaceAll("*", "zz-stray");
      // Roles of other accounts are asked about by themselves.
      return actions
        .filter((action) => !action.startsWith("sts:"))
        .map((action) => ({ action, resource: named }));
    }),
  );
  return [...new Map(found.map((each) => [`${each.action} ${each.resource}`, each])).values()];
}

type Permission = Pipeline["build"]["permissions"][number];

const NONE = new Rights([]);
