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
    ...expireOldVersions(days.oldVersions),
  ];
}

/** Keeps objects, and deletes what they were before after so many days. */
export function expireOldVersions(days: number): S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "expire-old-versions",
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrentVersionExpiration: [{ noncurrentDays: days }],
    },
    {
      id: "abort-unfinished-uploads",
      status: "Enabled",
      filter: [{ prefix: "" }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
    },
  ];
}

/** Moves objects to where keeping them costs least and reading them takes hours. */
export function archiveAfter(days: number): S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "archive",
      status: "Enabled",
      filter: [{ prefix: "" }],
      transition: [{ days, storageClass: "GLACIER" }],
    },
  ];
}
