import { accessLogPolicyAt } from "../../modules/place-policies";
import { expireAfter } from "../../modules/lifecycle-rules";
import { PrivateBucket, type PrivateBucketProps } from "../../modules/private-bucket";
import { keyArn, tooling } from "../support/own-app";
import { getStatement, synthModule } from "../support/synth-module";

function bucket(props: Partial<PrivateBucketProps> = {}) {
  return synthModule((scope) => {
    new PrivateBucket(scope, "bucket", {
      bucketName: "shop-things",
      policy: accessLogPolicyAt(tooling, {
        bucketName: "shop-things",
        sourceBucketNames: ["shop-*"],
      }),
      lifecycleRules: expireAfter({ objects: 90, oldVersions: 30 }),
      ...props,
    });
  });
}

describe("a private bucket", () => {
  const synthesized = bucket();

  test("is kept by Terraform, with what is in it", () => {
    expect(synthesized.the("aws_s3_bucket")).toMatchObject({
      bucket: "shop-things",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("is closed to the public in all four ways", () => {
    expect(synthesized.the("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("has no ACLs: whatever is put there belongs to its owner", () => {
    expect(synthesized.the("aws_s3_bucket_ownership_controls")["rule"]).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
  });

  test("keeps old versions, for so many days", () => {
    expect(synthesized.the("aws_s3_bucket_versioning")["versioning_configuration"]).toEqual({
      status: "Enabled",
    });
    expect(synthesized.the("aws_s3_bucket_lifecycle_configuration")["rule"]).toEqual([
      expect.objectContaining({ status: "Enabled", expiration: [{ days: 90 }] }) as object,
      expect.objectContaining({
        status: "Enabled",
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      }) as object,
      expect.objectContaining({
        status: "Enabled",
        abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      }) as object,
    ]);
  });

  test("turns versioning on before it sets rules for versions, and access off before its policy", () => {
    const [versioning] = synthesized.the("aws_s3_bucket_lifecycle_configuration")[
      "depends_on"
    ] as string[];
    expect(versioning).toMatch(/^aws_s3_bucket_versioning\./);
    const [access] = synthesized.the("aws_s3_bucket_policy")["depends_on"] as string[];
    expect(access).toMatch(/^aws_s3_bucket_public_access_block\./);
  });

  test("refuses everything without TLS, and with TLS older than 1.2", () => {
    const { policy } = synthesized.the("aws_s3_bucket_policy");
    const everything = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::shop-things", "arn:aws:s3:::shop-things/*"],
    };
    expect(getStatement(policy, "OnlyTls")).toMatchObject({
      ...everything,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    expect(getStatement(policy, "OnlyTls12")).toMatchObject({
      ...everything,
      Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    });
  });

  test("is encrypted with S3's own keys where it is given none", () => {
    expect(encryptionOf(synthesized)).toEqual({
      bucket_key_enabled: false,
      apply_server_side_encryption_by_default: { sse_algorithm: "AES256" },
    });
  });

  test("is encrypted with the key it is given, by bucket keys", () => {
    expect(encryptionOf(bucket({ kmsKeyArn: keyArn }))).toEqual({
      bucket_key_enabled: true,
      apply_server_side_encryption_by_default: {
        sse_algorithm: "aws:kms",
        kms_master_key_id: keyArn,
      },
    });
  });

  test("goes with all its contents only where that is asked for by name", () => {
    expect(bucket({ deleteWithContents: true }).the("aws_s3_bucket")).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("takes no policy that S3 would refuse", () => {
    expect(() => bucket({ policy: [] })).toThrow("a policy needs at least one statement");
  });
});

function encryptionOf(synthesized: ReturnType<typeof bucket>): unknown {
  const [rule] = synthesized.the("aws_s3_bucket_server_side_encryption_configuration")[
    "rule"
  ] as unknown[];
  return rule;
}
