import type { Names } from "../model/names";
import type { Pipeline } from "../model/platform";
import type { ArtifactLocation } from "./artifact-access";

/** Where a pipeline's artifacts lie, one place for each of its regions. */
export function artifactLocations(
  pipeline: Pick<Pipeline, "name" | "regions">,
  names: Names,
  regions: readonly string[] = pipeline.regions,
): ArtifactLocation[] {
  return pipeline.regions
    .filter((region) => regions.includes(region))
    .map((region) => ({
      region,
      bucketArn: names.bucketArn(names.artifactBucket(pipeline, region)),
      keyArnPattern: names.keysArn(region),
      keyAlias: `alias/${names.artifactKeyAlias()}`,
      viaS3: names.viaService("s3", region),
    }));
}
