import type { Statement } from "./statement";

export interface ArtifactBucketPolicyProps {
  readonly bucketArn: string;
  readonly keyArn: string;
  /** Who in other accounts may read; left out where nobody deploys from here. */
  readonly readers?: ArtifactReaders;
}

export interface ArtifactReaders {
  readonly organizationId: string;
  /** Exactly the accounts that are deployed to; at most 500, as a pipeline takes no more actions. */
  readonly accountIds: readonly string[];
  /** Exactly the roles there; the account within may be a wildcard. */
  readonly roleArnPatterns: readonly string[];
}

/** Refuses what no artifact bucket should take, and lets exactly the deploy and execution roles read. */
export function artifactBucketPolicy({
  bucketArn,
  keyArn,
  readers,
}: ArtifactBucketPolicyProps): Statement[] {
  const put = {
    effect: "Deny",
    principals: "*",
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/*`],
  } as const;
  return [
    ...transportOnly(bucketArn),
    {
      ...put,
      sid: "OnlyKms",
      conditions: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
    },
    {
      ...put,
      // A put that says aws:kms and names no key would use the account's aws/s3 key, which other accounts can't read.
      sid: "OnlyThisKey",
      conditions: { StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn } },
    },
    ...(readers === undefined || readers.accountIds.length === 0
      ? []
      : [readStatement(bucketArn, readers)]),
  ];
}

function readStatement(bucketArn: string, readers: ArtifactReaders): Statement {
  return {
    sid: "TargetsRead",
    actions: ["s3:GetObject", "s3:GetObjectVersion"],
    resources: [`${bucketArn}/*`],
    principals: { AWS: ["*"] },
    conditions: {
      StringEquals: {
        "aws:PrincipalOrgID": readers.organizationId,
        "aws:PrincipalAccount": readers.accountIds,
      },
      ArnLike: { "aws:PrincipalArn": readers.roleArnPatterns },
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
export function accessLogBucketPolicy(props: {
  readonly bucketArn: string;
  readonly accountId: string;
  /** The buckets whose log is taken; may hold wildcards. */
  readonly sourceBucketArnPatterns: readonly string[];
}): Statement[] {
  return [
    ...transportOnly(props.bucketArn),
    {
      sid: "AccessLogs",
      actions: ["s3:PutObject"],
      resources: [`${props.bucketArn}/*`],
      principals: { Service: ["logging.s3.amazonaws.com"] },
      conditions: {
        StringEquals: { "aws:SourceAccount": props.accountId },
        ArnLike: { "aws:SourceArn": props.sourceBucketArnPatterns },
      },
    },
  ];
}

/** Denies have wildcards on purpose: they must also catch what AWS adds later. */
export function transportOnly(bucketArn: string): Statement[] {
  const everything = {
    effect: "Deny",
    principals: "*",
    actions: ["s3:*"],
    resources: [bucketArn, `${bucketArn}/*`],
  } as const;
  return [
    { ...everything, sid: "OnlyTls", conditions: { Bool: { "aws:SecureTransport": "false" } } },
    {
      ...everything,
      sid: "OnlyTls12",
      conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
  ];
}
