import { type Context, onBehalfOf } from "../../scene/contexts";
import type { Inquiry } from "../../scene/inquiry";
import type { Scene } from "../../scene/scene";
import { stranger } from "../../scene/strangers";
import { aliases, type Trail } from "./trail";

/** Anyone can make a trail that names this bucket: what CloudTrail says it acts for keeps these out. */
export function guardDelivery(trail: Trail, scene: Scene, inquiry: Inquiry): void {
  const { platform, strays } = scene;
  const { arn, bucket, key, log, audit, name } = trail;
  const asker = stranger({ Service: "cloudtrail.amazonaws.com" });
  const from = (source: string | null, account: string): Context => ({
    ...onBehalfOf(source, account, platform.organizationId),
    ...aliases(trail),
    "aws:PrincipalIsAWSService": "true",
    "s3:x-amz-acl": "bucket-owner-full-control",
    "kms:EncryptionContext:aws:cloudtrail:arn": arn,
    "kms:ViaService": null,
  });
  const deliveries = [
    ["s3:GetBucketAcl", bucket.arn],
    ["s3:PutObject", log],
    ["kms:GenerateDataKey", key.arn],
    ["kms:DescribeKey", key.arn],
    ["kms:Decrypt", key.arn],
  ] as const;
  const own = from(arn, audit.trailOwnerId);
  for (const [action, resource] of deliveries)
    inquiry.must(
      { asker, action, resource, context: own },
      {
        who: "the audit trail",
        what: `${action} on ${resource}`,
        fix: "generate the audit stack's policies again",
      },
    );
  const fix = "compare aws:SourceArn with the trail's ARN, as Gatehouse generates it";
  const others: readonly (readonly [string, Context])[] = [
    [
      "a trail of the same name in another account",
      from(arn.replace(audit.trailOwnerId, strays.foreign), strays.foreign),
    ],
    [
      "another trail of the same account",
      from(arn.replace(`trail/${name}`, "trail/zz-stray"), audit.trailOwnerId),
    ],
    ["CloudTrail, which doesn't say for which trail", from(null, audit.trailOwnerId)],
  ];
  for (const [who, context] of others)
    for (const [action, resource] of deliveries)
      inquiry.mustNot(
        { asker, action, resource, context },
        { who, what: `${action} on ${resource}`, fix },
      );
  const wrong: readonly (readonly [string, string, string, Context])[] = [
    ["s3:PutObject", log, "owned by another", { ...own, "s3:x-amz-acl": null }],
    [
      "s3:PutObject",
      `${bucket.arn}/AWSLogs/${strays.foreign}/any`,
      "in another account's folder",
      own,
    ],
    [
      "kms:GenerateDataKey",
      key.arn,
      "for another trail's logs",
      { ...own, "kms:EncryptionContext:aws:cloudtrail:arn": arn.replace(name, "zz-stray") },
    ],
  ];
  for (const [action, resource, how, context] of wrong)
    inquiry.mustNot(
      { asker, action, resource, context },
      {
        who: "the audit trail",
        what: `${action} ${how}`,
        fix: "generate the audit stack's policies again",
      },
    );
}
