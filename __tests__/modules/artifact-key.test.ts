import { asList } from "../support/policies";
import { ArtifactKey, type ArtifactKeyProps } from "../../modules/artifact-key";
import { type KeyUsers, keyPolicyAt } from "../../modules/place-policies";
import { organizationId, production, tooling } from "../support/own-app";
import { getStatement, statementsOf, synthModule } from "../support/synth-module";

const users: KeyUsers = { organizationId, roleNames: ["shop-*"], bucketNames: ["shop-*"] };

function key(props: Partial<ArtifactKeyProps> = {}) {
  return synthModule((scope) => {
    new ArtifactKey(scope, "key", {
      aliasName: "shop-artifacts",
      description: "Artifacts",
      policy: keyPolicyAt(tooling, users),
      ...props,
    });
  });
}

const policyFor = (more: Partial<KeyUsers>) =>
  key({ policy: keyPolicyAt(tooling, { ...users, ...more }) }).the("aws_kms_key")["policy"];

describe("an artifact key", () => {
  test("is rotated, kept, and waits as long as it can before it is deleted", () => {
    expect(key().the("aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("can be deleted only where that is asked for by name", () => {
    const deletable = key({ deleteKeyAndAllItEncrypts: true });
    expect(deletable.the("aws_kms_key")["lifecycle"]).toEqual({ prevent_destroy: false });
  });

  test("has an alias, by which others reach it", () => {
    expect(key().the("aws_kms_alias")).toMatchObject({
      name: "alias/shop-artifacts",
      target_key_id: expect.stringMatching(/^\$\{aws_kms_key\..*\.key_id\}$/) as string,
    });
  });

  test("is kept by its account's administrators, who can't decrypt by that", () => {
    const { Action, Principal } = getStatement(policyFor({}), "Administration");
    expect(Principal).toEqual({ AWS: "arn:aws:iam::111111111111:root" });
    expect([Action].flat()).toContain("kms:PutKeyPolicy");
    const uses = asList(Action).filter((action) => /crypt|DataKey|CreateGrant/.test(action));
    expect(uses).toEqual([]);
  });

  test("serves the named roles, through S3, for the named buckets", () => {
    expect(getStatement(policyFor({}), "ArtifactsOfOwnRoles")).toMatchObject({
      Principal: { AWS: "arn:aws:iam::111111111111:root" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: {
        ArnLike: {
          "aws:PrincipalArn": "arn:aws:iam::111111111111:role/shop-*",
          "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::shop-*",
        },
        StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
      },
    });
  });

  test("serves nobody and nothing else unless told to", () => {
    const sids = statementsOf(policyFor({})).map(({ Sid }) => Sid);
    expect(sids).toEqual(["Administration", "ArtifactsOfOwnRoles"]);
  });

  test("lets the named readers of the organization decrypt, and no more", () => {
    const readerRoleArns = [production.roleArn("shop-deploy")];
    expect(getStatement(policyFor({ readerRoleArns }), "ArtifactsOfTargets")).toMatchObject({
      Principal: { AWS: "*" },
      Action: "kms:Decrypt",
      Condition: {
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/shop-deploy" },
        StringEquals: { "aws:PrincipalOrgID": organizationId },
      },
    });
  });

  test("serves topics through SNS and logs through CloudWatch Logs, those named alone", () => {
    const policy = policyFor({ topicNames: ["shop-a"], logGroupNames: ["/aws/codebuild/shop"] });
    expect(getStatement(policy, "ApprovalTopics").Condition).toMatchObject({
      ArnLike: {
        "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-west-1:111111111111:shop-a",
      },
      StringEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" },
    });
    expect(getStatement(policy, "BuildLogs")).toMatchObject({
      Principal: { Service: "logs.eu-west-1.amazonaws.com" },
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn":
            "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/codebuild/shop",
        },
      },
    });
  });
});
