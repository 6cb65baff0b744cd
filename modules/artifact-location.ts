import type { ArtifactLocation } from "../lib/policy/artifact-access";
import type { Place } from "./place";

export interface ArtifactLocationProps {
  readonly bucketName: string;
  /** The artifact key's alias, without `alias/`: `aliasName` of its `ArtifactKey`. */
  readonly keyAliasName: string;
}

/**
 * Where artifacts lie, as policies name it. An `ArtifactStore` takes it, and so do the statements of whoever reads from
 * there, in other accounts too.
 *
 * @param place the account and region of the bucket and its key
 */
export function artifactLocation(place: Place, props: ArtifactLocationProps): ArtifactLocation {
  return {
    region: place.region,
    bucketArn: place.bucketArn(props.bucketName),
    keyArnPattern: place.keysArn,
    keyAlias: `alias/${props.keyAliasName}`,
    viaS3: place.serviceName("s3"),
  };
}
