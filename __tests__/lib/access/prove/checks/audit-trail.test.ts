import { audited } from "../../../../support/audited";
import { bootstrapped } from "../../../../support/bootstrapped";
import {
  checkPlatform,
  type RawStatement,
  type Slip,
  withCondition,
} from "../../../../support/checked-platform";
import { GOLDEN, type SynthesizedPlatform, synthFile } from "../../../../support/synth-platform";

let organization: SynthesizedPlatform;
let account: SynthesizedPlatform;
let bootstrap: SynthesizedPlatform | undefined;
beforeAll(async () => {
  organization = await audited(GOLDEN, { scope: "organization", readers: ["auditor"] });
  account = await audited(GOLDEN, { readers: ["auditor"] }, { logArchive: undefined });
});

const bucket = (sid: string, change: Slip["change"]): Slip => ({
  stack: "audit",
  address: "aws_s3_bucket_policy.logs",
  sid,
  change,
});
const key = (sid: string, change: Slip["change"]): Slip => ({
  stack: "audit",
  address: "aws_kms_key.key",
  sid,
  change,
});
const nothing = () => undefined;
const without = (operator: string, name: string) => (was: RawStatement) =>
  withCondition(was, operator, name, undefined);
const doing =
  (...actions: readonly string[]) =>
  (was: RawStatement) => ({
    ...was,
    Action: actions,
  });
const found = async (made: SynthesizedPlatform, ...slips: readonly Slip[]) =>
  (await checkPlatform(made, "audit-trail", ...slips)).findings;

test("what is generated holds, for an organization and for one account", async () => {
  for (const made of [organization, account]) {
    const { findings, decisions } = await checkPlatform(made, "audit-trail");
    expect(findings).toEqual([]);
    expect(decisions).toBeGreaterThan(400);
  }
});

test.each(["provisioner-rights", "statements", "boundaries", "keys"])(
  "%s holds where bootstrap stacks let Terraform make a delegated administrator's trail",
  async (check) => {
    const adminAccountId = "100000000007";
    const change = { audit: { scope: "organization", adminAccountId, readers: ["auditor"] } };
    bootstrap ??= await bootstrapped(GOLDEN, "hcp", change);
    expect(bootstrap.stackNames).toEqual(
      expect.arrayContaining(["bootstrap-log-archive", "bootstrap-audit"]),
    );
    expect((await checkPlatform(bootstrap, check)).findings).toEqual([]);
  },
);

test("a platform without a trail is asked nothing", async () => {
  const { decisions } = await checkPlatform(await synthFile(GOLDEN), "audit-trail");
  expect(decisions).toBe(0);
});

const TRAIL = "kms:EncryptionContext:aws:cloudtrail:arn";

test.each([
  ["deliver for any trail", bucket("Delivery", without("StringEquals", "aws:SourceArn"))],
  ["deliver what others own", bucket("Delivery", without("StringEquals", "s3:x-amz-acl"))],
  [
    "deliver anywhere",
    bucket("Delivery", (was) => ({
      ...was,
      Resource: "arn:aws:s3:::acme-audit-100000000003-euw1/*",
    })),
  ],
  ["not deliver", bucket("Delivery", nothing)],
  ["look for any trail", bucket("LooksBeforeDelivery", without("StringEquals", "aws:SourceArn"))],
  ["be written by anybody", bucket("OnlyDelivered", nothing)],
  ["be read by anybody", bucket("OnlyReaders", nothing)],
  ["be deleted", bucket("NobodyDeletes", doing("s3:DeleteBucket"))],
  ["be deleted by version", bucket("NobodyDeletes", doing("s3:DeleteBucket", "s3:DeleteObject"))],
  ["be encrypted for any trail", key("Delivery", without("StringEquals", "aws:SourceArn"))],
  ["be encrypted as another trail's", key("Delivery", without("StringEquals", TRAIL))],
  ["not be encrypted", key("Delivery", nothing)],
  [
    "be decrypted for any trail",
    key("LooksBeforeDelivery", without("StringEquals", "aws:SourceArn")),
  ],
  ["be decrypted by anybody", key("Readers", without("ArnLike", "aws:PrincipalArn"))],
  ["be decrypted by administrators", key("Administration", doing("kms:*"))],
] as const)("logs that could %s are found", async (_, slip) => {
  const kinds = (await found(organization, slip)).map(({ kind }) => kind);
  expect(kinds).toContain("violated");
});

test.each([
  ["the trail", { stack: "audit-trail", address: "aws_cloudtrail" }, /it isn't there/],
  ["its bucket", { stack: "audit", address: "aws_s3_bucket.logs" }, /bucket or key isn't there/],
  ["its key's alias", { stack: "audit", address: "aws_kms_alias" }, /bucket or key isn't there/],
] as const)("%s that isn't made is found", async (_, slip, message) => {
  const [finding] = await found(organization, { ...slip, change: nothing });
  expect(finding?.message).toMatch(message);
});

const PERSONA = { stack: "identity-center", address: "aws_ssoadmin_permission_set_inline_policy" };

test.each([
  ["NoSilence", "cloudtrail:StopLogging"],
  ["NoArtifactWrites", "s3:PutLifecycleConfiguration"],
  ["NoKeyChanges", "kms:ScheduleKeyDeletion"],
] as const)("without %s personas could do %s", async (sid, action) => {
  const findings = await found(account, { ...PERSONA, sid, change: nothing });
  expect(findings.map((finding) => finding.action)).toContain(action);
});

test("a pipeline's role that may stop the trail is found", async () => {
  const findings = await found(account, {
    stack: "pipeline-web",
    address: "aws_iam_role_policy.pipeline-role",
    change: (was) => ({
      ...was,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Sid: "Slip", Effect: "Allow", Action: "cloudtrail:StopLogging", Resource: "*" },
        ],
      }),
    }),
  });
  expect(findings.map((finding) => finding.action)).toContain("cloudtrail:StopLogging");
});
