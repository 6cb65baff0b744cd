import { transportOnly } from "../bucket-policies";
import type { Statement } from "../statement";

export interface AuditBucketPolicyProps {
  readonly bucketArn: string;
  /** The one trail that delivers here. */
  readonly trailArn: string;
  /** Below `AWSLogs`: the account whose trail it is, and an organization's id. */
  readonly folders: readonly string[];
  /** Who may read, by their roles. None: nobody. */
  readonly readerRolePatterns: readonly string[];
}

/**
 * Lets one trail write and some roles read. Nobody deletes: S3's own expiry needs no permission.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function auditBucketPolicy(props: AuditBucketPolicyProps): Statement[] {
  const { bucketArn, trailArn, folders } = props;
  const cloudTrail = { Service: ["cloudtrail.amazonaws.com"] };
  const objects = [`${bucketArn}/*`];
  return [
    ...transportOnly(bucketArn),
    {
      sid: "LooksBeforeDelivery",
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn],
      principals: cloudTrail,
      conditions: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      sid: "Delivery",
      actions: ["s3:PutObject"],
      resources: folders.map((folder) => `${bucketArn}/AWSLogs/${folder}/*`),
      principals: cloudTrail,
      conditions: {
        StringEquals: {
          "aws:SourceArn": trailArn,
          "s3:x-amz-acl": "bucket-owner-full-control",
        },
      },
    },
    {
      sid: "OnlyDelivered",
      effect: "Deny",
      principals: "*",
      actions: ["s3:PutObject"],
      resources: objects,
      conditions: { Bool: { "aws:PrincipalIsAWSService": "false" } },
    },
    {
      sid: "OnlyReaders",
      effect: "Deny",
      principals: "*",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: objects,
      conditions: {
        Bool: { "aws:PrincipalIsAWSService": "false" },
        ...(props.readerRolePatterns.length === 0
          ? {}
          : { ArnNotLike: { "aws:PrincipalArn": props.readerRolePatterns } }),
      },
    },
    {
      sid: "NobodyDeletes",
      effect: "Deny",
      principals: "*",
      actions: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteBucket",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:PutObjectAcl",
        "s3:PutObjectVersionAcl",
      ],
      resources: [bucketArn, ...objects],
    },
  ];
}
