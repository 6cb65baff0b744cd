import { actionsIn, pipelineOf } from "../support/pipeline-view";
import { asList, conditionValues, policiesIn } from "../support/policies";
import { SHIPPED, type SynthesizedPlatform, synthFile } from "../support/synth-platform";

const TOOLING = "222222222222";

let shipped: SynthesizedPlatform;
beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
});

describe("a CloudFormation pipeline", () => {
  const stack = () => shipped.stack("pipeline-checkout-api");

  test("creates or updates at once where nothing is to be approved", () => {
    const [deploy, ...more] = actionsIn(stack(), "dev");
    expect(more).toEqual([]);
    expect(deploy?.configuration["ActionMode"]).toBe("CREATE_UPDATE");
  });

  test("prepares change sets, has them approved, and executes exactly those", () => {
    const prod = actionsIn(stack(), "prod");
    expect(prod.map(({ name, run_order }) => [run_order, name])).toEqual([
      [1, "prepare-shop-prod-euc1"],
      [1, "prepare-shop-prod-euw1"],
      [2, "approve"],
      [3, "deploy-shop-prod-euc1"],
      [3, "deploy-shop-prod-euw1"],
    ]);
    const [prepare] = prod;
    const execute = prod.at(-1);
    expect(prepare?.configuration).toMatchObject({
      ActionMode: "CHANGE_SET_REPLACE",
      RoleArn: "arn:aws:iam::400000000003:role/gatehouse-checkout-api-execution",
      TemplatePath: "build::template.yml",
    });
    expect(execute?.configuration).toEqual({
      ActionMode: "CHANGE_SET_EXECUTE",
      StackName: "checkout-api",
      ChangeSetName: prepare?.configuration["ChangeSetName"],
    });
  });

  test("tells the template where the artifact lies in the region", () => {
    const [prepare] = actionsIn(stack(), "prod");
    expect(JSON.parse(prepare?.configuration["ParameterOverrides"] ?? "")).toEqual({
      ArtifactBucket: { "Fn::GetArtifactAtt": ["build", "BucketName"] },
      ArtifactKey: { "Fn::GetArtifactAtt": ["build", "ObjectKey"] },
    });
  });

  test("acts in the target account by that account's deploy role, in the target region", () => {
    for (const action of actionsIn(stack(), "prod").filter(
      ({ provider }) => provider === "CloudFormation",
    )) {
      expect(action.role_arn).toBe("arn:aws:iam::400000000003:role/gatehouse-checkout-api-deploy");
      expect(action.region).toBe(action.name.endsWith("euc1") ? "eu-central-1" : "eu-west-1");
    }
  });

  test("keeps artifacts in a bucket for each region, the region named", () => {
    expect(pipelineOf(stack()).artifact_store.map(({ region }) => region)).toEqual([
      "eu-central-1",
      "eu-west-1",
    ]);
  });

  test("lets exactly the deploy and execution roles of its own target accounts read artifacts", () => {
    const bucketPolicies = policiesIn("", stack()).filter(
      ({ type }) => type === "aws_s3_bucket_policy",
    );
    expect(bucketPolicies).toHaveLength(2);
    for (const { statements } of bucketPolicies) {
      const allows = statements.filter(({ Effect }) => Effect === "Allow");
      expect(allows).toHaveLength(1);
      const [read] = allows;
      if (read === undefined) throw new Error("no read statement");
      expect(asList(read.Action)).toEqual(["s3:GetObject", "s3:GetObjectVersion"]);
      expect(conditionValues(read, "aws:PrincipalOrgID")).toEqual(["o-a1b2c3d4e5"]);
      expect(conditionValues(read, "aws:PrincipalAccount")).toEqual([
        "400000000001",
        "400000000002",
        "400000000003",
      ]);
      expect(conditionValues(read, "aws:PrincipalArn")).toEqual([
        "arn:aws:iam::*:role/gatehouse-checkout-api-deploy",
        "arn:aws:iam::*:role/gatehouse-checkout-api-execution",
      ]);
    }
  });

  test("assumes exactly the roles of its own actions", () => {
    const policy = policiesIn("", stack()).find(({ text }) => text.includes('"ActionRoles"'));
    const assume = policy?.statements.find(({ Sid }) => Sid === "ActionRoles");
    const used = new Set(
      pipelineOf(stack()).stage.flatMap((stage) => stage.action.map((action) => action.role_arn)),
    );
    const own = ["build", "source", "prod-approve", "staging-approve"].map(
      (role) => `arn:aws:iam::${TOOLING}:role/gatehouse-checkout-api-${role}`,
    );
    const remote = ["400000000001", "400000000002", "400000000003"].map(
      (id) => `arn:aws:iam::${id}:role/gatehouse-checkout-api-deploy`,
    );
    expect(asList(assume?.Resource)).toEqual([...own, ...remote].sort());
    expect(
      [...used].filter((arn) => arn?.startsWith("arn:")).every((arn) => remote.includes(arn ?? "")),
    ).toBe(true);
  });
});
