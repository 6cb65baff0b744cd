import type { Platform } from "./platform";

type S3Backend = Extract<Platform["backend"], { readonly type: "s3" }>;

/** What the keys of the promotion journal's lines begin with, beside the states. Without a slash at the end. */
export function journalPrefix({ keyPrefix }: Pick<S3Backend, "keyPrefix">): string {
  return `${keyPrefix}/promotion/journal`;
}
