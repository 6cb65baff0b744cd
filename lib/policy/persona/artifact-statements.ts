import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import type { Statement } from "../statement";
import type { Held } from "./held";
import { type Style, bucketNames, writeNames } from "./pipeline-universe";

/** Reading what the pipelines hand from action to action. */
export function artifactStatements(
  platform: Platform,
  held: Held,
  sid: string,
  style: Style,
): Statement[] {
  const names = new Names(platform);
  const buckets = held.pipelines.flatMap((pipeline) => bucketNames(pipeline, names));
  const regions = [...new Set(held.pipelines.flatMap((pipeline) => pipeline.regions))].sort();
  return [
    {
      sid,
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: writeNames(platform, "buckets", buckets, style).map(
        (bucket) => `${names.bucketArn(bucket)}/*`,
      ),
      reasons: held.reasons,
    },
    // Not narrowed to the buckets: S3 has done that, and a list of them would make one statement for each pipeline.
    ...regions.map((region) => ({
      sid: `${sid}Key`,
      actions: ["kms:Decrypt"],
      resources: [names.keysArn(region)],
      conditions: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${names.artifactKeyAlias()}` },
        StringEquals: { "kms:ViaService": names.viaService("s3", region) },
      },
      reasons: held.reasons,
    })),
  ];
}
