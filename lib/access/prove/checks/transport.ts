import type { Check } from "../check";
import type { Context } from "../scene/contexts";
import type { ArtifactStore } from "../scene/artifact-stores";
import { arnsOf } from "../scene/guarded";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";
import { stranger } from "../scene/strangers";
import type { Asker } from "../../world/ask";
import type { WorldResource } from "../../world/world";

/** What goes over the wire, and how artifacts are put away. Whoever may do everything is asked for. */
export const transport: Check = {
  id: "transport",
  claim:
    "Buckets, topics and queues take no request without TLS, and artifacts only under their key",
  run: (scene, inquiry) => {
    for (const resource of scene.world.resources) {
      const service = GUARDED[resource.type];
      if (service !== undefined) checkTls(resource, service, scene, inquiry);
    }
    for (const store of scene.stores) checkUploads(store, scene, inquiry);
  },
};

/** By Terraform type, the service whose actions count. */
const GUARDED: Readonly<Record<string, "s3" | "sns" | "sqs" | undefined>> = {
  s3_bucket: "s3",
  sns_topic: "sns",
  sqs_queue: "sqs",
};

/** One of each kind: of data, of settings and of the policy; topics take messages alone from elsewhere. */
const ACTIONS: Readonly<Record<"s3" | "sns" | "sqs", readonly string[]>> = {
  s3: [
    "s3:DeleteObject",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:ListBucket",
    "s3:PutBucketTagging",
    "s3:PutObject",
    "s3:PutObjectAcl",
  ],
  sns: ["sns:Publish"],
  sqs: ["sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"],
};

const PLAIN: Context = { "aws:SecureTransport": "false", "s3:TlsVersion": null };

/** Too old: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html#example-object-tls-version */
const TLS_1_1: Context = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.1" };

function checkTls(
  resource: WorldResource,
  service: "s3" | "sns" | "sqs",
  scene: Scene,
  inquiry: Inquiry,
): void {
  const ways: readonly (readonly [string, Context])[] = [
    ["without TLS", PLAIN],
    ...(service === "s3" ? [["by TLS 1.1", TLS_1_1] as const] : []),
  ];
  for (const [how, context] of ways) {
    for (const action of ACTIONS[service]) {
      for (const arn of arnsOf(resource).filter((one) => fits(action, one, resource))) {
        for (const [who, asker] of askersFor(resource, scene)) {
          const question = { asker, action, resource: arn };
          inquiry.mustBeDenied(
            { ...question, context: { ...scene.inOrg, ...ENCRYPTED, ...context } },
            {
              who,
              what: `${action} ${how} on ${resource.arn}`,
              fix: "deny every request where aws:SecureTransport is false, and for buckets where s3:TlsVersion is below 1.2",
            },
          );
        }
      }
    }
  }
}

/** Actions on objects need an object, those on buckets a bucket. */
function fits(action: string, arn: string, { arn: whole, type }: WorldResource): boolean {
  if (type !== "s3_bucket") return true;
  return /Object/.test(action) === (arn !== whole);
}

/** Leaves an upload nothing but its way to be refused for. */
const ENCRYPTED: Context = { "s3:x-amz-server-side-encryption": "aws:kms" };

function askersFor({ accountId }: WorldResource, { world }: Scene): [string, Asker][] {
  const start = `arn:${world.partition}:iam::${accountId}`;
  return ["role/admin", "user/admin", "root"].map((rest) => {
    const arn = `${start}:${rest}`;
    return [arn, stranger(arn)];
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
function checkUploads(store: ArtifactStore, scene: Scene, inquiry: Inquiry): void {
  const { bucket, object, keyArn, pipeline } = store;
  const { partition } = scene.world;
  const other = `arn:${partition}:kms:${store.region}:${bucket.accountId}:key/00000000-0000-0000-0000-00000000dead`;
  const wrong: readonly (readonly [string, string | null, string | null])[] = [
    ["that says nothing of encryption", null, null],
    ["under S3's own key", "AES256", null],
    ["under the account's default key", "aws:kms", null],
    ["under another key", "aws:kms", other],
    // Another way of encrypting: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html
    ["encrypted twice", "aws:kms:dsse", keyArn ?? other],
  ];
  const start = `arn:${partition}:iam::${bucket.accountId}`;
  for (const who of [pipeline.roleArn, `${start}:role/admin`, `${start}:root`]) {
    for (const [how, algorithm, key] of wrong) {
      inquiry.mustBeDenied(
        {
          asker: stranger(who),
          action: "s3:PutObject",
          resource: object,
          context: { ...scene.inOrg, ...encryption(algorithm, key) },
        },
        {
          who,
          what: `put an artifact ${how} into ${bucket.arn}`,
          fix: "deny uploads under any but the artifact key, as Gatehouse generates it",
        },
      );
    }
  }
  if (keyArn === undefined) {
    inquiry.report({
      kind: "violated",
      message: `the artifact store of ${pipeline.name} in ${store.region} names no key`,
      who: pipeline.arn,
      evidence: [],
      fix: "give the store the artifact key",
    });
  }
}

function encryption(algorithm: string | null, key: string | null): Context {
  return {
    "s3:x-amz-server-side-encryption": algorithm,
    "s3:x-amz-server-side-encryption-aws-kms-key-id": key,
  };
}
