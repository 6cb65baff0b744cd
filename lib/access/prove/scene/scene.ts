import type { Platform } from "../../../model/platform";
import type { World, WorldProject, WorldRole } from "../../world/world";
import { type Context, inOrganization } from "./contexts";
import { type ArtifactStore, artifactStores } from "./artifact-stores";
import { type MachineRole, machineRoles } from "./machine-roles";
import { RoleIndex } from "./role-index";
import { type Strays, straysOf } from "./strangers";
import type { ActionCatalogue } from "./action-catalogue";

/** What was meant and what was made, with what every check needs of it found once. */
export interface Scene {
  readonly platform: Platform;
  readonly world: World;
  readonly roles: RoleIndex;
  readonly machines: ReadonlyMap<string, MachineRole>;
  readonly stores: readonly ArtifactStore[];
  /** Roles of people, whether they are roles or come of permission sets. */
  readonly people: readonly WorldRole[];
  readonly strays: Strays;
  /** Of a request from within the organisation. */
  readonly inOrg: Context;
  readonly catalogue: ActionCatalogue;
  /** The CodeBuild projects that a pipeline starts or is said to have. */
  readonly projectsOf: (pipeline: string) => readonly WorldProject[];
}

export function setScene(platform: Platform, world: World, catalogue: ActionCatalogue): Scene {
  const machines = machineRoles(world);
  return {
    platform,
    world,
    roles: RoleIndex.of(world),
    machines,
    stores: artifactStores(world, machines),
    people: world.roles.filter(({ persona }) => persona !== undefined),
    strays: straysOf(platform),
    inOrg: inOrganization(platform),
    catalogue,
    projectsOf: projectsByPipeline(world),
  };
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
