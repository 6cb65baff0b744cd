import { actionsIn, pipelineOf } from "../support/pipeline-view";
import { getResource, policiesIn, resourcesOf, trustOf } from "../support/policies";
import { SHIPPED, type SynthesizedPlatform, synthFile } from "../support/synth-platform";

const TOOLING = "222222222222";

let shipped: SynthesizedPlatform;
beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
});

describe("every pipeline", () => {
  const names = ["checkout-api", "storefront", "data-lake", "design-system"];

  test.each(names)("%s is a V2 pipeline that starts with source and build", (name) => {
    const { pipeline_type, stage } = pipelineOf(shipped.stack(`pipeline-${name}`));
    expect(pipeline_type).toBe("V2");
    expect(stage.slice(0, 2).map((each) => each.name)).toEqual(["source", "build"]);
  });

  test.each(names)(
    "%s gives each action a role of its own, and says whether pushes start it",
    (name) => {
      const stack = shipped.stack(`pipeline-${name}`);
      const all = pipelineOf(stack).stage.flatMap((stage) => stage.action);
      expect(all.filter((action) => action.role_arn === undefined)).toEqual([]);
      expect(actionsIn(stack, "source")[0]?.configuration["DetectChanges"]).toBe("true");
    },
  );

  test.each(names)("%s encrypts its artifacts under the region's key, named by ARN", (name) => {
    const { artifact_store } = pipelineOf(shipped.stack(`pipeline-${name}`));
    for (const store of artifact_store) {
      expect(store.encryption_key).toEqual({
        type: "KMS",
        id: expect.stringMatching(/^\$\{data\.aws_kms_alias\.[\w-]+\.target_key_arn\}$/) as string,
      });
    }
  });

  test.each(names)("%s waits for all its roles and their policies", (name) => {
    const stack = shipped.stack(`pipeline-${name}`);
    const policies = Object.keys(stack.resource["aws_iam_role_policy"] ?? {}).map(
      (id) => `aws_iam_role_policy.${id}`,
    );
    expect(pipelineOf(stack).depends_on).toEqual(expect.arrayContaining(policies));
  });

  test.each(names)("%s puts every role under the boundary", (name) => {
    for (const role of resourcesOf(shipped.stack(`pipeline-${name}`), "aws_iam_role")) {
      expect(role["permissions_boundary"]).toBe(
        `arn:aws:iam::${TOOLING}:policy/gatehouse-boundary`,
      );
    }
  });

  test.each(names)("%s trusts CodePipeline for this pipeline alone", (name) => {
    const [statement, ...more] = trustOf(
      shipped.stack(`pipeline-${name}`),
      `gatehouse-${name}-pipeline`,
    );
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
      Condition: {
        ArnEquals: {
          "aws:PrincipalArn": `arn:aws:iam::${TOOLING}:role/gatehouse-${name}-pipeline`,
        },
      },
    });
  });

  test.each(names)(
    "%s builds without privileges, under its own key, with an encrypted log that ends",
    (name) => {
      const stack = shipped.stack(`pipeline-${name}`);
      for (const project of resourcesOf(stack, "aws_codebuild_project")) {
        expect(project).toMatchObject({
          encryption_key: expect.stringContaining("target_key_arn") as string,
          environment: { privileged_mode: false },
        });
      }
      for (const log of resourcesOf(stack, "aws_cloudwatch_log_group")) {
        expect(log).toMatchObject({
          kms_key_id: expect.stringContaining("target_key_arn") as string,
          retention_in_days: 365,
        });
      }
    },
  );
});

describe("an approval", () => {
  test("tells a topic of its own, which only its action role may publish to, encrypted and over TLS", () => {
    const stack = shipped.stack("pipeline-checkout-api");
    const topic = getResource(stack, "aws_sns_topic", "gatehouse-checkout-api-prod-approve");
    expect(topic["kms_master_key_id"]).toContain("target_key_arn");
    const statements = policiesIn("", stack).find(
      ({ type, text }) => type === "aws_sns_topic_policy" && text.includes("prod-approve"),
    )?.statements;
    expect(statements).toMatchObject([
      {
        Effect: "Allow",
        Condition: {
          ArnEquals: {
            "aws:PrincipalArn": `arn:aws:iam::${TOOLING}:role/gatehouse-checkout-api-prod-approve`,
          },
        },
      },
      { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });

  test("carries its instructions, its link and its timeout", () => {
    const approve = actionsIn(shipped.stack("pipeline-checkout-api"), "prod").find(
      ({ name }) => name === "approve",
    );
    expect(approve).toMatchObject({
      timeout_in_minutes: 10_080,
      configuration: {
        CustomData: "The change set is what the release notes say.",
        ExternalEntityLink: "https://wiki.example.com/release-checklist",
      },
    });
  });
});
