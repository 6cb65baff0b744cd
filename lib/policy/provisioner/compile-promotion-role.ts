import { bundlesPrefix, journalPrefix } from "../../model/promotion-prefixes";
import { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import { ProvisionerNames } from "../../model/provisioner-names";
import type { CompiledRole } from "../compiled-role";
import type { Statement } from "../statement";
import { promotionTrust } from "./provisioner-trust";
import { stateKeyAccess } from "./state-access";

/** What promotions keep their journal and bundles as, where these are in S3. It is in the tooling account, and reaches no state. */
export function compilePromotionRole(platform: Platform): CompiledRole | undefined {
  const { backend, bootstrap } = platform;
  if (backend.type !== "s3" || bootstrap === undefined) return undefined;
  const bucket = new Names(platform).bucketArn(backend.bucket);
  const prefixes = [bundlesPrefix(backend), journalPrefix(backend)];
  const kept = prefixes.map((prefix) => `${bucket}/${prefix}/*`);
  const statements: Statement[] = [
    {
      sid: "PromotionList",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      conditions: { StringLike: { "s3:prefix": prefixes.map((prefix) => `${prefix}/*`) } },
    },
    { sid: "PromotionRead", actions: ["s3:GetObject"], resources: kept },
    {
      sid: "PromotionAdd",
      actions: ["s3:PutObject"],
      resources: kept,
      conditions: { Null: { [IF_NONE_MATCH]: "false" } },
    },
    ...stateKeyAccess(platform, backend, [bucket, ...kept]),
  ];
  return {
    name: new ProvisionerNames(platform).promotionRole(),
    description: "Promotions keep their journal and bundles as this",
    trust: promotionTrust(platform),
    statements,
  };
}

/**
 * Given by who writes an object that must not be there yet. Copies and parts of an upload can't give it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export const IF_NONE_MATCH = "s3:if-none-match";
