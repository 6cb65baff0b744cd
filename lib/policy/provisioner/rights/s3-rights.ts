import { DELETE, CREATE, PUT, READ, type RightsTable, UPDATE, WRITE } from "../right";
import type { TerraformResource } from "../terraform-resource";

/**
 * The provider reads every setting of a bucket with the bucket, whether it is managed there or not.
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket.go
 */
const BUCKET_SETTINGS = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLocation",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketPolicy",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  // HeadBucket asks for this one: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
  "s3:ListBucket",
  "s3:ListTagsForResource",
] as const;

/** By AWS's schema of AWS::S3::Bucket and the provider's service/s3. */
export const S3_RIGHTS: RightsTable = {
  aws_s3_bucket: (resource) => {
    const arn = bucketArn(resource);
    return [
      { operations: READ, actions: BUCKET_SETTINGS, resources: [arn] },
      { operations: CREATE, actions: ["s3:CreateBucket"], resources: [arn] },
      {
        operations: PUT,
        actions: ["s3:PutBucketTagging", "s3:TagResource"],
        resources: [arn],
      },
      { operations: UPDATE, actions: ["s3:UntagResource"], resources: [arn] },
      { operations: DELETE, actions: ["s3:DeleteBucket"], resources: [arn] },
      ...(resource.isTrue("force_destroy")
        ? [
            { operations: DELETE, actions: ["s3:ListBucketVersions"], resources: [arn] },
            {
              operations: DELETE,
              actions: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
              resources: [`${arn}/*`],
            },
          ]
        : []),
    ];
  },
  aws_s3_bucket_lifecycle_configuration: setting(
    "s3:GetLifecycleConfiguration",
    "s3:PutLifecycleConfiguration",
  ),
  aws_s3_bucket_logging: setting("s3:GetBucketLogging", "s3:PutBucketLogging"),
  aws_s3_bucket_object_lock_configuration: setting(
    "s3:GetBucketObjectLockConfiguration",
    "s3:PutBucketObjectLockConfiguration",
  ),
  aws_s3_bucket_ownership_controls: setting(
    "s3:GetBucketOwnershipControls",
    "s3:PutBucketOwnershipControls",
  ),
  aws_s3_bucket_policy: (resource) => [
    ...setting("s3:GetBucketPolicy", "s3:PutBucketPolicy")(resource),
    {
      operations: DELETE,
      actions: ["s3:DeleteBucketPolicy"],
      resources: [bucketArn(resource)],
    },
  ],
  aws_s3_bucket_public_access_block: setting(
    "s3:GetBucketPublicAccessBlock",
    "s3:PutBucketPublicAccessBlock",
  ),
  aws_s3_bucket_server_side_encryption_configuration: setting(
    "s3:GetEncryptionConfiguration",
    "s3:PutEncryptionConfiguration",
  ),
  aws_s3_bucket_versioning: setting("s3:GetBucketVersioning", "s3:PutBucketVersioning"),
};

function setting(get: string, put: string) {
  return (resource: TerraformResource) => {
    const resources = [bucketArn(resource)];
    return [
      { operations: READ, actions: [get], resources },
      { operations: WRITE, actions: [put], resources },
    ];
  };
}

function bucketArn(resource: TerraformResource): string {
  return `arn:${resource.place.partition}:s3:::${resource.text("bucket")}`;
}
