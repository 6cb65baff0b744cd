import type { World, WorldResource, WorldRole } from "../../../../lib/access/world/world";
import { TARGET, TOOLING, arnOf, compiled, edgesOf, pipeline, role } from "./small-world";

const KEY = `arn:aws:kms:eu-west-1:${TOOLING}:key/1`;
const BUCKET = "arn:aws:s3:::web-artifacts";
const OBJECT = `${BUCKET}/web/build/a1B2c3D`;

type Statements = Parameters<typeof compiled>[0];

function resource(arn: string, type: string, policy?: Statements): WorldResource {
  return {
    arn,
    accountId: TOOLING,
    region: "eu-west-1",
    type,
    name: arn,
    tags: {},
    aliases: [],
    ...(policy === undefined ? {} : { policy: compiled(policy) }),
    origin: { file: "stacks/any/cdk.tf.json", address: `aws_${type}.any` },
  };
}

interface Policies {
  readonly bucket?: Statements;
  readonly key?: Statements;
}

/** A pipeline that deploys as `deploy` what lies in one bucket, under one key. */
function deployed(others: readonly WorldRole[], { bucket, key }: Policies = {}): Partial<World> {
  const runner = role("runner");
  const deploy = role("deploy", { accountId: TARGET });
  const web = pipeline("web", runner.arn, { roleArn: deploy.arn });
  const stores = [{ region: "eu-west-1", bucket: "web-artifacts", keyArn: KEY }];
  return {
    roles: [...others, runner, deploy],
    pipelines: [{ ...web, stores }],
    resources: [resource(BUCKET, "s3_bucket", bucket), resource(KEY, "kms_key", key)],
  };
}

const may = (action: string, on: string) => ({ Action: action, Resource: on });

test("who writes artifacts changes what the deploy role does", async () => {
  const weak = role("weak", { allow: [may("s3:PutObject", "arn:aws:s3:::*/web/*")] });
  expect(await edgesOf(deployed([weak]))).toEqual([`weak -s3:PutObject on ${OBJECT}-> deploy`]);
});

test("who may rewrite the bucket's policy does so too", async () => {
  const weak = role("weak", { allow: [may("s3:PutBucketPolicy", BUCKET)] });
  expect(await edgesOf(deployed([weak]))).toEqual([
    `weak -s3:PutBucketPolicy on ${BUCKET}-> deploy`,
  ]);
});

test("who may rewrite the key's policy does, where the key leaves it to the account", async () => {
  const weak = role("weak", { allow: [may("kms:PutKeyPolicy", "arn:aws:kms:*:*:key/*")] });
  const root = { AWS: `arn:aws:iam::${TOOLING}:root` };
  const delegates = [{ Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" }];
  expect(await edgesOf(deployed([weak], { key: delegates }))).toEqual([
    `weak -kms:PutKeyPolicy on ${KEY}-> deploy`,
  ]);
  expect(await edgesOf(deployed([weak]))).toEqual([]);
});

test("who is named in the bucket's policy needs no allow of one's own", async () => {
  const names = (arn: string) => [
    { Effect: "Allow", Principal: { AWS: arn }, Action: "s3:PutObject", Resource: `${BUCKET}/*` },
  ];
  const weak = role("weak");
  expect(await edgesOf(deployed([weak], { bucket: names(weak.arn) }))).toEqual([
    `weak -s3:PutObject on ${OBJECT}-> deploy`,
  ]);
  expect(await edgesOf(deployed([weak], { bucket: names(arnOf("other")) }))).toEqual([]);
});

test.each([
  ["reads", role("weak", { allow: [may("s3:Get*", "*")] })],
  ["writes to another bucket", role("weak", { allow: [may("s3:PutObject", `${BUCKET}-2/*`)] })],
  [
    "is in another account, which the bucket doesn't name",
    role("weak", { accountId: TARGET, allow: [may("s3:PutObject", "*")] }),
  ],
  [
    "is denied it",
    role("weak", { allow: [may("s3:*", "*")], deny: [may("s3:Put*", `${BUCKET}*`)] }),
  ],
])("who %s gains nothing by it", async (_, weak) => {
  const found = await edgesOf(deployed([weak]));
  expect(found.filter((edge) => /PutObject|PutBucket/.test(edge))).toEqual([]);
});
