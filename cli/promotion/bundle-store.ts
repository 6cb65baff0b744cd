import { dirname, join, resolve } from "node:path";
import { bundlesPrefix } from "../../lib/model/promotion-prefixes";
import type { Platform } from "../../lib/model/platform";
import type { BundleStore } from "../../lib/promotion/bundles/bundle-store";
import { FolderBundleStore } from "../../lib/promotion/bundles/folder-bundle-store";
import { UserError } from "../user-error";
import type { OpenPromotion } from "./open-promotion";
import type { PromotionCredentials } from "./promotion-credentials";

/** Bundles are handed over beside the journal, where the states are: both may hold the same secrets. */
export function bundleStore({
  platform: { backend },
  folder,
  credentials,
}: Pick<OpenPromotion, "credentials" | "folder" | "platform">): BundleStore {
  switch (backend.type) {
    case "local":
      return new FolderBundleStore(
        join(dirname(resolve(folder)), backend.directory, "promotion", "bundles"),
      );
    case "s3":
      return s3BundleStore(backend, credentials);
    case "cloud":
      throw new UserError(
        "bundles are not kept in HCP Terraform",
        "hand the folder over as it is: its plans only name the saved runs there",
      );
  }
}

type S3Backend = Extract<Platform["backend"], { readonly type: "s3" }>;
type S3Module = typeof import("../../lib/promotion/bundles/s3-bundle-store");

/** The AWS SDK is loaded where it is needed only. */
function s3BundleStore(backend: S3Backend, credentials: PromotionCredentials): BundleStore {
  const { bucket, region, kmsKeyArn } = backend;
  const { S3BundleStore } = require("../../lib/promotion/bundles/s3-bundle-store") as S3Module;
  return S3BundleStore.inRegion(region, credentials.journal(), {
    bucket,
    prefix: bundlesPrefix(backend),
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
  });
}
