import {
  type PlaceholderValues,
  fillPlaceholders,
  unknownPlaceholders,
} from "../../../lib/model/placeholders";
import { accountId, pipelineName } from "../../../lib/config/schema/names";
import { goldenWith, problemsIn } from "../../support/platform-file";

const VALUES: PlaceholderValues = {
  partition: "aws",
  account: accountId.parse("200000000001"),
  prefix: "acme",
  pipeline: pipelineName.parse("web"),
  regions: ["eu-west-1", "eu-central-1"],
};

test("each word is filled in wherever it stands", () => {
  expect(
    fillPlaceholders(
      "arn:{partition}:iam::{account}:role/{prefix}/{pipeline}/{pipeline}-*",
      VALUES,
    ),
  ).toEqual(["arn:aws:iam::200000000001:role/acme/web/web-*"]);
});

test("a resource with a region is written once for each region, one without it once", () => {
  expect(fillPlaceholders("arn:aws:sqs:{region}:1:x-{region}", VALUES)).toEqual([
    "arn:aws:sqs:eu-west-1:1:x-eu-west-1",
    "arn:aws:sqs:eu-central-1:1:x-eu-central-1",
  ]);
  expect(fillPlaceholders("*", VALUES)).toEqual(["*"]);
});

test("IAM's own variables are left alone", () => {
  expect(fillPlaceholders("arn:aws:s3:::home/${aws:username}", VALUES)).toEqual([
    "arn:aws:s3:::home/${aws:username}",
  ]);
  expect(unknownPlaceholders("${aws:username}/{pipeline}/{user}")).toEqual(["user"]);
});

test("only known words in braces are taken, and each unknown one is told", () => {
  expect(unknownPlaceholders("arn:{partition}:x:{region}:{account}:{prefix}-{pipeline}")).toEqual(
    [],
  );
  expect(unknownPlaceholders("{}-{Account}-{stage}")).toEqual(["", "Account", "stage"]);
});

test.each([
  ["an ARN", "arn:{partition}:s3:::{prefix}-{pipeline}", []],
  ["an ARN with a wildcard in its resource", "arn:aws:s3:::web-*", []],
  ["no ARN", "acme-bucket", ["invalid-resource"]],
  ["an ARN of any service", "arn:aws:*:::acme", ["invalid-resource"]],
  ["an ARN without a resource", "arn:aws:s3:::", ["invalid-resource"]],
  ["an ARN with an unknown word", "arn:aws:s3:::{bucket}", ["unknown-placeholder"]],
  ["everything", "*", ["wildcard-resource"]],
])("a resource that is %s", async (_name, resource, codes) => {
  const permissions = [{ actions: ["s3:GetObject"], resources: [resource] }];
  const problems = await problemsIn(
    goldenWith({ path: ["pipelines", "api", "build"], value: { permissions } }),
  );
  expect(problems.map(({ code }) => code)).toEqual(codes);
});

test.each([
  [
    "an action without a resource type, on a named resource",
    ["ecr:GetAuthorizationToken"],
    ["arn:aws:ecr:::x"],
    1,
  ],
  ["one of each kind, on everything", ["ecr:GetAuthorizationToken", "ecr:PutImage"], ["*"], 1],
  [
    "one of each kind, on a named resource",
    ["ecr:GetAuthorizationToken", "ecr:PutImage"],
    ["arn:aws:ecr:::x"],
    1,
  ],
  ["an action without a resource type, on everything", ["ecr:GetAuthorizationToken"], ["*"], 0],
])("%s", async (_name, actions, resources, count) => {
  const build = { permissions: [{ actions, resources }] };
  const problems = await problemsIn(
    goldenWith({ path: ["pipelines", "api", "build"], value: build }),
  );
  expect(problems.map(({ code }) => code)).toEqual(
    Array.from({ length: count }, () => "wildcard-resource"),
  );
});
