import { ApprovalTopic } from "../../modules/approval-topic";
import { topicPolicyAt } from "../../modules/place-policies";
import { keyArn, tooling } from "../support/own-app";
import { getStatement, synthModule } from "../support/synth-module";

function topic(emails?: readonly string[]) {
  return synthModule((scope) => {
    new ApprovalTopic(scope, "topic", {
      topicName: "shop-approve",
      keyArn,
      policy: topicPolicyAt(tooling, { topicName: "shop-approve", roleName: "shop-approve" }),
      emails,
    });
  });
}

describe("an approval topic", () => {
  test("is encrypted with the key it is given", () => {
    expect(topic().the("aws_sns_topic")).toMatchObject({
      name: "shop-approve",
      kms_master_key_id: keyArn,
    });
  });

  test("is published to by the approval's role alone", () => {
    const { policy } = topic().the("aws_sns_topic_policy");
    expect(getStatement(policy, "ApprovalAction")).toEqual({
      Sid: "ApprovalAction",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:root" },
      Action: "sns:Publish",
      Resource: "arn:aws:sns:eu-west-1:111111111111:shop-approve",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/shop-approve" },
      },
    });
  });

  test("refuses to be published to without TLS", () => {
    const { policy } = topic().the("aws_sns_topic_policy");
    expect(getStatement(policy, "OnlyTls")).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  test("tells each address once, in whatever order they were given", () => {
    const endpoints = (emails: readonly string[]) =>
      topic(emails)
        .all("aws_sns_topic_subscription")
        .map(({ endpoint, protocol }) => [protocol, endpoint]);
    const told = [
      ["email", "a@example.com"],
      ["email", "b@example.com"],
    ];
    expect(endpoints(["b@example.com", "a@example.com", "b@example.com"])).toEqual(told);
    expect(endpoints(["a@example.com", "b@example.com"])).toEqual(told);
  });
});
