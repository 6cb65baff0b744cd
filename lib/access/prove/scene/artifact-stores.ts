import type { World, WorldPipeline, WorldResource, WorldStore } from "../../world/world";
import type { MachineRole } from "./machine-roles";

/** Where a pipeline keeps its artifacts in one region, and whose they are. */
export interface ArtifactStore {
  readonly pipeline: WorldPipeline;
  readonly region: string;
  readonly bucket: WorldResource;
  /** Absent where the store names no key of the world's. */
  readonly key: WorldResource | undefined;
  readonly keyArn: string | undefined;
  /** Some artifact: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html */
  readonly object: string;
  /** ARNs of the pipeline's own roles. */
  readonly own: ReadonlySet<string>;
}

export function artifactStores(
  world: World,
  machines: ReadonlyMap<string, MachineRole>,
): readonly ArtifactStore[] {
  const resources = new Map(world.resources.map((resource) => [resource.arn, resource]));
  const own = new Map<string, Set<string>>();
  for (const { arn, pipelines } of machines.values()) {
    for (const name of pipelines) own.set(name, (own.get(name) ?? new Set<string>()).add(arn));
  }
  return world.pipelines.flatMap((pipeline) =>
    pipeline.stores.flatMap((store): ArtifactStore[] => {
      const bucket = resources.get(bucketArn(world, store));
      if (bucket === undefined) return [];
      return [
        {
          pipeline,
          region: store.region,
          bucket,
          key: resources.get(store.keyArn ?? ""),
          keyArn: store.keyArn,
          object: `${bucket.arn}/${pipeline.name.slice(0, 20)}/build/a1B2c3D`,
          own: own.get(pipeline.name) ?? new Set(),
        },
      ];
    }),
  );
}

function bucketArn({ partition }: World, { bucket }: WorldStore): string {
  return `arn:${partition}:s3:::${bucket}`;
}
