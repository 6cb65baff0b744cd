import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

/** Deletes objects and their old versions after so many days, and uploads that were never finished. */
export function expireAfter(days: {
  readonly objects: number;
  readonly oldVersions: number;
}): S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "expire",
      status: "Enabled",
      filter: [{ prefix: "" }],
      expiration: [{ days: days.objects }],
    },
    {
      id: "expire-old-versions",
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrentVersionExpiration: [{ noncurrentDays: days.oldVersions }],
    },
    {
      id: "abort-unfinished-uploads",
      status: "Enabled",
      filter: [{ prefix: "" }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
    },
  ];
}
