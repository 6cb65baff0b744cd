import { audited } from "../support/audited";
import { conditionValues, policiesIn, resourcesOf } from "../support/policies";
import { type Arguments, GOLDEN, type SynthesizedPlatform } from "../support/synth-platform";

const MANAGEMENT = "100000000001";
const TOOLING = "100000000002";
const ARCHIVE = "100000000003";
const ADMIN = "100000000007";

let organization: SynthesizedPlatform;
let account: SynthesizedPlatform;
beforeAll(async () => {
  organization = await audited(
    GOLDEN,
    {
      scope: "organization",
      adminAccountId: ADMIN,
      readers: ["security-auditor"],
      archiveAfterDays: 90,
      objectLock: { mode: "COMPLIANCE", days: 365 },
    },
    { backend: { type: "s3", bucket: "acme-corp-state", region: "eu-west-1" } },
  );
  account = await audited(GOLDEN, { dataEvents: false }, { logArchive: undefined });
});

const only = (made: SynthesizedPlatform, stack: string, type: string): Arguments => {
  const [found, ...more] = resourcesOf(made.stack(stack), type);
  if (found === undefined || more.length > 0) throw new Error(`not one ${type} in ${stack}`);
  return found;
};
const trailOf = (made: SynthesizedPlatform) => only(made, "audit-trail", "aws_cloudtrail");
const accountOf = (made: SynthesizedPlatform, stack: string) =>
  made.stack(stack).provider.aws[0]?.["allowed_account_ids"];
const statement = (made: SynthesizedPlatform, type: string, sid: string, about = "") => {
  const found = policiesIn("audit", made.stack("audit"))
    .filter((policy) => policy.type === type && policy.address.includes(about))
    .flatMap(({ statements }) => statements)
    .find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`no ${sid} in ${type}`);
  return found;
};

test("logs are in the log archive, and the trail is made by the delegated administrator", () => {
  expect(accountOf(organization, "audit")).toEqual([ARCHIVE]);
  expect(accountOf(organization, "audit-trail")).toEqual([ADMIN]);
});

test("without a log archive, and for one account, both are in the tooling account", () => {
  expect(accountOf(account, "audit")).toEqual([TOOLING]);
  expect(accountOf(account, "audit-trail")).toEqual([TOOLING]);
});

test("the trail records all regions, with digests, encrypted, and is kept from destroy", () => {
  for (const [made, isOrganization] of [
    [organization, true],
    [account, false],
  ] as const)
    expect(trailOf(made)).toMatchObject({
      is_multi_region_trail: true,
      include_global_service_events: true,
      is_organization_trail: isOrganization,
      enable_logging: true,
      enable_log_file_validation: true,
      kms_key_id: expect.stringMatching(/^\$\{data\.aws_kms_key\./) as string,
      lifecycle: { prevent_destroy: true },
    });
});

test("the key is found by its alias in the account that keeps it, and described from there alone", () => {
  const [key] = Object.values(organization.stack("audit-trail").data?.["aws_kms_key"] ?? {});
  expect(key?.["key_id"]).toBe(`arn:aws:kms:eu-west-1:${ARCHIVE}:alias/acme-audit`);
  expect(statement(organization, "aws_kms_key", "FoundFromTrail")).toEqual({
    Sid: "FoundFromTrail",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${ADMIN}:root` },
    Action: "kms:DescribeKey",
    Resource: "*",
  });
  expect(() => statement(account, "aws_kms_key", "FoundFromTrail")).toThrow("no FoundFromTrail");
});

test("every management event is recorded, KMS's and STS's among them", () => {
  for (const made of [organization, account]) {
    const [management] = trailOf(made)["advanced_event_selector"] as Arguments[];
    expect(management?.["field_selector"]).toEqual([
      { field: "eventCategory", equals: ["Management"] },
    ]);
  }
});

test("objects are recorded in artifact and state buckets, and not in those of logs", () => {
  const [, data, ...more] = trailOf(organization)["advanced_event_selector"] as Arguments[];
  expect(more).toEqual([]);
  expect(data?.["field_selector"]).toEqual([
    { field: "eventCategory", equals: ["Data"] },
    { field: "resources.type", equals: ["AWS::S3::Object"] },
    {
      field: "resources.ARN",
      starts_with: ["arn:aws:s3:::acme-", "arn:aws:s3:::acme-corp-state/"],
      not_starts_with: [
        `arn:aws:s3:::acme-audit-${ARCHIVE}-euw1/`,
        `arn:aws:s3:::acme-access-logs-${TOOLING}-`,
        `arn:aws:s3:::acme-access-logs-${ARCHIVE}-`,
      ],
    },
  ]);
  expect(trailOf(account)["advanced_event_selector"]).toHaveLength(1);
});

test("an organization's trail is the management account's by its ARN, whoever makes it", () => {
  const arn = `arn:aws:cloudtrail:eu-west-1:${MANAGEMENT}:trail/acme-audit`;
  const delivery = statement(organization, "aws_s3_bucket_policy", "Delivery", "logs");
  expect(conditionValues(delivery, "aws:SourceArn")).toEqual([arn]);
  expect(delivery.Resource).toEqual([
    `arn:aws:s3:::acme-audit-${ARCHIVE}-euw1/AWSLogs/${MANAGEMENT}/*`,
    `arn:aws:s3:::acme-audit-${ARCHIVE}-euw1/AWSLogs/o-a1b2c3d4e5/*`,
  ]);
  const encrypts = statement(organization, "aws_kms_key", "Delivery");
  expect(conditionValues(encrypts, "aws:SourceArn")).toEqual([arn]);
  expect(conditionValues(encrypts, "kms:EncryptionContext:aws:cloudtrail:arn")).toEqual([arn]);
});

test("an account's trail delivers below that account alone", () => {
  expect(statement(account, "aws_s3_bucket_policy", "Delivery").Resource).toBe(
    `arn:aws:s3:::acme-audit-${TOOLING}-euw1/AWSLogs/${TOOLING}/*`,
  );
});

test("the named readers read and decrypt; where none is named, nobody does", () => {
  const reader = `arn:aws:iam::${ARCHIVE}:role/security-auditor`;
  const denied = statement(organization, "aws_s3_bucket_policy", "OnlyReaders");
  expect(conditionValues(denied, "aws:PrincipalArn")).toEqual([reader]);
  expect(
    conditionValues(statement(organization, "aws_kms_key", "Readers"), "aws:PrincipalArn"),
  ).toEqual([reader]);
  expect(statement(account, "aws_s3_bucket_policy", "OnlyReaders").Condition).toEqual({
    Bool: { "aws:PrincipalIsAWSService": "false" },
  });
  expect(() => statement(account, "aws_kms_key", "Readers")).toThrow("no Readers");
});

test("logs are archived, locked and expired as the config says", () => {
  const rules = (made: SynthesizedPlatform) =>
    JSON.stringify(
      resourcesOf(made.stack("audit"), "aws_s3_bucket_lifecycle_configuration").find(({ bucket }) =>
        String(bucket).includes(".logs_"),
      )?.["rule"],
    );
  expect(rules(organization)).toContain('"transition":[{"days":90,"storage_class":"GLACIER"}]');
  expect(rules(organization)).toContain('"expiration":[{"days":400}]');
  expect(rules(account)).not.toContain("transition");
  expect(only(organization, "audit", "aws_s3_bucket_object_lock_configuration")).toMatchObject({
    object_lock_enabled: "Enabled",
    rule: { default_retention: { mode: "COMPLIANCE", days: 365 } },
  });
  expect(resourcesOf(account.stack("audit"), "aws_s3_bucket_object_lock_configuration")).toEqual(
    [],
  );
});

test("reads of the logs are logged: to a bucket of the archive's own, or the tooling account's", () => {
  const target = (made: SynthesizedPlatform) =>
    only(made, "audit", "aws_s3_bucket_logging")["target_bucket"];
  expect(target(organization)).toMatch(/^\$\{aws_s3_bucket\.access-log_bucket_\w+\.id\}$/);
  expect(target(account)).toBe(`acme-access-logs-${TOOLING}-euw1`);
});

test("the archive is applied before the trail, and after the bucket of its access log", () => {
  const dependencies = (made: SynthesizedPlatform, stack: string) =>
    (
      JSON.parse(made.files.get("manifest.json") ?? "") as {
        stacks: Record<string, { dependencies: string[] }>;
      }
    ).stacks[stack]?.dependencies;
  expect(dependencies(organization, "audit-trail")).toEqual(["audit"]);
  expect(dependencies(organization, "audit")).toEqual([]);
  expect(dependencies(account, "audit")).toEqual(["tooling"]);
});
