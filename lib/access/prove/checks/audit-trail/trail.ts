import type { Audit } from "../../../../model/audit";
import type { WorldResource } from "../../../world/world";
import type { Context } from "../../scene/contexts";
import type { Inquiry } from "../../scene/inquiry";
import type { Scene } from "../../scene/scene";

/** The audit trail, and what keeps its logs. */
export interface Trail {
  readonly arn: string;
  readonly name: string;
  readonly bucket: WorldResource;
  readonly key: WorldResource;
  /** A log that the trail delivers. */
  readonly log: string;
  readonly audit: Audit;
}

/** By the names that the config says, so that another trail or bucket in their place is none. */
export function findTrail(
  audit: Audit,
  { platform, world }: Scene,
  inquiry: Inquiry,
): Trail | undefined {
  const { partition, prefix, tooling } = platform;
  const name = `${prefix}-audit`;
  const region = tooling.homeRegion;
  const arn = `arn:${partition.name}:cloudtrail:${region}:${audit.trailOwnerId}:trail/${name}`;
  const inArchive = world.resources.filter(({ accountId }) => accountId === audit.archiveAccountId);
  const bucket = inArchive.find(
    ({ type, name: own }) =>
      type === "s3_bucket" && own.startsWith(`${name}-${audit.archiveAccountId}-`),
  );
  const key = inArchive.find(
    ({ type, aliases }) => type === "kms_key" && aliases.includes(`alias/${name}`),
  );
  const made = world.resources.some(
    (each) =>
      each.type === "cloudtrail" && each.name === name && each.accountId === audit.trailAccountId,
  );
  if (made && bucket !== undefined && key !== undefined) {
    const log = `${bucket.arn}/AWSLogs/${audit.trailOwnerId}/CloudTrail/any`;
    return { arn, name, bucket, key, log, audit };
  }
  inquiry.report({
    kind: "violated",
    message: `the config asks for an audit trail, and ${made ? "its bucket or key" : "it"} isn't there`,
    who: arn,
    evidence: [],
    config: ["audit"],
    fix: "generate the stacks again, or take audit out of the config",
  });
  return undefined;
}

/** What KMS tells of the logs' key. */
export function aliases({ key }: Trail): Context {
  return { "kms:ResourceAliases": key.aliases };
}
