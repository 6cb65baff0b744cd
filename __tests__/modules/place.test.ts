import { artifactLocation } from "../../modules/artifact-location";
import { Place } from "../../modules/place";
import { tooling } from "../support/own-app";

describe("a place", () => {
  test("knows the ARNs of what is there by name", () => {
    expect([
      tooling.rootArn,
      tooling.roleArn("r"),
      tooling.policyArn("p"),
      tooling.bucketArn("b"),
      tooling.topicArn("t"),
      tooling.projectArn("c"),
      tooling.reportGroupArn("c"),
      tooling.logGroupArn("/aws/codebuild/c"),
      tooling.stackArn("s"),
      tooling.keysArn,
    ]).toEqual([
      "arn:aws:iam::111111111111:root",
      "arn:aws:iam::111111111111:role/r",
      "arn:aws:iam::111111111111:policy/p",
      "arn:aws:s3:::b",
      "arn:aws:sns:eu-west-1:111111111111:t",
      "arn:aws:codebuild:eu-west-1:111111111111:project/c",
      "arn:aws:codebuild:eu-west-1:111111111111:report-group/c-*",
      "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/codebuild/c",
      "arn:aws:cloudformation:eu-west-1:111111111111:stack/s/*",
      "arn:aws:kms:eu-west-1:111111111111:key/*",
    ]);
  });

  test("names pipelines, stages and actions without pipeline/ before them", () => {
    expect(tooling.pipelineArn("shop", "prod", "approve")).toBe(
      "arn:aws:codepipeline:eu-west-1:111111111111:shop/prod/approve",
    );
  });

  test.each([
    ["cn-north-1", "arn:aws-cn:s3:::b", "s3.cn-north-1.amazonaws.com.cn"],
    ["us-gov-west-1", "arn:aws-us-gov:s3:::b", "s3.us-gov-west-1.amazonaws.com"],
    ["eu-west-1", "arn:aws:s3:::b", "s3.eu-west-1.amazonaws.com"],
  ])("in %s is of that partition", (region, arn, service) => {
    const place = new Place({ accountId: "111111111111", region });
    expect([place.bucketArn("b"), place.serviceName("s3")]).toEqual([arn, service]);
  });

  test("refuses what is no account id, such as one that lost its leading zero", () => {
    expect(() => new Place({ accountId: "11111111111", region: "eu-west-1" })).toThrow(
      '"11111111111" is no account id',
    );
  });

  test("puts an artifact location together", () => {
    expect(artifactLocation(tooling, { bucketName: "b", keyAliasName: "k" })).toEqual({
      region: "eu-west-1",
      bucketArn: "arn:aws:s3:::b",
      keyArnPattern: "arn:aws:kms:eu-west-1:111111111111:key/*",
      keyAlias: "alias/k",
      viaS3: "s3.eu-west-1.amazonaws.com",
    });
  });
});
