import type { Platform } from "../../../../model/platform";

/** One line of the journal of promotions; undefined where that isn't in S3. */
export function journalLine({ backend, partition }: Platform): string | undefined {
  if (backend.type !== "s3") return undefined;
  const folder = `${backend.bucket}/${backend.keyPrefix}/promotion/journal`;
  return `arn:${partition.name}:s3:::${folder}/00000001.jsonl`;
}
