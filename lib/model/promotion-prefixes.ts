import type { Platform } from "./platform";

type S3Backend = Extract<Platform["backend"], { readonly type: "s3" }>;
type Prefixed = Pick<S3Backend, "keyPrefix">;

/** What the keys of the promotion journal's lines begin with, beside the states. Without a slash at the end. */
export function journalPrefix({ keyPrefix }: Prefixed): string {
  return `${keyPrefix}/promotion/journal`;
}

/** Likewise of the bundles that are handed from who plans to who approves and applies. */
export function bundlesPrefix({ keyPrefix }: Prefixed): string {
  return `${keyPrefix}/promotion/bundles`;
}
