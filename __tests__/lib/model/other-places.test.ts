import { goldenWith, problemsIn } from "../../support/platform-file";

const codes = async (path: (string | number)[], value: unknown) =>
  (await problemsIn(goldenWith({ path, value }))).map(({ code, path: at }) => `${code} ${at}`);

const RESOURCES = ["executionProfiles", "functions", "permissions", 0, "resources"];

test.each([
  ["aws-cn", ["invalid-resource executionProfiles.functions.permissions[0].resources[0]"]],
  ["aws", []],
  ["{partition}", []],
])("a resource in partition %s on a platform in aws", async (partition, expected) => {
  const arn = `arn:${partition}:lambda:{region}:{account}:function:{pipeline}-*`;
  expect(await codes(RESOURCES, [arn])).toEqual(expected);
});

test.each([
  ["sqs", ["invalid-resource executionProfiles.functions.permissions[0].resources[0]"]],
  ["lambda", []],
])(
  "a resource of %s for actions of lambda, which would allow nothing",
  async (service, expected) => {
    const arn = `arn:{partition}:${service}:{region}:{account}:function:{pipeline}-*`;
    expect(await codes(RESOURCES, [arn])).toEqual(expected);
  },
);

test.each([
  ["aws:codeconnections:eu-west-1", []],
  ["aws:codeconnections:eu-west-9", ["unknown-region connections.github.arn"]],
  ["aws-cn:codeconnections:cn-north-1", ["invalid-connection-arn connections.github.arn"]],
])("a connection at %s on a platform in aws", async (place, expected) => {
  const arn = `arn:${place}:100000000002:connection/12345678-1234-1234-1234-123456789012`;
  expect(await codes(["connections", "github"], { arn })).toEqual(expected);
});

test.each<[string, (string | number)[], unknown, string]>([
  ["stages: {}", ["personas", "release-manager", "grants", 1, "stages"], {}, "missing-field"],
  ["pipelines: {}", ["personas", "release-manager", "grants", 1, "pipelines"], {}, "missing-field"],
  ["tags: {}", ["pipelines", "api", "stages", 0, "accounts"], { tags: {} }, "missing-field"],
])(
  "a selector that says nothing, %s, is no selector of everything",
  async (_name, path, value, code) => {
    const problems = (await problemsIn(goldenWith({ path, value }))).filter(
      ({ severity }) => severity === "error",
    );
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  },
);

test.each<[string, (string | number)[], unknown]>([
  ["a repository's .git", ["pipelines", "api", "source", "repository"], "acme/api.git"],
  ["a branch's refs/heads/", ["pipelines", "api", "source", "branch"], "refs/heads/main"],
  ["CodeBuild's own variables", ["pipelines", "web", "build", "environment"], { CODEBUILD_X: "1" }],
  ["a prefix that S3 keeps", ["namePrefix"], "sthree"],
  ["an OU's slash at the end", ["accounts", "dev", "ou"], "Workloads/Dev/"],
])("%s is refused", async (_what, path, value) => {
  const found = await codes(path, value);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^invalid-/);
});
