import { AuditNames } from "../model/audit-names";
import type { Audit } from "../model/audit";
import { Names } from "../model/names";
import type { Platform } from "../model/platform";

/** An advanced event selector, as data. */
export interface EventSelector {
  readonly name: string;
  readonly fields: readonly FieldSelector[];
}

/** Must begin with or equal one of the first two lists, and none of the last. */
export interface FieldSelector {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notStartsWith?: readonly string[];
}

/**
 * What the trail records: every management event, those of KMS and STS among them, and each use of an object in artifact
 * and state buckets. Of constant size, however many pipelines there are: a trail takes 500 values in all its selectors.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
export function recordedEvents(platform: Platform, audit: Audit): EventSelector[] {
  const management = {
    name: "management",
    fields: [{ field: "eventCategory", equals: ["Management"] }],
  };
  return audit.dataEvents ? [management, objectEvents(platform, audit)] : [management];
}

/**
 * The bucket of the logs is left out: each delivery would be recorded, and that record delivered.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
function objectEvents(platform: Platform, audit: Audit): EventSelector {
  const { backend, prefix, tooling } = platform;
  const names = new Names(platform);
  const state = backend.type === "s3" ? [`${names.bucketArn(backend.bucket)}/`] : [];
  return {
    name: "artifacts and state",
    fields: [
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: ["AWS::S3::Object"] },
      {
        field: "resources.ARN",
        startsWith: [names.bucketArn(`${prefix}-`), ...state],
        notStartsWith: [
          `${names.bucketArn(new AuditNames(platform, audit).bucket())}/`,
          ...[tooling.accountId, audit.archiveAccountId].map((account) =>
            names.bucketArn(`${prefix}-access-logs-${account}-`),
          ),
        ].filter((value, index, all) => all.indexOf(value) === index),
      },
    ],
  };
}
