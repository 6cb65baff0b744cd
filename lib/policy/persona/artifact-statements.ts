import { Names } from "../../model/names";
import { globsMeet } from "../../model/globs-meet";
import type { Platform } from "../../model/platform";
import { coverNames } from "../cover-names";
import type { Statement } from "../statement";
import type { Held } from "./held";
import { type Style, bucketNames, othersOf } from "./pipeline-universe";

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
      resources: writeBuckets(platform, names, buckets, style).map(
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

/**
 * Unlike other names, those of buckets are everybody's: a pattern keeps the platform's prefix and the account's id, and
 * clear of the platform's other buckets there.
 */
function writeBuckets(
  platform: Platform,
  names: Names,
  held: readonly string[],
  style: Style,
): readonly string[] {
  if (style === "exact") return held;
  const { prefix, tooling, backend } = platform;
  const others = [
    ...othersOf(platform, "buckets", held),
    ...tooling.regions.map((region) => names.accessLogBucket(region)),
    ...(backend.type === "s3" ? [backend.bucket] : []),
  ];
  const end = `-${tooling.accountId}-`;
  // What follows the account's id is the region, and a pipeline's buckets are held in all of its regions.
  const stemOf = (bucket: string) => bucket.split(end, 1)[0] ?? bucket;
  const stems = coverNames([...new Set(held.map(stemOf))], others.map(stemOf), {
    minimumPrefix: `${prefix}-`.length,
  });
  const patterns = stems.map((stem) => `${stem}${end}*`);
  return patterns.some((pattern) => others.some((other) => globsMeet(pattern, other)))
    ? held
    : patterns;
}
