import type { Platform } from "../../../../model/platform";

/** One line of the journal of promotions, and one file of a bundle; none where these aren't in S3. */
export function promotionObjects({ backend, partition }: Platform): string[] {
  if (backend.type !== "s3") return [];
  const folder = `arn:${partition.name}:s3:::${backend.bucket}/${backend.keyPrefix}/promotion`;
  return [`${folder}/journal/00000001.jsonl`, `${folder}/bundles/any`];
}
