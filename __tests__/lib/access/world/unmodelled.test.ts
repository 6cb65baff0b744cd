import { REGION, role, whatIsSaid, worldOf } from "./make-world";

test.each([
  ["aws_efs_file_system", {}, /no aws_efs_file_system is modelled/],
  ["aws_kms_grant", {}, /a grant lets/],
  ["aws_codepipeline_webhook", {}, /whoever has its secret/],
  ["aws_cloudwatch_event_target", { arn: "arn:aws:codepipeline:eu-west-1:1:p" }, /events start/],
])("%s is listed, as it bears on access and isn't modelled", (type, values, said) => {
  const world = worldOf({ one: { resource: { [type]: { x: values } } } });
  expect(whatIsSaid(world)).toEqual([expect.stringMatching(said) as string]);
});

test("versioning and its like are passed over", () => {
  const harmless = [
    "aws_s3_bucket_versioning",
    "aws_sns_topic_subscription",
    "random_id",
    "tfe_workspace",
  ];
  const resource = Object.fromEntries(harmless.map((type) => [type, { x: {} }]));
  expect(worldOf({ one: { resource } }).unmodelled).toEqual([]);
});

test("a resource without a known account is left out, and said", () => {
  const world = worldOf({
    one: { provider: { aws: [{ region: REGION }] }, resource: { aws_iam_role: { r: role("r") } } },
  });
  expect(world.roles).toEqual([]);
  expect(whatIsSaid(world)[0]).toContain("its account isn't known");
});

test("modules and repeated resources of a configuration are listed as unread", () => {
  const world = worldOf({
    one: {
      module: { m: { source: "./m" } },
      resource: { aws_sqs_queue: { q: { name: "q", count: 2 } } },
    },
  });
  expect(whatIsSaid(world)).toEqual([
    expect.stringMatching(/^module\.m: /) as string,
    expect.stringMatching(/^aws_sqs_queue\.q: count/) as string,
  ]);
});

test("what two stacks make is taken from the first, and said", () => {
  const stack = { resource: { aws_sqs_queue: { q: { name: "q" } } } };
  const world = worldOf({ one: stack, two: stack });
  expect(world.resources).toHaveLength(1);
  expect(whatIsSaid(world)[0]).toContain("stacks/one/cdk.tf.json makes");
});
