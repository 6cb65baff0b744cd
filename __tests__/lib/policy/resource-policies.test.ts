import { LIMITS } from "../../../lib/model/limits";
import { artifactBucketPolicy } from "../../../lib/policy/bucket-policies";
import { compilePipeline } from "../../../lib/policy/compile-pipeline";
import { compileTooling } from "../../../lib/policy/compile-tooling";
import { policySize } from "../../../lib/policy/render-policy";
import { getPipeline, goldenWithAccounts } from "../../support/many-accounts";
import { GOLDEN_TEXT, goldenWith, validPlatform } from "../../support/platform-file";

const keyArn = "arn:aws:kms:eu-west-1:100000000002:key/11111111-2222-3333-4444-555555555555";

describe("the artifact key's policy", () => {
  test("is the same, however many accounts there are", async () => {
    const few = compileTooling(await validPlatform(GOLDEN_TEXT));
    const many = compileTooling(await goldenWithAccounts(120));
    expect(many.regions.map(({ keyPolicy }) => keyPolicy)).toEqual(
      few.regions.map(({ keyPolicy }) => keyPolicy),
    );
  });

  test("takes less than a fifth of what KMS allows", async () => {
    for (const { keyPolicy } of compileTooling(await validPlatform(GOLDEN_TEXT)).regions) {
      expect(policySize(keyPolicy)).toBeLessThan(LIMITS.keyPolicy / 5);
    }
  });

  test("lets nobody use the key but through a service, on a context", async () => {
    for (const { keyPolicy } of compileTooling(await validPlatform(GOLDEN_TEXT)).regions) {
      const uses = keyPolicy.filter(({ sid }) => sid !== "Administration");
      for (const { principals, conditions } of uses) {
        const text = JSON.stringify(conditions);
        expect(text).toContain("kms:EncryptionContext:");
        const byService = JSON.stringify(principals).includes('"Service"');
        expect(byService || text.includes("kms:ViaService")).toBe(true);
      }
    }
  });

  test("names people who may read artifacts, and only those", async () => {
    const patterns = async (text: string) => {
      const [region] = compileTooling(await validPlatform(text)).regions;
      const readers = region?.keyPolicy.find(({ sid }) => sid === "ArtifactsOfReaders");
      return readers?.conditions?.["ArnLike"]?.["aws:PrincipalArn"];
    };
    expect(await patterns(GOLDEN_TEXT)).toBeUndefined();
    const grants = [{ capabilities: ["artifacts"], pipelines: "all" }];
    expect(
      await patterns(goldenWith({ path: ["personas", "auditor", "grants"], value: grants })),
    ).toEqual([
      "arn:aws:iam::100000000002:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_acme-auditor_*",
      // Extends the auditor.
      "arn:aws:iam::100000000002:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_acme-platform-engineer_*",
    ]);
  });
});

test("people who read artifacts may not encrypt any", async () => {
  const grants = [{ capabilities: ["artifacts"], pipelines: "all" }];
  const platform = await validPlatform(
    goldenWith({ path: ["personas", "auditor", "grants"], value: grants }),
  );
  for (const { keyPolicy } of compileTooling(platform).regions) {
    const ofPeople = keyPolicy.filter((each) => JSON.stringify(each).includes("AWSReservedSSO"));
    expect(ofPeople.flatMap(({ actions }) => actions)).toEqual(["kms:Decrypt"]);
  }
});

describe("an artifact bucket's policy", () => {
  const policyOf = async (count: number) => {
    const platform = await goldenWithAccounts(count);
    const { artifacts, readers } = compilePipeline(
      platform,
      getPipeline(platform, "api"),
      "arn:aws:x",
    );
    return artifactBucketPolicy({ bucketArn: artifacts[0]?.bucketArn ?? "", keyArn, readers });
  };

  test("grows with the accounts by their exact list, and by nothing else", async () => {
    const [few, many] = [await policyOf(1), await policyOf(120)];
    const withoutAccounts = (statements: typeof few) =>
      JSON.stringify(statements).replace(/"aws:PrincipalAccount":\[[^\]]*\]/, "");
    expect(withoutAccounts(many)).toBe(withoutAccounts(few));
    expect(policySize(many) - policySize(few)).toBe(119 * '"300000000000",'.length);
  });

  test("fits even with an account for each of CodePipeline's 500 actions", () => {
    const accountIds = Array.from({ length: LIMITS.actionsPerPipeline }, (_, index) =>
      String(300_000_000_000 + index),
    );
    const readers = {
      organizationId: `o-${"a".repeat(32)}`,
      accountIds,
      roleArnPatterns: ["deploy", "execution"].map(
        (role) => `arn:aws-us-gov:iam::*:role/${"p".repeat(64)}-${role}`,
      ),
    };
    const bucketArn = `arn:aws-us-gov:s3:::${"b".repeat(63)}`;
    const size = policySize(artifactBucketPolicy({ bucketArn, keyArn, readers }));
    expect(size).toBeLessThan(LIMITS.bucketPolicy / 2);
  });

  test("names exactly the pipeline's own roles, in accounts it deploys to alone", async () => {
    const platform = await validPlatform(GOLDEN_TEXT);
    const { readers } = compilePipeline(platform, getPipeline(platform, "api"), "arn:aws:x");
    expect(readers).toEqual({
      organizationId: "o-a1b2c3d4e5",
      accountIds: ["200000000001", "200000000003", "200000000002"],
      roleArnPatterns: [
        "arn:aws:iam::*:role/acme-api-deploy",
        "arn:aws:iam::*:role/acme-api-execution",
      ],
    });
    // ECS reads by the deploy role alone; CodeBuild applies Terraform in the tooling account.
    expect(compilePipeline(platform, getPipeline(platform, "web"), "a").readers).toMatchObject({
      roleArnPatterns: ["arn:aws:iam::*:role/acme-web-deploy"],
    });
    expect(compilePipeline(platform, getPipeline(platform, "queues"), "a").readers).toBeUndefined();
  });
});
