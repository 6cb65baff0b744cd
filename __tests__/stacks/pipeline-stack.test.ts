import { asList, conditionValues, getResource, policiesIn, resourcesOf, trustOf } from "../support/policies";
import { SHIPPED, type StackJson, type SynthesizedPlatform, synthFile } from "../support/synth-platform";

const TOOLING = "222222222222";

interface Action {
  readonly name: string;
  readonly provider: string;
  readonly region?: string;
  readonly role_arn?: string;
  readonly run_order: number;
  readonly configuration: Readonly<Record<string, string>>;
  readonly input_artifacts?: readonly string[];
  readonly output_artifacts?: readonly string[];
  readonly timeout_in_minutes?: number;
}

let shipped: SynthesizedPlatform;
beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
});

function pipeline(stack: StackJson) {
  const [only] = resourcesOf(stack, "aws_codepipeline");
  return only as {
    pipeline_type: string;
    role_arn: string;
    artifact_store: { location: string; region?: string; encryption_key: { type: string; id: string } }[];
    stage: { name: string; action: Action[] }[];
    depends_on: string[];
  };
}

function actions(stack: StackJson, stage: string): Action[] {
  return pipeline(stack).stage.find(({ name }) => name === stage)?.action ?? [];
}

describe("every pipeline", () => {
  const names = ["checkout-api", "storefront", "data-lake", "design-system"];

  test.each(names)("%s is a V2 pipeline that starts with source and build", (name) => {
    const { pipeline_type, stage } = pipeline(shipped.stack(`pipeline-${name}`));
    expect(pipeline_type).toBe("V2");
    expect(stage.slice(0, 2).map((each) => each.name)).toEqual(["source", "build"]);
  });

  test.each(names)("%s gives each action a role of its own, and says whether pushes start it", (name) => {
    const stack = shipped.stack(`pipeline-${name}`);
    const all = pipeline(stack).stage.flatMap((stage) => stage.action);
    expect(all.filter((action) => action.role_arn === undefined)).toEqual([]);
    expect(actions(stack, "source")[0]?.configuration["DetectChanges"]).toBe("true");
  });

  test.each(names)("%s encrypts its artifacts under the region's key, named by ARN", (name) => {
    const { artifact_store } = pipeline(shipped.stack(`pipeline-${name}`));
    for (const store of artifact_store) {
      expect(store.encryption_key).toEqual({
        type: "KMS",
        id: expect.stringMatching(/^\$\{data\.aws_kms_alias\.[\w-]+\.target_key_arn\}$/) as string,
      });
    }
  });

  test.each(names)("%s waits for all its roles and their policies", (name) => {
    const stack = shipped.stack(`pipeline-${name}`);
    const policies = Object.keys(stack.resource["aws_iam_role_policy"] ?? {}).map((id) => `aws_iam_role_policy.${id}`);
    expect(pipeline(stack).depends_on).toEqual(expect.arrayContaining(policies));
  });

  test.each(names)("%s puts every role under the boundary", (name) => {
    for (const role of resourcesOf(shipped.stack(`pipeline-${name}`), "aws_iam_role")) {
      expect(role["permissions_boundary"]).toBe(`arn:aws:iam::${TOOLING}:policy/gatehouse-boundary`);
    }
  });

  test.each(names)("%s trusts CodePipeline for this pipeline alone", (name) => {
    const [statement, ...more] = trustOf(shipped.stack(`pipeline-${name}`), `gatehouse-${name}-pipeline`);
    expect(more).toEqual([]);
    expect(statement).toMatchObject({
      Principal: { Service: "codepipeline.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": TOOLING },
        ArnLike: { "aws:SourceArn": `arn:aws:codepipeline:eu-west-1:${TOOLING}:${name}` },
      },
    });
  });

  test.each(names)("%s lets only its own pipeline role assume its action roles", (name) => {
    const stack = shipped.stack(`pipeline-${name}`);
    const [statement] = trustOf(stack, `gatehouse-${name}-build`);
    expect(statement).toMatchObject({
      Principal: { AWS: `arn:aws:iam::${TOOLING}:root` },
      Condition: { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${TOOLING}:role/gatehouse-${name}-pipeline` } },
    });
  });

  test.each(names)("%s builds without privileges, under its own key, with an encrypted log that ends", (name) => {
    const stack = shipped.stack(`pipeline-${name}`);
    for (const project of resourcesOf(stack, "aws_codebuild_project")) {
      expect(project).toMatchObject({
        encryption_key: expect.stringContaining("target_key_arn") as string,
        environment: { privileged_mode: false },
      });
    }
    for (const log of resourcesOf(stack, "aws_cloudwatch_log_group")) {
      expect(log).toMatchObject({ kms_key_id: expect.stringContaining("target_key_arn") as string, retention_in_days: 365 });
    }
  });
});

describe("a CloudFormation pipeline", () => {
  const stack = () => shipped.stack("pipeline-checkout-api");

  test("creates or updates at once where nothing is to be approved", () => {
    const [deploy, ...more] = actions(stack(), "dev");
    expect(more).toEqual([]);
    expect(deploy?.configuration["ActionMode"]).toBe("CREATE_UPDATE");
  });

  test("prepares change sets, has them approved, and executes exactly those", () => {
    const prod = actions(stack(), "prod");
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
      TemplatePath: "build::packaged.yml",
    });
    expect(execute?.configuration).toEqual({
      ActionMode: "CHANGE_SET_EXECUTE",
      StackName: "checkout-api",
      ChangeSetName: prepare?.configuration["ChangeSetName"],
    });
  });

  test("acts in the target account by that account's deploy role, in the target region", () => {
    for (const action of actions(stack(), "prod").filter(({ provider }) => provider === "CloudFormation")) {
      expect(action.role_arn).toBe("arn:aws:iam::400000000003:role/gatehouse-checkout-api-deploy");
      expect(action.region).toBe(action.name.endsWith("euc1") ? "eu-central-1" : "eu-west-1");
    }
  });

  test("keeps artifacts in a bucket for each region, the region named", () => {
    expect(pipeline(stack()).artifact_store.map(({ region }) => region)).toEqual(["eu-central-1", "eu-west-1"]);
  });

  test("lets exactly the deploy and execution roles of its own target accounts read artifacts", () => {
    const bucketPolicies = policiesIn("", stack()).filter(({ type }) => type === "aws_s3_bucket_policy");
    expect(bucketPolicies).toHaveLength(2);
    for (const { statements } of bucketPolicies) {
      const allows = statements.filter(({ Effect }) => Effect === "Allow");
      expect(allows).toHaveLength(1);
      const [read] = allows;
      if (read === undefined) throw new Error("no read statement");
      expect(asList(read.Action)).toEqual(["s3:GetObject", "s3:GetObjectVersion"]);
      expect(conditionValues(read, "aws:PrincipalOrgID")).toEqual(["o-a1b2c3d4e5"]);
      expect(conditionValues(read, "aws:PrincipalAccount")).toEqual(["400000000001", "400000000002", "400000000003"]);
      expect(conditionValues(read, "aws:PrincipalArn")).toEqual([
        "arn:aws:iam::*:role/gatehouse-checkout-api-deploy",
        "arn:aws:iam::*:role/gatehouse-checkout-api-execution",
      ]);
    }
  });

  test("assumes exactly the roles of its own actions", () => {
    const policy = policiesIn("", stack()).find(({ text }) => text.includes('"ActionRoles"'));
    const assume = policy?.statements.find(({ Sid }) => Sid === "ActionRoles");
    const used = new Set(pipeline(stack()).stage.flatMap((stage) => stage.action.map((action) => action.role_arn)));
    const own = ["build", "source", "prod-approve", "staging-approve"].map((role) => `arn:aws:iam::${TOOLING}:role/gatehouse-checkout-api-${role}`);
    const remote = ["400000000001", "400000000002", "400000000003"].map((id) => `arn:aws:iam::${id}:role/gatehouse-checkout-api-deploy`);
    expect(asList(assume?.Resource)).toEqual([...own, ...remote].sort());
    expect([...used].filter((arn) => arn?.startsWith("arn:")).every((arn) => remote.includes(arn ?? ""))).toBe(true);
  });
});

describe("a Terraform pipeline", () => {
  const stack = () => shipped.stack("pipeline-data-lake");

  test("plans, has the plan approved, and applies the plan's own artifact", () => {
    const prod = actions(stack(), "prod");
    const plan = prod.find(({ name }) => name === "plan-data-prod-euw1");
    const apply = prod.find(({ name }) => name === "apply-data-prod-euw1");
    const approve = prod.find(({ name }) => name === "approve");
    expect([plan?.run_order, approve?.run_order, apply?.run_order]).toEqual([1, 2, 3]);
    expect(plan?.output_artifacts).toHaveLength(1);
    expect(apply?.input_artifacts).toEqual(plan?.output_artifacts);
  });

  test("gives each account and phase a project whose role reaches one role only", () => {
    for (const account of ["data-dev", "data-staging", "data-prod"]) {
      for (const [phase, role] of [["plan", "plan"], ["apply", "deploy"]] as const) {
        const name = `gatehouse-data-lake-${account}-${phase}-project`;
        const reached = policiesIn("", stack())
          .filter(({ resource }) => String(resource["role"]).includes(`${account}-${phase}-project-role`))
          .flatMap(({ statements }) => statements.filter(({ Action }) => asList(Action).includes("sts:AssumeRole")))
          .flatMap(({ Resource }) => asList(Resource));
        const { id } = shipped.platform.accounts.find((each) => each.name === account) ?? { id: "" };
        expect([name, reached]).toEqual([name, [`arn:aws:iam::${id}:role/gatehouse-data-lake-${role}`]]);
        expect(getResource(stack(), "aws_iam_role", name)).toBeDefined();
      }
    }
  });

  test("lets no build but the plan's own write the plan, so that what was approved can't be swapped", () => {
    const bucket = "arn:aws:s3:::gatehouse-data-lake-222222222222-euw1";
    const plans = pipeline(stack()).stage.flatMap((stage) =>
      stage.action.filter(({ name }) => name.startsWith("plan-")).map(({ output_artifacts }) => output_artifacts?.[0] ?? ""),
    );
    expect(new Set(plans).size).toBe(4);
    // CodePipeline cuts artifact names to 10 characters in object keys.
    expect(plans.every((plan) => plan.length <= 10)).toBe(true);
    const writers = policiesIn("", stack()).flatMap(({ resource, statements }) =>
      statements
        .filter(({ Action, Effect }) => Effect === "Allow" && asList(Action).includes("s3:PutObject"))
        .map(({ Resource }) => ({ role: /aws_iam_role\.([\w-]+)_[0-9A-F]{8}/.exec(String(resource["role"]))?.[1] ?? "", on: asList(Resource) })),
    );
    const byRole = Object.fromEntries(writers.map(({ role, on }) => [role.replace(/_role$/, ""), on]));
    expect(Object.keys(byRole).sort()).toEqual([
      "build-project-role",
      "data-dev-plan-project-role",
      "data-prod-plan-project-role",
      "data-staging-plan-project-role",
      "pipeline-role",
      "source-role",
    ]);
    expect(byRole["build-project-role"]).toEqual([`${bucket}/*/build/*`]);
    expect(byRole["source-role"]).toEqual([`${bucket}/*/source/*`]);
    expect(byRole["data-prod-plan-project-role"]).toHaveLength(2);
    expect(byRole["pipeline-role"]).toEqual([`${bucket}/*`]);
  });

  test("runs in the home region, so that artifacts stay there", () => {
    expect(pipeline(stack()).artifact_store).toHaveLength(1);
    expect(pipeline(stack()).artifact_store[0]?.region).toBeUndefined();
  });

  test("lets no other account read its artifacts", () => {
    const bucketPolicies = policiesIn("", stack()).filter(({ type }) => type === "aws_s3_bucket_policy");
    expect(bucketPolicies.flatMap(({ statements }) => statements.filter(({ Effect }) => Effect === "Allow"))).toEqual([]);
  });
});

describe("an approval", () => {
  test("tells a topic of its own, which only its action role may publish to, encrypted and over TLS", () => {
    const stack = shipped.stack("pipeline-checkout-api");
    const topic = getResource(stack, "aws_sns_topic", "gatehouse-checkout-api-prod-approve");
    expect(topic["kms_master_key_id"]).toContain("target_key_arn");
    const statements = policiesIn("", stack).find(({ type, text }) => type === "aws_sns_topic_policy" && text.includes("prod-approve"))?.statements;
    expect(statements).toMatchObject([
      { Effect: "Allow", Condition: { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${TOOLING}:role/gatehouse-checkout-api-prod-approve` } } },
      { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });

  test("carries its instructions, its link and its timeout", () => {
    const approve = actions(shipped.stack("pipeline-checkout-api"), "prod").find(({ name }) => name === "approve");
    expect(approve).toMatchObject({
      timeout_in_minutes: 10_080,
      configuration: {
        CustomData: "The change set is what the release notes say.",
        ExternalEntityLink: "https://wiki.example.com/release-checklist",
      },
    });
  });
});
