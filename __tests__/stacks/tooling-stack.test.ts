import { asList, conditionValues, policiesIn, resourcesOf } from "../support/policies";
import { SHIPPED, type StackJson, synthFile } from "../support/synth-platform";

let tooling: StackJson;
beforeAll(async () => {
  tooling = (await synthFile(SHIPPED)).stack("tooling");
});

function keyPolicy(region: string) {
  const found = policiesIn("tooling", tooling).find(
    ({ type, address }) => type === "aws_kms_key" && address.includes(region),
  );
  if (found === undefined) throw new Error(`no key in ${region}`);
  return found.statements;
}

test("each region used has one rotated key, kept from deletion, with the alias that others reach it by", () => {
  const keys = Object.entries(tooling.resource["aws_kms_key"] ?? {})
    .filter(([id]) => id.startsWith("artifact-key-"))
    .map(([, key]) => key);
  expect(keys).toHaveLength(2);
  for (const key of keys) {
    expect(key).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  }
  expect(
    resourcesOf(tooling, "aws_kms_alias").map((alias) => [
      alias["name"],
      alias["provider"] ?? "aws",
    ]),
  ).toEqual([
    ["alias/gatehouse-artifacts", "aws.eu-central-1"],
    ["alias/gatehouse-artifacts", "aws"],
    // By which personas are kept from the alarm's key.
    ["alias/gatehouse-break-glass-used", "aws"],
  ]);
});

test("the account's administrators manage the key, and can't use it", () => {
  const [administration] = keyPolicy("eu-west-1");
  const actions = asList(administration?.Action);
  expect(actions).toContain("kms:PutKeyPolicy");
  expect(
    actions.filter((action) =>
      /Decrypt|Encrypt|GenerateDataKey|ReEncrypt|CreateGrant|\*/.test(action),
    ),
  ).toEqual([]);
});

test("every use of the key goes through one service, for one kind of thing", () => {
  for (const statement of keyPolicy("eu-west-1").slice(1)) {
    const service = typeof statement.Principal === "object" && "Service" in statement.Principal;
    const via = conditionValues(statement, "kms:ViaService");
    expect(service || via.length === 1).toBe(true);
    const contexts = Object.values(statement.Condition ?? {}).flatMap((keys) =>
      Object.keys(keys).filter((key) => key.startsWith("kms:EncryptionContext:")),
    );
    expect(contexts).toHaveLength(1);
  }
});

test("other accounts only decrypt, by deploy and execution roles of the organization, through S3", () => {
  const remote = keyPolicy("eu-central-1").filter(
    ({ Principal }) => typeof Principal === "object" && asList(Principal["AWS"]).includes("*"),
  );
  expect(remote).toHaveLength(1);
  const [statement] = remote;
  if (statement === undefined) throw new Error("no statement");
  expect(statement.Action).toBe("kms:Decrypt");
  expect(conditionValues(statement, "aws:PrincipalOrgID")).toEqual(["o-a1b2c3d4e5"]);
  expect(conditionValues(statement, "aws:PrincipalArn")).toEqual([
    "arn:aws:iam::*:role/gatehouse-*-deploy",
    "arn:aws:iam::*:role/gatehouse-*-execution",
  ]);
  expect(conditionValues(statement, "kms:ViaService")).toEqual(["s3.eu-central-1.amazonaws.com"]);
});

test("topics and build logs are under the home region's key only", () => {
  const sids = (region: string) => keyPolicy(region).map(({ Sid }) => Sid);
  expect(sids("eu-west-1")).toEqual([
    "Administration",
    "ArtifactsOfOwnRoles",
    "ArtifactsOfTargets",
    "ApprovalTopics",
    "BuildLogs",
  ]);
  expect(sids("eu-central-1")).toEqual([
    "Administration",
    "ArtifactsOfOwnRoles",
    "ArtifactsOfTargets",
  ]);
});

test("access logs come from S3 on behalf of this account's buckets, and end", () => {
  const policies = policiesIn("tooling", tooling).filter(
    ({ type }) => type === "aws_s3_bucket_policy",
  );
  expect(policies).toHaveLength(2);
  for (const { statements } of policies) {
    const [allow, ...more] = statements.filter(({ Effect }) => Effect === "Allow");
    expect(more).toEqual([]);
    expect(allow).toMatchObject({
      Principal: { Service: "logging.s3.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "222222222222" },
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::gatehouse-*-222222222222-*" },
      },
    });
  }
  const rules = resourcesOf(tooling, "aws_s3_bucket_lifecycle_configuration").flatMap(
    (each) => each["rule"] as { expiration?: { days: number }[] }[],
  );
  expect(rules.flatMap((rule) => rule.expiration ?? [])).toEqual([{ days: 365 }, { days: 365 }]);
});

test("connections that the config doesn't name by ARN are created here", () => {
  expect(resourcesOf(tooling, "aws_codestarconnections_connection")).toMatchObject([
    { name: "gatehouse-github", provider_type: "GitHub" },
  ]);
});
