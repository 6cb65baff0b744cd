import { dirname, join, resolve } from "node:path";
import type { Platform } from "../../lib/model/platform";
import { journalPrefix } from "../../lib/model/promotion-prefixes";
import { FolderStore } from "../../lib/promotion/journal/folder-store";
import type { JournalStore } from "../../lib/promotion/journal/journal-store";
import { hcpStore } from "./hcp";
import type { PromotionCredentials } from "./promotion-credentials";

/**
 * The journal lies beside the state.
 *
 * @param folder where the generated Terraform is
 * @param credentials by default those that the AWS SDK finds
 */
export function journalStore(
  { backend }: Pick<Platform, "backend">,
  folder: string,
  credentials?: PromotionCredentials,
): JournalStore {
  switch (backend.type) {
    case "local":
      // State paths lead from a stack's folder to the one that the output is in.
      return new FolderStore(
        join(dirname(resolve(folder)), backend.directory, "promotion", "journal"),
      );
    case "s3":
      return s3Store(backend, credentials);
    case "cloud":
      return hcpStore(backend);
  }
}

type S3Backend = Extract<Platform["backend"], { readonly type: "s3" }>;
type S3Module = typeof import("../../lib/promotion/journal/s3-store");

/** The AWS SDK is loaded here, and only here: most commands don't need it. */
function s3Store(backend: S3Backend, credentials: PromotionCredentials | undefined): JournalStore {
  const { bucket, region, kmsKeyArn } = backend;
  const { S3Store } = require("../../lib/promotion/journal/s3-store") as S3Module;
  return S3Store.inRegion(region, credentials?.journal(), {
    bucket,
    prefix: journalPrefix(backend),
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
  });
}
