import { ArtifactKey } from "../../modules/artifact-key";
import { artifactLocation } from "../../modules/artifact-location";
import { ArtifactStore, type ArtifactStoreProps } from "../../modules/artifact-store";
import { keyPolicyAt } from "../../modules/place-policies";
import {
  createRole,
  createStore,
  keyArn,
  organizationId,
  production,
  tooling,
} from "../support/own-app";
import { getStatement, statementsOf, synthModule } from "../support/synth-module";

function store(props: Partial<ArtifactStoreProps> = {}) {
  return synthModule((scope) => {
    new ArtifactStore(scope, "store", {
      bucketName: "shop-artifacts",
      keyArn,
      accessLogBucketName: "shop-access-logs",
      location: artifactLocation(tooling, { bucketName: "shop-artifacts", keyAliasName: "shop" }),
      ...props,
    });
  });
}

const policyOf = (synthesized: ReturnType<typeof store>) =>
  synthesized.the("aws_s3_bucket_policy")["policy"];

describe("an artifact store", () => {
  test("refuses puts that are not encrypted by KMS", () => {
    expect(getStatement(policyOf(store()), "OnlyKms")).toEqual({
      Sid: "OnlyKms",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::shop-artifacts/*",
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
    });
  });

  test("refuses puts under another key", () => {
    expect(getStatement(policyOf(store()), "OnlyThisKey")).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn } },
    });
  });

  test("names a key of the same stack by reference", () => {
    const synthesized = synthModule((scope) => {
      const key = new ArtifactKey(scope, "key", {
        aliasName: "shop",
        description: "Artifacts",
        policy: keyPolicyAt(tooling, {
          organizationId,
          roleNames: ["shop-*"],
          bucketNames: ["shop-*"],
        }),
      });
      new ArtifactStore(scope, "store", {
        bucketName: "shop-artifacts",
        keyArn: key.arn,
        accessLogBucketName: "shop-access-logs",
        location: artifactLocation(tooling, { bucketName: "shop-artifacts", keyAliasName: "shop" }),
      });
    });
    expect(getStatement(policyOf(synthesized), "OnlyThisKey").Condition).toEqual({
      StringNotEquals: {
        "s3:x-amz-server-side-encryption-aws-kms-key-id": expect.stringMatching(
          /^\$\{aws_kms_key\.key_[^.]+\.arn\}$/,
        ) as string,
      },
    });
  });

  test("lets nobody outside its account read, by default", () => {
    expect(statementsOf(policyOf(store())).filter(({ Effect }) => Effect === "Allow")).toEqual([]);
  });

  test("lets exactly the named roles of exactly the named accounts read", () => {
    const readers = {
      organizationId,
      accountIds: [production.accountId],
      roleArnPatterns: [production.roleArn("shop-deploy")],
    };
    expect(getStatement(policyOf(store({ readers })), "TargetsRead")).toEqual({
      Sid: "TargetsRead",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: "arn:aws:s3:::shop-artifacts/*",
      Condition: {
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/shop-deploy" },
        StringEquals: {
          "aws:PrincipalAccount": "222222222222",
          "aws:PrincipalOrgID": organizationId,
        },
      },
    });
  });

  test("logs who reads it, in a folder of its own", () => {
    expect(store().the("aws_s3_bucket_logging")).toMatchObject({
      target_bucket: "shop-access-logs",
      target_prefix: "shop-artifacts/",
    });
  });

  test("keeps artifacts for 90 days and overwritten ones for 30", () => {
    const rules = JSON.stringify(store().the("aws_s3_bucket_lifecycle_configuration")["rule"]);
    expect(rules).toContain('"expiration":[{"days":90}]');
    expect(rules).toContain('"noncurrent_days":30');
  });

  test("is deleted with its artifacts only where that is asked for by name", () => {
    const kept = { force_destroy: false, lifecycle: { prevent_destroy: true } };
    expect(store().the("aws_s3_bucket")).toMatchObject(kept);
    expect(store({ deleteBucketWithArtifacts: true }).the("aws_s3_bucket")).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("is not given another bucket's location", () => {
    const location = artifactLocation(tooling, { bucketName: "other", keyAliasName: "shop" });
    expect(() => store({ location })).toThrow(
      'artifact store "shop-artifacts" was given the location of arn:aws:s3:::other',
    );
  });
});

describe("what an artifact store grants", () => {
  const inlineOf = (grant: (store: ArtifactStore, role: ReturnType<typeof createRole>) => void) =>
    synthModule((scope) =>
      grant(createStore(scope, "shop-artifacts"), createRole(scope, "shop")),
    ).the("aws_iam_role_policy")["policy"];

  test("to a reader is no way to write", () => {
    const policy = inlineOf((artifacts, role) => artifacts.grantRead(role));
    const actions = statementsOf(policy).flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual(["kms:Decrypt", "s3:GetObject", "s3:GetObjectVersion"]);
  });

  test("to a writer is its own artifacts alone, by the first 10 characters", () => {
    const policy = inlineOf((artifacts, role) => artifacts.grantReadWrite(role, ["build_output"]));
    expect(getStatement(policy, "WriteArtifacts")).toMatchObject({
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::shop-artifacts/*/build_outp/*",
    });
  });

  test("is the key for this bucket alone, through S3 alone", () => {
    const policy = inlineOf((artifacts, role) => artifacts.grantReadWrite(role, "all"));
    expect(getStatement(policy, "ArtifactKey")).toMatchObject({
      Resource: "arn:aws:kms:eu-west-1:111111111111:key/*",
      Condition: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/shop-artifacts" },
        StringEquals: {
          "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::shop-artifacts",
          "kms:ViaService": "s3.eu-west-1.amazonaws.com",
        },
      },
    });
  });
});
