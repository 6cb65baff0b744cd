import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/**
 * Not decided by policies: S3 refuses what would make a bucket public, whatever is written later.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function keepThePublicOut({ world }: Scene, inquiry: Inquiry): void {
  for (const { type, arn, name, blocksPublic, origin } of world.resources) {
    if (type !== "s3_bucket") continue;
    inquiry.count(1);
    if (blocksPublic === true) continue;
    const source = { name, file: origin.file, at: origin.address };
    inquiry.report({
      kind: "violated",
      message: `bucket ${name} doesn't block public access in all four ways`,
      who: arn,
      evidence: [{ source, path: "$", sid: undefined, effect: "Allow" }],
      fix: "give it an aws_s3_bucket_public_access_block with all four set to true",
    });
  }
}
