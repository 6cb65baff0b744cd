import type { Platform } from "../../../model/platform";

export type Context = Readonly<Record<string, string | readonly string[] | null>>;

/** What every request has that is made as AWS recommends; nobody is kept out by these. */
const USUAL: Context = {
  "aws:SecureTransport": "true",
  "s3:TlsVersion": "1.3",
  "aws:SourceArn": null,
  "aws:SourceAccount": null,
};

/** Of somebody in an organisation, for itself. */
export function inOrganization({ organizationId }: Pick<Platform, "organizationId">): Context {
  return { ...USUAL, "aws:PrincipalOrgID": organizationId };
}

/** Of a service that acts for a resource, and says which. */
export function onBehalfOf(
  sourceArn: string | null,
  sourceAccount: string | null,
  organizationId: string | null,
): Context {
  return {
    ...USUAL,
    "aws:SourceArn": sourceArn,
    "aws:SourceAccount": sourceAccount,
    "aws:SourceOrgID": organizationId,
    "aws:PrincipalOrgID": null,
    "aws:PrincipalArn": null,
    "aws:PrincipalAccount": null,
  };
}

/** What S3 tells KMS with Bucket Keys on: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
export function throughS3(
  bucketArn: string,
  region: string,
  aliases: readonly string[],
  { dnsSuffix }: Platform["partition"],
): Context {
  return {
    "kms:EncryptionContext:aws:s3:arn": bucketArn,
    "kms:EncryptionContextKeys": ["aws:s3:arn"],
    "kms:ViaService": `s3.${region}.${dnsSuffix}`,
    "kms:ResourceAliases": aliases,
    "kms:GrantIsForAWSResource": null,
  };
}
