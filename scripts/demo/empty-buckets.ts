import {
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { ClientConfig } from "./emulated-aws";

/** Deletes everything in the buckets of an account, older versions and all. */
export async function emptyBuckets(config: ClientConfig): Promise<void> {
  const client = new S3Client(config);
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  for (const { Name: Bucket } of Buckets) {
    // What is deleted is not listed again, so the first page is always the next one.
    for (;;) {
      const page = await client.send(new ListObjectVersionsCommand({ Bucket }));
      const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(
        ({ Key, VersionId }) => ({ Key, VersionId }),
      );
      if (Objects.length === 0) break;
      const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
      );
      const [error] = Errors;
      if (error !== undefined)
        throw new Error(`${Bucket ?? "?"} can't be emptied: ${error.Message ?? "no reason given"}`);
    }
  }
}
