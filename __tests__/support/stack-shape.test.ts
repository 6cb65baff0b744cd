import { stackShape } from "./stack-shape";

const bucket = { bucket: "artifacts", force_destroy: false, tags: { Team: "core" } };

test("two stacks that differ in names, values, order and counts have one shape", () => {
  const one = {
    "//": { metadata: { stackName: "one" } },
    resource: { aws_s3_bucket: { a: { ...bucket, "//": { metadata: { path: "one/a" } } } } },
    output: { arn: { value: "${aws_s3_bucket.a.arn}" } },
  };
  const two = {
    output: { other: { value: "${aws_s3_bucket.b.arn}" } },
    resource: {
      aws_s3_bucket: {
        b: { tags: { Team: "x" }, force_destroy: true, bucket: "b" },
        c: { ...bucket, bucket: "c" },
      },
    },
  };
  expect(stackShape(one)).toBe(stackShape(two));
});

test("equal blocks in a list count once", () => {
  const rules = (...rule: object[]) => ({ resource: { aws_x: { a: { rule } } } });
  expect(stackShape(rules({ id: 1 }, { id: 2 }))).toBe(stackShape(rules({ id: 3 })));
  expect(stackShape(rules({ id: 1 }, { id: 2, on: true }))).not.toBe(stackShape(rules({ id: 3 })));
});

describe("the shape differs where", () => {
  const base = { resource: { aws_s3_bucket: { a: bucket } } };
  test.each([
    ["an attribute appears", { resource: { aws_s3_bucket: { a: { ...bucket, policy: "p" } } } }],
    [
      "a nested key appears",
      { resource: { aws_s3_bucket: { a: { ...bucket, tags: { X: "" } } } } },
    ],
    [
      "a literal has another type",
      { resource: { aws_s3_bucket: { a: { ...bucket, bucket: 1 } } } },
    ],
    ["a literal becomes a list", { resource: { aws_s3_bucket: { a: { ...bucket, bucket: [] } } } }],
    ["a resource type appears", { resource: { aws_s3_bucket: { a: bucket }, aws_sns_topic: {} } }],
    ["a resource becomes data", { data: { aws_s3_bucket: { a: bucket } } }],
    ["a provider appears", { ...base, provider: { aws: [{ region: "eu-west-1" }] } }],
    ["an output appears", { ...base, output: { o: { value: "x" } } }],
  ])("%s", (_, stack) => {
    expect(stackShape(stack)).not.toBe(stackShape(base));
  });
});

describe("a reference", () => {
  const withValue = (value: string) => ({ output: { o: { value } } });

  test("counts by type and attribute, not by name", () => {
    expect(stackShape(withValue("${aws_kms_key.a.arn}"))).toBe(
      stackShape(withValue("prefix ${aws_kms_key.b.arn}")),
    );
    expect(stackShape(withValue("${aws_kms_key.a.arn}"))).not.toBe(
      stackShape(withValue("${aws_kms_key.a.key_id}")),
    );
    expect(stackShape(withValue("${aws_kms_key.a.arn}"))).not.toBe(
      stackShape(withValue("${data.aws_kms_key.a.arn}")),
    );
  });

  test("is not an escaped IAM variable", () => {
    expect(stackShape(withValue("$${aws.username}"))).toBe(stackShape(withValue("plain")));
  });
});

test("what is no stack is refused", () => {
  expect(() => stackShape([])).toThrow(TypeError);
});
