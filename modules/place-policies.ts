import { artifactKeyPolicy } from "../lib/policy/artifact-key-policy";
import { accessLogBucketPolicy } from "../lib/policy/bucket-policies";
import type { Statement } from "../lib/policy/statement";
import { approvalTopicPolicy } from "../lib/policy/tooling-roles";
import type { Place } from "./place";

export interface KeyUsers {
  /** Your AWS Organization, such as o-a1b2c3d4e5. */
  readonly organizationId: string;
  /** Roles of the key's account that move artifacts or publish to topics. `*` is any run of characters. */
  readonly roleNames: readonly string[];
  /** Roles of other accounts that read artifacts, by ARN. @default none */
  readonly readerRoleArns?: readonly string[];
  /** Buckets that the key encrypts for. `*` is any run of characters. */
  readonly bucketNames: readonly string[];
  /** Topics that the key encrypts for. @default none */
  readonly topicNames?: readonly string[];
  /** Log groups that the key encrypts for: those of your build projects. @default none, and CloudWatch Logs refuses the key */
  readonly logGroupNames?: readonly string[];
}

/** The policy of an `ArtifactKey`: who uses it, for what, by names alone. */
export function keyPolicyAt(place: Place, users: KeyUsers): Statement[] {
  const { topicNames = [], logGroupNames = [] } = users;
  return artifactKeyPolicy({
    rootArn: place.rootArn,
    organizationId: users.organizationId,
    localRolePatterns: users.roleNames.map((name) => place.roleArn(name)),
    remoteRolePatterns: users.readerRoleArns ?? [],
    bucketArnPatterns: users.bucketNames.map((name) => place.bucketArn(name)),
    viaS3: place.serviceName("s3"),
    topics:
      topicNames.length === 0
        ? undefined
        : {
            arnPatterns: topicNames.map((name) => place.topicArn(name)),
            viaSns: place.serviceName("sns"),
          },
    logs:
      logGroupNames.length === 0
        ? undefined
        : {
            arnPatterns: logGroupNames.map((name) => place.logGroupArn(name)),
            service: place.serviceName("logs"),
          },
  });
}

/** The policy of an `AccessLogBucket`: takes logs of these buckets of the same account and region, and nothing else. */
export function accessLogPolicyAt(
  place: Place,
  props: {
    readonly bucketName: string;
    /** The buckets whose logs it takes. `*` is any run of characters. */
    readonly sourceBucketNames: readonly string[];
  },
): Statement[] {
  return accessLogBucketPolicy({
    bucketArn: place.bucketArn(props.bucketName),
    accountId: place.accountId,
    sourceBucketArnPatterns: props.sourceBucketNames.map((name) => place.bucketArn(name)),
  });
}

/** The policy of an `ApprovalTopic`: one role publishes, over TLS. */
export function topicPolicyAt(
  place: Place,
  props: {
    readonly topicName: string;
    /** The role of the approval action. */
    readonly roleName: string;
  },
): Statement[] {
  return approvalTopicPolicy({
    topicArn: place.topicArn(props.topicName),
    rootArn: place.rootArn,
    roleArn: place.roleArn(props.roleName),
  });
}
