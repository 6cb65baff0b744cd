import {
  ACCOUNT,
  allow,
  decide,
  policy,
  PROVIDER,
  REGION,
  role,
  whatIsSaid,
  worldOf,
} from "./make-world";

describe("tags of resources", () => {
  const owned = { Condition: { StringEquals: { "aws:ResourceTag/owner": "me" } } };
  const world = (tags: unknown) =>
    worldOf({
      one: {
        resource: {
          aws_iam_role: { worker: role("worker") },
          aws_iam_role_policy: {
            p: { role: "worker", policy: policy(allow("sqs:SendMessage", "*", owned)) },
          },
          aws_sqs_queue: { q: { name: "q", tags } },
        },
      },
    });
  const may = (tags: unknown) =>
    decide(world(tags), "worker", "sqs:SendMessage", `arn:aws:sqs:${REGION}:${ACCOUNT}:q`);

  test("decide what hangs on them", () => {
    expect(may({ owner: "me" })).toBe("allowed");
    expect(may({ owner: "you" })).toBe("implicitlyDenied");
    expect(may({})).toBe("implicitlyDenied");
  });

  test("that aren't known leave it open", () => {
    expect(may({ owner: "${var.owner}" })).toBe("conditional");
    expect(may("${merge(var.a, var.b)}")).toBe("conditional");
    expect(whatIsSaid(world({ owner: "${var.owner}" }))[0]).toContain("not all of its tags");
  });

  test("of buckets are no certainty, as a bucket has to opt in", () => {
    const bucket = worldOf({
      one: {
        resource: {
          aws_iam_role: { worker: role("worker") },
          aws_iam_role_policy: { p: { role: "worker", policy: policy(allow("s3:*", "*", owned)) } },
          aws_s3_bucket: { b: { bucket: "things", tags: { owner: "me" } } },
        },
      },
    });
    expect(decide(bucket, "worker", "s3:ListBucket", "arn:aws:s3:::things")).toBe("conditional");
  });

  test("default tags of the provider give way to the resource's own", () => {
    const provider = { aws: [{ ...PROVIDER, default_tags: [{ tags: { a: "1", b: "1" } }] }] };
    const { resources } = worldOf({
      one: {
        provider,
        resource: { aws_sqs_queue: { q: { name: "q", tags: { b: "2", B: "3" } } } },
      },
    });
    expect(resources[0]?.tags).toEqual({ a: "1", b: "2", B: "3" });
  });
});
