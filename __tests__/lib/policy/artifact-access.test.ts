import { type ArtifactLocation, artifactAccess } from "../../../lib/policy/artifact-access";

const location = (region: string): ArtifactLocation => ({
  region,
  bucketArn: `arn:aws:s3:::shop-${region}`,
  keyArnPattern: `arn:aws:kms:${region}:111111111111:key/*`,
  keyAlias: "alias/shop",
  viaS3: `s3.${region}.amazonaws.com`,
});

const actionsOf = (access: Parameters<typeof artifactAccess>[1]) =>
  artifactAccess([location("eu-west-1")], access)
    .flatMap(({ actions }) => actions)
    .sort();

const statement = (sid: string, ...args: Parameters<typeof artifactAccess>) =>
  artifactAccess(...args).find((each) => each.sid === sid);

describe("access to artifacts", () => {
  test("for a reader is no way to write or to make data keys", () => {
    expect(actionsOf({ read: true })).toEqual([
      "kms:Decrypt",
      "s3:GetObject",
      "s3:GetObjectVersion",
    ]);
  });

  test("for a writer is no way to read others' artifacts", () => {
    expect(actionsOf({ write: ["build"] })).toEqual([
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "s3:GetBucketAcl",
      "s3:GetBucketLocation",
      "s3:GetBucketVersioning",
      "s3:PutObject",
    ]);
  });

  test("lets a writer write its own artifacts alone, in each region", () => {
    const locations = [location("eu-west-1"), location("eu-central-1")];
    expect(statement("WriteArtifacts", locations, { write: ["build"] })?.resources).toEqual([
      "arn:aws:s3:::shop-eu-west-1/*/build/*",
      "arn:aws:s3:::shop-eu-central-1/*/build/*",
    ]);
  });

  test("cuts an artifact's name as CodePipeline does in object keys", () => {
    const resources = statement("WriteArtifacts", [location("eu-west-1")], {
      write: ["SourceArtifact"],
    })?.resources;
    expect(resources).toEqual(["arn:aws:s3:::shop-eu-west-1/*/SourceArti/*"]);
  });

  test("is a key for these buckets by S3 and this alias, since a key's id can't be known", () => {
    expect(statement("ArtifactKey", [location("eu-west-1")], { read: true })).toMatchObject({
      resources: ["arn:aws:kms:eu-west-1:111111111111:key/*"],
      conditions: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/shop"] },
        StringEquals: {
          "kms:ViaService": ["s3.eu-west-1.amazonaws.com"],
          "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::shop-eu-west-1"],
        },
      },
    });
  });

  test("never lists a bucket, deletes from it or changes it", () => {
    const actions = actionsOf({ read: true, write: "all", bucket: true });
    expect(actions.filter((action) => /List|Delete|PutBucket|PutObjectAcl/.test(action))).toEqual(
      [],
    );
  });

  test("has object ownership only for who says so with each put, and on its own artifacts", () => {
    const write = statement("WriteArtifacts", [location("eu-west-1")], {
      write: ["source"],
      putsAcl: true,
    });
    expect(write).toMatchObject({
      actions: ["s3:PutObject", "s3:PutObjectAcl"],
      resources: ["arn:aws:s3:::shop-eu-west-1/*/source/*"],
    });
  });

  test("for a reader is a look at the bucket where it asks for one", () => {
    expect(statement("ArtifactBucket", [location("eu-west-1")], { read: true })).toBeUndefined();
    expect(
      statement("ArtifactBucket", [location("eu-west-1")], { read: true, bucket: true })?.resources,
    ).toEqual(["arn:aws:s3:::shop-eu-west-1"]);
  });
});
