import type { WorldResource } from "../../world/world";
import type { Check } from "../check";
import type { ArtifactStore } from "../scene/artifact-stores";
import { type Context, onBehalfOf, throughS3 } from "../scene/contexts";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";
import { stranger } from "../scene/strangers";

/**
 * The key's policy by itself: whoever asks is let do everything by its own account, so that the key is the second lock
 * that it is meant to be.
 */
export const keys: Check = {
  id: "keys",
  claim:
    "Keys serve the platform's roles alone, through S3 and SNS alone, for its own buckets and topics, and its builds' logs",
  run: (scene, inquiry) => {
    const seen = new Set<string>();
    for (const store of scene.stores) {
      if (store.key === undefined || seen.has(store.key.arn)) continue;
      seen.add(store.key.arn);
      guardStore(store, store.key, scene, inquiry);
    }
    for (const key of scene.world.resources)
      if (key.type === "kms_key") {
        guardFromEvents(key, scene, inquiry);
        guardFromLogs(key, scene, inquiry);
      }
  },
};

const USES = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom"] as const;
/** None of these is part of using or administering a key here. */
const NEVER = ["kms:CreateGrant", "kms:GenerateMac", "kms:ImportKeyMaterial", "kms:Sign"] as const;

function guardStore(
  store: ArtifactStore,
  key: WorldResource,
  scene: Scene,
  inquiry: Inquiry,
): void {
  const { platform, inOrg } = scene;
  const { bucket, pipeline, region } = store;
  const account = platform.tooling.accountId;
  const own = throughS3(bucket.arn, region, key.aliases, platform.partition);
  const role = (name: string) => `arn:${platform.partition.name}:iam::${account}:role/${name}`;
  const nobody = role("zz-stray");
  const wrong: Readonly<Record<string, Context>> = {
    "without S3 in between": { ...own, "kms:ViaService": null },
    "through another service": { ...own, "kms:ViaService": `ec2.${region}.amazonaws.com` },
    "for another bucket": {
      ...own,
      "kms:EncryptionContext:aws:s3:arn": `arn:${platform.partition.name}:s3:::zz-stray`,
    },
    "for no bucket": {
      ...own,
      "kms:EncryptionContext:aws:sns:topicArn": null,
      "kms:EncryptionContext:aws:s3:arn": null,
      "kms:EncryptionContextKeys": null,
    },
    "for no topic": {
      ...own,
      "kms:EncryptionContext:aws:s3:arn": null,
      "kms:EncryptionContext:aws:sns:topicArn": null,
      "kms:EncryptionContextKeys": null,
      "kms:ViaService": `sns.${region}.${platform.partition.dnsSuffix}`,
    },
    "for another topic": {
      ...own,
      "kms:EncryptionContext:aws:s3:arn": null,
      "kms:EncryptionContextKeys": ["aws:sns:topicArn"],
      "kms:EncryptionContext:aws:sns:topicArn": `arn:${platform.partition.name}:sns:${region}:${account}:zz-stray`,
      "kms:ViaService": `sns.${region}.amazonaws.com`,
    },
  };
  const ask = (principal: string, action: string, context: Context, how: string) => {
    inquiry.mustNot(
      { asker: stranger(principal), action, resource: key.arn, context: { ...inOrg, ...context } },
      {
        who: principal,
        what: `${action} with the key of ${region} ${how}`,
        fix: "restore the conditions of the key's policy",
      },
    );
  };
  const abroad = [...store.own].find((arn) => !arn.includes(`:${account}:`));
  const topic = {
    ...wrong["for another topic"],
    "kms:EncryptionContext:aws:sns:topicArn": `arn:${platform.partition.name}:sns:${region}:${account}:${platform.prefix}-${pipeline.name}-zz-stray-approve`,
  };
  for (const role of [pipeline.roleArn, ...(abroad === undefined ? [] : [abroad])]) {
    for (const action of USES)
      for (const [how, context] of Object.entries(wrong)) ask(role, action, context, how);
    for (const action of NEVER) {
      ask(role, action, own, "at all");
      ask(role, action, topic, "at all, for a topic");
    }
  }
  for (const action of USES) {
    ask(nobody, action, own, "as a role that is none of the platform's");
    ask(nobody, action, topic, "for a topic, as a role that is none of the platform's");
  }
}

/** Alarms are published by EventBridge, under the topic's name. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html */
function guardFromEvents(key: WorldResource, { strays }: Scene, inquiry: Inquiry): void {
  const asker = stranger({ Service: "events.amazonaws.com" });
  const topic = key.arn.replace(/:kms:/, ":sns:").replace(/key\/.*$/, "zz-stray");
  const context = {
    ...onBehalfOf(null, strays.foreign, strays.foreignOrganization),
    "kms:EncryptionContext:aws:sns:topicArn": topic,
    "kms:EncryptionContextKeys": ["aws:sns:topicArn"],
    "kms:ViaService": null,
    "kms:ResourceAliases": key.aliases,
  };
  for (const action of ["kms:Decrypt", "kms:GenerateDataKey"])
    inquiry.mustNot(
      { asker, action, resource: key.arn, context },
      {
        who: "events.amazonaws.com",
        what: `${action} with ${key.arn} for a topic of another name`,
        fix: "restore the condition on the topic in the key's policy",
      },
    );
}

/** CloudWatch Logs names the log group. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function guardFromLogs(key: WorldResource, { platform, strays }: Scene, inquiry: Inquiry): void {
  const { partition, prefix } = platform;
  const region = key.arn.split(":")[3] ?? "";
  const asker = stranger({ Service: `logs.${region}.${partition.dnsSuffix}` });
  const groups = [
    [key.accountId, "/zz-stray"],
    [strays.foreign, `/aws/codebuild/${prefix}-zz-stray`],
    [key.accountId, null],
  ] as const;
  for (const [account, name] of groups) {
    const group =
      name === null ? null : `arn:${partition.name}:logs:${region}:${account}:log-group:${name}`;
    const context = {
      ...onBehalfOf(group, account, platform.organizationId),
      "kms:EncryptionContext:aws:logs:arn": group,
      "kms:EncryptionContextKeys": group === null ? null : ["aws:logs:arn"],
      "kms:ViaService": null,
      "kms:ResourceAliases": key.aliases,
    };
    for (const action of ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"])
      inquiry.mustNot(
        { asker, action, resource: key.arn, context },
        {
          who: "CloudWatch Logs",
          what: `${action} with ${key.arn} for ${group ?? "no log group"}`,
          fix: "restore the condition on the log group in the key's policy",
        },
      );
  }
}
