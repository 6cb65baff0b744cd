import { keyAdministration } from "../key-administration";
import type { Statement } from "../statement";

export interface AuditKeyPolicyProps {
  /** Of the account that keeps the key. */
  readonly rootArn: string;
  /** The one trail that encrypts with it. */
  readonly trailArn: string;
  /** Of the account where Terraform makes the trail, where that is another one. @default none */
  readonly trailRootArn?: string;
  /** S3 as `kms:ViaService` names it. */
  readonly viaS3: string;
  /** Who may decrypt, by their roles. None: nobody. */
  readonly readerRolePatterns: readonly string[];
}

/**
 * One trail encrypts, its readers decrypt. With a Bucket Key CloudTrail decrypts too, when the trail is made or changed.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function auditKeyPolicy(props: AuditKeyPolicyProps): Statement[] {
  const { trailArn, trailRootArn, readerRolePatterns } = props;
  const cloudTrail = {
    resources: ["*"],
    principals: { Service: ["cloudtrail.amazonaws.com"] },
  };
  return [
    keyAdministration(props.rootArn),
    {
      ...cloudTrail,
      sid: "Delivery",
      actions: ["kms:GenerateDataKey"],
      conditions: {
        StringEquals: {
          "aws:SourceArn": trailArn,
          "kms:EncryptionContext:aws:cloudtrail:arn": trailArn,
        },
      },
    },
    {
      ...cloudTrail,
      sid: "LooksBeforeDelivery",
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      conditions: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    ...(trailRootArn === undefined
      ? []
      : [
          {
            sid: "FoundFromTrail",
            actions: ["kms:DescribeKey"],
            resources: ["*"],
            principals: { AWS: [trailRootArn] },
          },
        ]),
    ...(readerRolePatterns.length === 0
      ? []
      : [
          {
            sid: "Readers",
            actions: ["kms:Decrypt"],
            resources: ["*"],
            principals: { AWS: [props.rootArn] },
            conditions: {
              StringEquals: { "kms:ViaService": props.viaS3 },
              ArnLike: { "aws:PrincipalArn": readerRolePatterns },
            },
          },
        ]),
  ];
}
