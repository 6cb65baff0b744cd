import { keyAdministration } from "./key-administration";
import type { Statement } from "./statement";

export interface ArtifactKeyPolicyProps {
  readonly rootArn: string;
  readonly organizationId: string;
  /** Roles of the tooling account that may use the key; may hold wildcards within the role's name. */
  readonly localRolePatterns: readonly string[];
  /** People of the tooling account who read artifacts, by their roles. @default none */
  readonly readerRolePatterns?: readonly string[];
  /** Deploy and execution roles of other accounts; may hold wildcards for account and pipeline. None: no other account reads. */
  readonly remoteRolePatterns: readonly string[];
  /** Bucket ARNs this key encrypts for; may hold wildcards. */
  readonly bucketArnPatterns: readonly string[];
  /** S3 as `kms:ViaService` names it. */
  readonly viaS3: string;
  /** Approval topics under this key; only where there are any. */
  readonly topics?: { readonly arnPatterns: readonly string[]; readonly viaSns: string };
  /** Build logs under this key; only where there are any. `service` is `logs.<region>.<suffix>`. */
  readonly logs?: { readonly arnPatterns: readonly string[]; readonly service: string };
}

/**
 * The artifact key's policy, of constant size: it names the account's root and the organization, and narrows them by
 * role name, service and encryption context. In a key policy `*` means the key itself.
 */
export function artifactKeyPolicy(props: ArtifactKeyPolicyProps): Statement[] {
  const local = { AWS: [props.rootArn] };
  const { readerRolePatterns = [] } = props;
  return [
    keyAdministration(props.rootArn),
    {
      sid: "ArtifactsOfOwnRoles",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      principals: local,
      conditions: {
        StringEquals: { "kms:ViaService": props.viaS3 },
        ArnLike: {
          "aws:PrincipalArn": props.localRolePatterns,
          "kms:EncryptionContext:aws:s3:arn": props.bucketArnPatterns,
        },
      },
    },
    ...(readerRolePatterns.length === 0 ? [] : [readerStatement(props, readerRolePatterns)]),
    ...(props.remoteRolePatterns.length === 0 ? [] : [targetStatement(props)]),
    ...(props.topics === undefined ? [] : [topicStatement(props, props.topics)]),
    ...(props.logs === undefined ? [] : [logStatement(props.logs)]),
  ];
}

/** Whoever only reads needs no key to write with. */
function readerStatement(
  { rootArn, viaS3, bucketArnPatterns }: ArtifactKeyPolicyProps,
  rolePatterns: readonly string[],
): Statement {
  return {
    sid: "ArtifactsOfReaders",
    actions: ["kms:Decrypt"],
    resources: ["*"],
    principals: { AWS: [rootArn] },
    conditions: {
      StringEquals: { "kms:ViaService": viaS3 },
      ArnLike: {
        "aws:PrincipalArn": rolePatterns,
        "kms:EncryptionContext:aws:s3:arn": bucketArnPatterns,
      },
    },
  };
}

function targetStatement(props: ArtifactKeyPolicyProps): Statement {
  return {
    sid: "ArtifactsOfTargets",
    actions: ["kms:Decrypt"],
    resources: ["*"],
    principals: { AWS: ["*"] },
    conditions: {
      StringEquals: { "kms:ViaService": props.viaS3, "aws:PrincipalOrgID": props.organizationId },
      ArnLike: {
        "aws:PrincipalArn": props.remoteRolePatterns,
        "kms:EncryptionContext:aws:s3:arn": props.bucketArnPatterns,
      },
    },
  };
}

function topicStatement(
  { rootArn, localRolePatterns }: ArtifactKeyPolicyProps,
  topics: NonNullable<ArtifactKeyPolicyProps["topics"]>,
): Statement {
  return {
    sid: "ApprovalTopics",
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: ["*"],
    principals: { AWS: [rootArn] },
    conditions: {
      StringEquals: { "kms:ViaService": topics.viaSns },
      ArnLike: {
        "aws:PrincipalArn": localRolePatterns,
        "kms:EncryptionContext:aws:sns:topicArn": topics.arnPatterns,
      },
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logStatement({
  service,
  arnPatterns,
}: NonNullable<ArtifactKeyPolicyProps["logs"]>): Statement {
  return {
    sid: "BuildLogs",
    actions: [
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
    resources: ["*"],
    principals: { Service: [service] },
    conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arnPatterns } },
  };
}
