import { AccessLogBucket } from "../../modules/access-log-bucket";
import { accessLogPolicyAt } from "../../modules/place-policies";
import { tooling } from "../support/own-app";
import { getStatement, statementsOf, synthModule } from "../support/synth-module";

function bucket(retentionDays?: number) {
  return synthModule((scope) => {
    new AccessLogBucket(scope, "logs", {
      bucketName: "shop-access-logs",
      policy: accessLogPolicyAt(tooling, {
        bucketName: "shop-access-logs",
        sourceBucketNames: ["shop-artifacts-*"],
      }),
      retentionDays,
    });
  });
}

describe("an access-log bucket", () => {
  test("takes logs of the named buckets of its own account, from S3's log delivery alone", () => {
    const { policy } = bucket().the("aws_s3_bucket_policy");
    expect(statementsOf(policy).filter(({ Effect }) => Effect === "Allow")).toHaveLength(1);
    expect(getStatement(policy, "AccessLogs")).toEqual({
      Sid: "AccessLogs",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::shop-access-logs/*",
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::shop-artifacts-*" },
        StringEquals: { "aws:SourceAccount": "111111111111" },
      },
    });
  });

  test("is encrypted with S3's own keys, since log delivery can't use a KMS key", () => {
    const { rule } = bucket().the("aws_s3_bucket_server_side_encryption_configuration");
    expect(JSON.stringify(rule)).toContain('"sse_algorithm":"AES256"');
  });

  test("keeps logs for a year, or as long as it is told to", () => {
    const ruleOf = (days?: number) =>
      JSON.stringify(bucket(days).the("aws_s3_bucket_lifecycle_configuration")["rule"]);
    expect(ruleOf()).toContain('"expiration":[{"days":365}]');
    expect(ruleOf(30)).toContain('"expiration":[{"days":30}]');
  });

  test("can't be deleted with its logs", () => {
    expect(bucket().the("aws_s3_bucket")).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });
});
