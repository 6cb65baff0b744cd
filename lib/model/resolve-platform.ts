import type { PlatformConfig } from "../config/schema/platform";
import type {
  AccountName,
  ConnectionName,
  PipelineName,
  ProfileName,
} from "../config/schema/names";
import type { DeployConfig } from "../config/schema/deploy";
import type { PermissionConfig } from "../config/schema/permissions";
import type { PipelineConfig } from "../config/schema/pipeline";
import { resolveAudit } from "./audit";
import { deepFreeze } from "./deep-freeze";
import { findOwn } from "./find-own";
import { byContent, byKey, byName, sorted } from "./order";
import { getPartition } from "./partitions";
import type { Identity } from "./people";
import type {
  Connection,
  Deploy,
  ExecutionProfile,
  Pipeline,
  PipelineTarget,
  Platform,
  Stage,
  StageTarget,
  TargetAccount,
} from "./platform";
import { resolveBackend } from "./resolve-backend";
import { resolveGroup } from "./resolve-group";
import { resolveCapabilities, resolvePersonas } from "./resolve-personas";
import { selectAccounts } from "./select";

/**
 * Turns a config whose shape is right into the model. Names that lead nowhere are left out here; the checks report
 * them, and a platform is only used when they found nothing.
 */
export function resolvePlatform(config: PlatformConfig): Platform {
  const partition = getPartition(config.organization.partition);
  const accounts = byName(
    Object.entries(config.accounts).map(([name, account]) => ({
      ...account,
      name: name as AccountName,
      regions: sorted(account.regions),
      tags: byKey(account.tags),
    })),
  );
  const connections = byName(
    Object.entries(config.connections).map(([name, value]) => connection(name, value)),
  );
  const pipelines = byName(
    Object.entries(config.pipelines).map(([name, value]) =>
      pipeline(name as PipelineName, value, { config, accounts, connections }),
    ),
  );
  const regions = sorted(
    new Set([config.tooling.homeRegion, ...pipelines.flatMap((each) => each.regions)]),
  );
  return deepFreeze({
    organizationId: config.organization.id,
    partition,
    managementAccountId: config.organization.managementAccountId,
    logArchiveAccountId: config.logArchive?.accountId,
    audit: resolveAudit(config),
    prefix: config.namePrefix,
    tags: byKey(config.tags),
    tooling: { ...config.tooling, regions },
    environments: config.environments,
    accounts,
    connections,
    pipelines,
    capabilities: resolveCapabilities(config),
    duties: byName(
      config.separationOfDuties.map((rule, index) => ({
        ...rule,
        path: ["separationOfDuties", index],
      })),
    ),
    personas: byName(resolvePersonas({ config, pipelines, accounts })),
    groups: byName(config.groups.map(resolveGroup)),
    identity: identity(config),
    backend: resolveBackend(config.backend),
    boundary: config.boundary,
    provisionerRole: config.provisioner.assumeRole,
    bootstrap: config.provisioner.bootstrap,
    retention: config.retention,
    promotion: { ...config.promotion, canaries: sorted(new Set(config.promotion.canaries)) },
  });
}

interface Resolved {
  readonly config: PlatformConfig;
  readonly accounts: readonly TargetAccount[];
  readonly connections: readonly Connection[];
}

function pipeline(name: PipelineName, value: PipelineConfig, resolved: Resolved): Pipeline {
  const { config } = resolved;
  const stages = value.stages.map((each) => stage(each, resolved));
  const targets = pipelineTargets(stages);
  // CodeBuild steps run in the home region whatever they deploy to, so only these kinds need artifacts elsewhere.
  const remote =
    value.deploy?.kind === "terraform" ? [] : targets.flatMap((target) => target.regions);
  return {
    name,
    team: value.team,
    description: value.description,
    tags: byKey(value.tags),
    source: {
      ...value.source,
      connection: resolved.connections.find((each) => each.name === value.source.connection) ?? {
        kind: "created",
        name: value.source.connection,
        provider: "GitHub",
      },
    },
    build: {
      ...value.build,
      environment: byKey(value.build.environment),
      permissions: permissions(value.build.permissions),
    },
    deploy: value.deploy === undefined ? undefined : deploy(name, value.deploy, config),
    stages,
    regions: sorted(new Set([config.tooling.homeRegion, ...remote])),
    targets,
    executionMode: value.executionMode,
    deleteBucketWithArtifacts: value.deleteBucketWithArtifacts,
  };
}

function stage(value: PipelineConfig["stages"][number], { config, accounts }: Resolved): Stage {
  const selected = value.accounts === undefined ? [] : selectAccounts(value.accounts, accounts);
  const targets = selected
    .map((account): StageTarget => ({
      account,
      regions: account.regions.filter((region) => value.regions?.includes(region) ?? true),
    }))
    .filter((target) => target.regions.length > 0);
  const environments = config.environments.filter((each) =>
    targets.some(({ account }) => account.environment === each.name),
  );
  return {
    name: value.name,
    environments: environments.map((each) => each.name),
    protected: environments.some((each) => each.protected),
    approval: value.approval && { ...value.approval, notify: sorted(value.approval.notify) },
    targets,
  };
}

function pipelineTargets(stages: readonly Stage[]): PipelineTarget[] {
  const visits = stages.flatMap(({ approval, targets }) =>
    targets.map((target) => ({ ...target, direct: approval === undefined })),
  );
  const accounts = new Map(visits.map(({ account }) => [account.name, account]));
  return byName([...accounts.values()]).map((account) => {
    const here = visits.filter((visit) => visit.account.name === account.name);
    return {
      account,
      regions: sorted(new Set(here.flatMap((visit) => visit.regions))),
      direct: here.some((visit) => visit.direct),
    };
  });
}

function deploy(name: PipelineName, value: DeployConfig, config: PlatformConfig): Deploy {
  switch (value.kind) {
    case "cloudformation": {
      const { executionProfile, stackName, ...rest } = value;
      return {
        ...rest,
        capabilities: sorted(value.capabilities),
        stackName: stackName ?? name,
        profile: profile(executionProfile, config),
      };
    }
    case "terraform": {
      const { executionProfile, ...rest } = value;
      return { ...rest, profile: profile(executionProfile, config) };
    }
    case "ecs":
      return {
        ...value,
        taskRoles: sorted(value.taskRoles),
        taskFamily: value.taskFamily ?? value.service,
      };
  }
}

function profile(name: ProfileName, config: PlatformConfig): ExecutionProfile {
  const value = findOwn(config.executionProfiles, name);
  return {
    name,
    permissions: permissions(value?.permissions),
    planPermissions: permissions(value?.planPermissions),
    workloadPermissions: permissions(value?.workloadPermissions),
    mayCreateRoles: value?.mayCreateRoles ?? false,
  };
}

function permissions(written: readonly PermissionConfig[] = []): PermissionConfig[] {
  return byContent(
    written.map(({ actions, resources }) => ({
      actions: sorted(actions),
      resources: sorted(resources),
    })),
  );
}

function connection(
  name: string,
  value: PlatformConfig["connections"][ConnectionName],
): Connection {
  const named = { name: name as ConnectionName };
  return "arn" in value
    ? { kind: "existing", ...named, arn: value.arn }
    : { kind: "created", ...named, provider: value.provider };
}

function identity({ identity: value, organization, namePrefix }: PlatformConfig): Identity {
  switch (value.mode) {
    case "none":
      return value;
    case "identity-center":
      return {
        ...value,
        adminAccountId: value.adminAccountId ?? organization.managementAccountId,
        attributes: byKey(value.attributes),
      };
    case "iam":
      return { ...value, rolePath: value.rolePath ?? `/${namePrefix}/people/` };
  }
}
