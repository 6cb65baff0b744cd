import { createAsk } from "../../../../lib/access/world/ask";
import { readCaller } from "../../../../lib/access/evaluate/request/caller";
import type { World } from "../../../../lib/access/world/world";
import {
  ACCOUNT,
  allow,
  decide,
  getResource,
  policy,
  PROVIDER,
  REGION,
  role,
  worldOf,
} from "./make-world";

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function withWorker(resources: Resources, actions = "*"): World {
  return worldOf({
    one: {
      resource: {
        aws_iam_role: { worker: role("worker") },
        aws_iam_role_policy: { p: { role: "worker", policy: policy(allow(actions)) } },
        ...resources,
      },
    },
  });
}

const DENY = policy({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" });

test.each<[what: string, resources: Resources, action: string, arn: string]>([
  [
    "bucket",
    {
      aws_s3_bucket: { b: { bucket: "things" } },
      aws_s3_bucket_policy: { b: { bucket: "${aws_s3_bucket.b.id}", policy: DENY } },
    },
    "s3:GetObject",
    "arn:aws:s3:::things/a/b",
  ],
  [
    "bucket, by itself",
    { aws_s3_bucket: { b: { bucket: "things", policy: DENY } } },
    "s3:ListBucket",
    "arn:aws:s3:::things",
  ],
  [
    "topic",
    {
      aws_sns_topic: { t: { name: "t" } },
      aws_sns_topic_policy: { t: { arn: "${aws_sns_topic.t.arn}", policy: DENY } },
    },
    "sns:Publish",
    `arn:aws:sns:${REGION}:${ACCOUNT}:t`,
  ],
  [
    "queue",
    {
      aws_sqs_queue: { q: { name: "q" } },
      aws_sqs_queue_policy: { q: { queue_url: "${aws_sqs_queue.q.id}", policy: DENY } },
    },
    "sqs:SendMessage",
    `arn:aws:sqs:${REGION}:${ACCOUNT}:q`,
  ],
  [
    "repository",
    {
      aws_ecr_repository: { r: { name: "team/r" } },
      aws_ecr_repository_policy: {
        r: { repository: "${aws_ecr_repository.r.name}", policy: DENY },
      },
    },
    "ecr:PutImage",
    `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/r`,
  ],
  [
    "secret",
    {
      aws_secretsmanager_secret: { s: { name: "s" } },
      aws_secretsmanager_secret_policy: {
        s: { secret_arn: "${aws_secretsmanager_secret.s.arn}", policy: DENY },
      },
    },
    "secretsmanager:GetSecretValue",
    `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:s-000000`,
  ],
  [
    "key",
    {
      aws_kms_key: { k: {} },
      aws_kms_key_policy: { k: { key_id: "${aws_kms_key.k.id}", policy: DENY } },
    },
    "kms:Decrypt",
    `arn:aws:kms:${REGION}:${ACCOUNT}:key/one.k`,
  ],
])("the policy of a %s has its say", (_, resources, action, arn) => {
  const world = withWorker(resources);
  expect(world.unmodelled).toEqual([]);
  expect(decide(world, "worker", action, arn)).toBe("explicitlyDenied");
});

test("a policy whose resource isn't known may be that of any without one", () => {
  const world = withWorker({
    aws_sqs_queue: { q: { name: "q" }, r: { name: "r" } },
    aws_sqs_queue_policy: {
      q: {
        queue_url: "${aws_sqs_queue.q.url}",
        policy: policy(allow("sqs:*", "*", { Principal: "*" })),
      },
      any: { queue_url: "${var.queue}", policy: DENY },
    },
  });
  expect(decide(world, "worker", "sqs:SendMessage", `arn:aws:sqs:${REGION}:${ACCOUNT}:q`)).toBe(
    "allowed",
  );
  expect(decide(world, "worker", "sqs:SendMessage", `arn:aws:sqs:${REGION}:${ACCOUNT}:r`)).toBe(
    "conditional",
  );
});

test("a bucket's policy counts whatever region its provider is set to", () => {
  const world = worldOf({
    one: {
      provider: { aws: [PROVIDER, { ...PROVIDER, region: "us-west-2", alias: "far" }] },
      resource: {
        aws_s3_bucket: { b: { bucket: "things", provider: "aws.far" } },
        aws_s3_bucket_policy: { b: { bucket: "things", policy: DENY } },
      },
    },
  });
  expect(getResource(world, "s3_bucket", "things")).toMatchObject({ region: "us-west-2" });
  expect(getResource(world, "s3_bucket", "things").policy).toBeDefined();
});

describe("keys", () => {
  const arn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/one.k`;

  test("without a policy of their own have AWS's default, which leaves it to IAM", () => {
    const world = withWorker({ aws_kms_key: { k: {} } }, "kms:Decrypt");
    expect(decide(world, "worker", "kms:Decrypt", arn)).toBe("allowed");
    expect(decide(world, "worker", "kms:Encrypt", arn)).toBe("implicitlyDenied");
  });

  test("that no file makes let nobody in", () => {
    const world = withWorker({});
    expect(decide(world, "worker", "kms:Decrypt", arn)).toBe("implicitlyDenied");
  });

  test("tell their aliases to conditions, and that they have none", () => {
    const condition = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/x" } };
    const world = worldOf({
      one: {
        resource: {
          aws_iam_role: { worker: role("worker") },
          aws_iam_role_policy: {
            p: { role: "worker", policy: policy(allow("kms:*", "*", { Condition: condition })) },
          },
          aws_kms_key: { k: {}, other: {} },
          aws_kms_alias: { x: { name: "alias/x", target_key_id: "${aws_kms_key.k.arn}" } },
        },
      },
    });
    expect(decide(world, "worker", "kms:Decrypt", arn)).toBe("allowed");
    expect(decide(world, "worker", "kms:Decrypt", arn.replace("one.k", "one.other"))).toBe(
      "implicitlyDenied",
    );
  });
});

describe("functions", () => {
  const world = worldOf({
    one: {
      resource: {
        aws_lambda_function: { f: { function_name: "f" }, g: { function_name: "g" } },
        aws_lambda_permission: {
          events: {
            function_name: "${aws_lambda_function.f.function_name}",
            action: "lambda:InvokeFunction",
            principal: "events.amazonaws.com",
          },
          url: {
            function_name: "g",
            action: "lambda:InvokeFunctionUrl",
            principal: "*",
            function_url_auth_type: "NONE",
          },
        },
      },
    },
  });
  const invoke = (service: string, action: string, name: string) => {
    const caller = readCaller(service === "*" ? "*" : { Service: service });
    if (caller.kind === "malformed") throw new Error(caller.message);
    const resource = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
    return createAsk(world)({
      asker: { kind: "stranger", caller: caller.caller },
      action,
      resource,
    }).kind;
  };

  test("let in whom a permission names", () => {
    expect(invoke("events.amazonaws.com", "lambda:InvokeFunction", "f")).toBe("allowed");
    expect(invoke("s3.amazonaws.com", "lambda:InvokeFunction", "f")).toBe("implicitlyDenied");
  });

  test("leave open a permission with a condition that isn't modelled", () => {
    expect(invoke("*", "lambda:InvokeFunctionUrl", "g")).toBe("conditional");
  });
});
