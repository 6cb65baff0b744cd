import { parseReference } from "../../../../lib/access/world/terraform/parse-reference";
import { parseTemplate } from "../../../../lib/access/world/terraform/parse-template";
import { ACCOUNT, allow, decide, policy, REGION, role, whatIsSaid, worldOf } from "./make-world";

describe("templates", () => {
  test.each([
    ["plain", [{ kind: "text", text: "plain" }]],
    ["$${aws:username}", [{ kind: "text", text: "${aws:username}" }]],
    ["%%{x}", [{ kind: "text", text: "%{x}" }]],
    [
      "a-${b.c}-$${d}",
      [
        { kind: "text", text: "a-" },
        { kind: "expression", text: "b.c" },
        { kind: "text", text: "-${d}" },
      ],
    ],
    ['${f("}")}', [{ kind: "expression", text: 'f("}")' }]],
    ["%{ if x }", [{ kind: "expression", text: "%{if x}" }]],
    ["${unfinished", [{ kind: "expression", text: "unfinished" }]],
    ["$", [{ kind: "text", text: "$" }]],
  ])("%s", (template, parts) => {
    expect(parseTemplate(template)).toEqual(parts);
  });
});

describe("references", () => {
  test.each([
    [
      "aws_iam_role.a-b_1.arn",
      { mode: "managed", type: "aws_iam_role", name: "a-b_1", path: ["arn"] },
    ],
    ["data.aws_kms_alias.a.target_key_arn", { mode: "data", name: "a", path: ["target_key_arn"] }],
    ["element(data.aws_ssoadmin_instances.i.arns, 0)", { name: "i", path: ["arns", 0] }],
    ['aws_iam_role.a["x.y"].arn', { name: "a", index: '["x.y"]', path: ["arn"] }],
    ["aws_iam_role.a[2].arn", { index: "[2]", path: ["arn"] }],
    ["module.m.aws_iam_role.a.arn", { scope: "module.m.", name: "a" }],
  ])("%s is understood", (expression, parts) => {
    expect(parseReference(expression)).toMatchObject(parts);
  });

  test.each([
    "var.x",
    "local.x",
    "each.value",
    "jsonencode({})",
    "aws_iam_role.a",
    "aws:username",
    "",
  ])("%s is not guessed at", (expression) => {
    expect(parseReference(expression)).toBeUndefined();
  });
});

const user = "arn:aws:iam::111122223333:role/worker";

test("IAM's own variables are kept apart from Terraform's references", () => {
  const world = worldOf({
    one: {
      resource: {
        aws_iam_role: { worker: role("worker") },
        aws_s3_bucket: { b: { bucket: "things" } },
        aws_iam_role_policy: {
          p: {
            role: "${aws_iam_role.worker.name}",
            name: "p",
            policy: policy(
              allow("s3:GetObject", "${aws_s3_bucket.b.arn}/$${aws:PrincipalAccount}/*"),
            ),
          },
        },
      },
    },
  });
  expect(world.unmodelled).toEqual([]);
  expect(world.roles[0]?.arn).toBe(user);
  expect(decide(world, "worker", "s3:GetObject", `arn:aws:s3:::things/${ACCOUNT}/x`)).toBe(
    "allowed",
  );
  expect(decide(world, "worker", "s3:GetObject", "arn:aws:s3:::things/other/x")).toBe(
    "implicitlyDenied",
  );
});

test.each([
  ["${var.bucket}", "var.bucket"],
  ["${local.bucket}", "local.bucket"],
  ["${aws_s3_bucket.missing.arn}", "aws_s3_bucket.missing.arn"],
  ["${aws_s3_bucket.b.no_such_attribute}", "no_such_attribute"],
  ["${jsonencode(1)}", "jsonencode"],
  ["%{ if true }x%{ endif }", "if true"],
])("a policy with %s is unknown: neither allowed nor denied, and said", (reference, why) => {
  const world = worldOf({
    one: {
      resource: {
        aws_iam_role: { worker: role("worker") },
        aws_s3_bucket: { b: { bucket: "things" } },
        aws_iam_role_policy: {
          p: { role: "worker", name: "p", policy: policy(allow("s3:GetObject", reference)) },
          q: { role: "worker", name: "q", policy: policy(allow("sqs:SendMessage")) },
        },
      },
    },
  });
  expect(decide(world, "worker", "s3:GetObject", "arn:aws:s3:::things/x")).toBe("conditional");
  expect(decide(world, "worker", "sqs:SendMessage", `arn:aws:sqs:${REGION}:${ACCOUNT}:q`)).toBe(
    "conditional",
  );
  expect(whatIsSaid(world)).toEqual([
    expect.stringMatching(/^aws_iam_role_policy\.p: policy p is unknown/) as string,
  ]);
  expect(whatIsSaid(world)[0]).toContain(why);
});

test("references that go round in a circle end as unknown", () => {
  const world = worldOf({
    one: {
      resource: {
        aws_iam_role: { a: role("${aws_iam_role.b.name}"), b: role("${aws_iam_role.a.name}") },
      },
    },
  });
  expect(world.roles).toEqual([]);
  expect(whatIsSaid(world)).toHaveLength(2);
});

test("references stay in their own stack", () => {
  const world = worldOf({
    one: { resource: { aws_s3_bucket: { b: { bucket: "things" } } } },
    two: { resource: { aws_iam_role: { r: role("${aws_s3_bucket.b.bucket}") } } },
  });
  expect(world.roles).toEqual([]);
});

test("an alias finds the key of its own account and region only", () => {
  const key = (region: string) => ({
    provider: { aws: [{ allowed_account_ids: [ACCOUNT], region }] },
    resource: {
      aws_kms_key: { k: {} },
      aws_kms_alias: { a: { name: "alias/x", target_key_id: "${aws_kms_key.k.key_id}" } },
    },
  });
  const world = worldOf({
    north: key("eu-north-1"),
    west: key("eu-west-1"),
    user: {
      data: { aws_kms_alias: { x: { name: "alias/x" }, aws: { name: "alias/aws/s3" } } },
      resource: {
        aws_sns_topic: {
          t: { name: "t", tags: { key: "${data.aws_kms_alias.x.target_key_arn}" } },
        },
        aws_sqs_queue: {
          q: { name: "q", tags: { key: "${data.aws_kms_alias.aws.target_key_arn}" } },
        },
      },
    },
  });
  const tagged = (type: string) => world.resources.find((one) => one.type === type)?.tags.key;
  expect(tagged("sns_topic")).toBe(`arn:aws:kms:eu-west-1:${ACCOUNT}:key/west.k`);
  expect(tagged("sqs_queue")).toBe(`arn:aws:kms:eu-west-1:${ACCOUNT}:key/aws.s3`);
});

test("what asks for its account, region or partition gets them", () => {
  const name =
    "${data.aws_caller_identity.me.account_id}.${data.aws_region.here.name}.${data.aws_partition.p.partition}";
  const world = worldOf({
    one: {
      provider: { aws: [{ allowed_account_ids: [ACCOUNT], region: "cn-north-1" }] },
      data: {
        aws_caller_identity: { me: {} },
        aws_region: { here: {} },
        aws_partition: { p: {} },
      },
      resource: { aws_s3_bucket: { b: { bucket: name } } },
    },
  });
  expect(world.partition).toBe("aws-cn");
  expect(world.resources[0]?.arn).toBe(`arn:aws-cn:s3:::${ACCOUNT}.cn-north-1.aws-cn`);
});
