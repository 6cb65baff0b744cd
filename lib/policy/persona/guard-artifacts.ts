import type { Names } from "../../model/names";
import type { Platform } from "../../model/platform";
import { coverNames } from "../cover-names";
import type { Deny } from "./guard-rights";
import type { Held } from "./held";
import { bucketNames, othersOf } from "./pipeline-universe";
import { reading } from "./reading";

/** What waits for an approval must stay what it was, and is read where that is granted. */
export function guardArtifacts(platform: Platform, names: Names, held: Held): Deny[] {
  return [writes(platform, names), reads(platform, names, held), keys(platform, names)];
}

function writes(platform: Platform, names: Names): Deny {
  return {
    sid: "NoArtifactWrites",
    actions: [],
    notActions: [
      ...reading("s3", "Get", "List"),
      ...reading("ecr", "BatchCheck", "BatchGet", "Describe", "Get", "List"),
    ],
    resources: [
      allBuckets(platform, names),
      otherAccess(platform, names),
      // Which repositories builds push to is the team's choice, so that all of the tooling account are meant.
      names.arn("ecr", "*", platform.tooling.accountId, "repository/*"),
      ...stateBucket(platform, names),
    ],
    reasons: [{ text: "artifacts, images and state are changed by pipelines and Terraform alone" }],
  };
}

/** Whoever writes state tells Terraform what is there. */
function stateBucket({ backend }: Platform, names: Names): string[] {
  if (backend.type !== "s3") return [];
  const bucket = names.bucketArn(backend.bucket);
  return [bucket, `${bucket}/*`];
}

function reads(platform: Platform, names: Names, held: Held): Deny {
  const own = held.pipelines.flatMap((pipeline) => bucketNames(pipeline, names));
  const others = othersOf(platform, "buckets", own);
  const readsAll = own.length > 0 && others.length === 0;
  return {
    sid: "NoOtherArtifacts",
    // The session that a grant gives has none of these denies.
    actions: ["s3:GetDataAccess", ...(readsAll ? [] : reading("s3", "GetObject"))],
    resources: [
      ...(own.length === 0
        ? [allBuckets(platform, names)]
        : coverNames(others, own, { minimumPrefix: 0 }).map(
            (bucket) => `${names.bucketArn(bucket)}/*`,
          )),
      otherAccess(platform, names),
    ],
    reasons: [{ text: "artifacts are read where artifacts is granted" }],
  };
}

function allBuckets({ prefix, tooling }: Platform, names: Names): string {
  return names.bucketArn(`${prefix}-*-${tooling.accountId}-*`);
}

/**
 * Access points and access grants. Whoever comes through one asks for that, not for the bucket, and a point has whatever
 * name. Those for several regions have none in their ARN.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-get-data-access.html
 */
function otherAccess({ tooling }: Platform, names: Names): string {
  return names.arn("s3", "*", tooling.accountId, "access*");
}

function keys({ tooling, personas }: Platform, names: Names): Deny {
  const isAlarmed = personas.some(({ breakGlass }) => breakGlass !== undefined);
  return {
    sid: "NoKeyChanges",
    actions: [],
    notActions: [
      "kms:Decrypt",
      "kms:Encrypt",
      ...reading("kms", "Describe", "GenerateDataKey", "Get", "List"),
    ],
    resources: [
      names.arn("kms", "*", tooling.accountId, "key/*"),
      names.arn("kms", "*", tooling.accountId, "alias/*"),
      // See NoAlarmKeyChanges, which knows an alarm's key by this.
      ...(isAlarmed ? [names.arn("kms", "*", "*", `alias/${names.useAlarm({ name: "*" })}`)] : []),
    ],
    reasons: [
      { text: "who reads artifacts is decided by the key's policy, and that by Terraform" },
    ],
  };
}
