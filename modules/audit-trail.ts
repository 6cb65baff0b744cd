import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { Construct } from "constructs";

export interface AuditTrailProps {
  /** 3 to 128 letters, digits, `.`, `_` and `-`. */
  readonly trailName: string;
  /** Takes the logs; its policy must let this trail deliver already. */
  readonly bucketName: string;
  /** The alias of the key that encrypts logs, by its ARN: the key may be another account's, and its id is AWS's to choose. */
  readonly keyAliasArn: string;
  /** Whether it records every account of the organization; then for its management or delegated administrator's account. */
  readonly ofOrganization: boolean;
  /** What is recorded, as advanced event selectors. Never empty. */
  readonly events: readonly TrailEvents[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface TrailEvents {
  readonly name: string;
  readonly fields: readonly {
    readonly field: string;
    readonly equals?: readonly string[];
    readonly startsWith?: readonly string[];
    readonly notStartsWith?: readonly string[];
  }[];
}

/** A CloudTrail trail of all regions, encrypted, with digests by which a changed or missing log shows. */
export class AuditTrail extends Construct {
  readonly trail: Cloudtrail;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    if (props.events.length === 0)
      throw new Error(`trail "${props.trailName}" records nothing: give events`);
    const key = new DataAwsKmsKey(this, "key", { keyId: props.keyAliasArn });
    this.trail = new Cloudtrail(this, "trail", {
      name: props.trailName,
      s3BucketName: props.bucketName,
      // The alias itself would differ from what CloudTrail tells, at each plan.
      kmsKeyId: key.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      isOrganizationTrail: props.ofOrganization,
      enableLogging: true,
      enableLogFileValidation: true,
      advancedEventSelector: props.events.map(({ name, fields }) => ({
        name,
        fieldSelector: fields.map(({ field, equals, startsWith, notStartsWith }) => ({
          field,
          equalTo: equals && [...equals],
          startsWith: startsWith && [...startsWith],
          notStartsWith: notStartsWith && [...notStartsWith],
        })),
      })),
      lifecycle: { preventDestroy: true },
      tags: { ...props.tags },
    });
  }

  get arn(): string {
    return this.trail.arn;
  }
}
