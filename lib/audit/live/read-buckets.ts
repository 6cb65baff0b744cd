import {
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { LiveBlock } from "./account-snapshot";
import type { ClientConfig } from "./client-config";

/** Buckets whose names begin so, with their policies and whether public access is blocked. */
export async function readBuckets(
  config: ClientConfig,
  region: string,
  prefix: string,
): Promise<LiveBlock[]> {
  const client = new S3Client({ ...config, region, followRegionRedirects: true });
  const blocks: LiveBlock[] = [];
  let token: string | undefined;
  do {
    const asked = new ListBucketsCommand({ Prefix: prefix, ContinuationToken: token });
    const { Buckets = [], ContinuationToken } = await client.send(asked);
    token = ContinuationToken;
    // What answers in AWS's place may know nothing of prefixes.
    for (const { Name = "" } of Buckets)
      if (Name.startsWith(prefix)) blocks.push(...(await readBucket(client, Name)));
  } while (token !== undefined);
  return blocks;
}

async function readBucket(client: S3Client, name: string): Promise<LiveBlock[]> {
  const policy = await found(client.send(new GetBucketPolicyCommand({ Bucket: name })));
  const blocked = await found(client.send(new GetPublicAccessBlockCommand({ Bucket: name })));
  const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } =
    blocked?.PublicAccessBlockConfiguration ?? {};
  return [
    { type: "aws_s3_bucket", name, values: { bucket: name } },
    ...(policy?.Policy === undefined
      ? []
      : [{ type: "aws_s3_bucket_policy", name, values: { bucket: name, policy: policy.Policy } }]),
    {
      type: "aws_s3_bucket_public_access_block",
      name,
      values: {
        bucket: name,
        block_public_acls: BlockPublicAcls ?? false,
        block_public_policy: BlockPublicPolicy ?? false,
        ignore_public_acls: IgnorePublicAcls ?? false,
        restrict_public_buckets: RestrictPublicBuckets ?? false,
      },
    },
  ];
}

const NOT_THERE = ["NoSuchBucketPolicy", "NoSuchPublicAccessBlockConfiguration"];

async function found<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof S3ServiceException && NOT_THERE.includes(error.name)) return undefined;
    throw error;
  }
}
