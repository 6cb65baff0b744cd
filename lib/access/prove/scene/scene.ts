import type { Platform } from "../../../model/platform";
import type { World, WorldPipeline, WorldProject, WorldRole } from "../../world/world";
import { type Context, inOrganization } from "./contexts";
import { type ArtifactStore, artifactStores } from "./artifact-stores";
import { type MachineRole, machineRoles } from "./machine-roles";
import { Kinds } from "./kinds";
import { type Provisioner, provisionersOf } from "./provisioners";
import { RoleIndex } from "./role-index";
import { type Strays, straysOf } from "./strangers";
import type { ActionCatalogue } from "./action-catalogue";

/** What was meant and what was made, with what every check needs of it found once. */
export interface Scene {
  readonly platform: Platform;
  readonly world: World;
  readonly roles: RoleIndex;
  readonly kinds: Kinds;
  readonly machines: ReadonlyMap<string, MachineRole>;
  /** What Terraform runs as, by ARN. */
  readonly provisioners: ReadonlyMap<string, Provisioner>;
  readonly stores: readonly ArtifactStore[];
  /** Roles of people, whether they are roles or come of permission sets. */
  readonly people: readonly WorldRole[];
  readonly strays: Strays;
  /** Of a request from within the organisation. */
  readonly inOrg: Context;
  readonly catalogue: ActionCatalogue;
  /** The CodeBuild projects that a pipeline starts or is said to have. */
  readonly projectsOf: (pipeline: string) => readonly WorldProject[];
  /** @param repository in any case */
  readonly pipelinesFrom: (repository: string) => readonly WorldPipeline[];
  readonly pipelinesBy: (connectionArn: string) => readonly WorldPipeline[];
  readonly machinesOf: (pipeline: string) => readonly MachineRole[];
}

export function setScene(platform: Platform, world: World, catalogue: ActionCatalogue): Scene {
  const machines = machineRoles(world);
  return {
    platform,
    world,
    roles: RoleIndex.of(world),
    kinds: new Kinds(world),
    machines,
    provisioners: provisionersOf(platform, world),
    stores: artifactStores(world, machines),
    people: world.roles.filter(({ persona }) => persona !== undefined),
    strays: straysOf(platform),
    inOrg: inOrganization(platform),
    catalogue,
    projectsOf: projectsByPipeline(world),
    pipelinesFrom: pipelinesByValue(world, "FullRepositoryId"),
    pipelinesBy: pipelinesByValue(world, "ConnectionArn"),
    machinesOf: machinesByPipeline(machines),
  };
}

/** Pipelines by what one of their actions is configured with, in any case. */
function pipelinesByValue(
  { pipelines }: World,
  key: string,
): (value: string) => readonly WorldPipeline[] {
  const found = new Map<string, Set<WorldPipeline>>();
  for (const pipeline of pipelines)
    for (const { configuration } of pipeline.stages.flatMap(({ actions }) => actions)) {
      const value = configuration[key]?.toLowerCase();
      if (value === undefined) continue;
      const there = found.get(value) ?? new Set();
      found.set(value, there.add(pipeline));
    }
  return (value) => [...(found.get(value.toLowerCase()) ?? [])];
}

function machinesByPipeline(machines: ReadonlyMap<string, MachineRole>): Scene["machinesOf"] {
  const found = new Map<string, MachineRole[]>();
  for (const machine of machines.values())
    for (const pipeline of machine.pipelines) {
      const there = found.get(pipeline) ?? [];
      found.set(pipeline, there);
      there.push(machine);
    }
  return (pipeline) => found.get(pipeline) ?? [];
}

function projectsByPipeline({ pipelines, projects }: World): Scene["projectsOf"] {
  const started = new Map(
    pipelines.flatMap(({ name, stages }) =>
      stages.flatMap(({ actions }) =>
        actions.map(({ configuration }) => [configuration["ProjectName"], name] as const),
      ),
    ),
  );
  const byPipeline = new Map<string, WorldProject[]>();
  for (const project of projects) {
    const owner = started.get(project.name) ?? project.tags["gatehouse:pipeline"] ?? "";
    byPipeline.set(owner, [...(byPipeline.get(owner) ?? []), project]);
  }
  return (pipeline) => byPipeline.get(pipeline) ?? [];
}
