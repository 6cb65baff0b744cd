import type { Statement } from "../../../../lib/policy/statement";
import { sayings } from "../../../support/arbitrary-statements";
import { type GrantInput, statementsOf, withPersona } from "../../../support/persona-policies";
import { goldenWith, validPlatform } from "../../../support/platform-file";

const TOOLING = "100000000002";
const PIPELINE = `arn:aws:codepipeline:eu-west-1:${TOOLING}`;

async function allowsOf(...grants: readonly GrantInput[]): Promise<Statement[]> {
  const { platform } = await withPersona(...grants);
  return statementsOf(platform, "custom").filter(({ effect }) => effect !== "Deny");
}

async function allowed(...grants: readonly GrantInput[]): Promise<[string, string][]> {
  return sayings(await allowsOf(...grants)).map((line) => {
    const [, action, resource] = JSON.parse(line) as [string, string, string];
    return [action, resource];
  });
}

const on = (capability: string, stages?: unknown) =>
  allowed({ capabilities: [capability], pipelines: { names: ["api"] }, stages });

describe("a capability holds at the resource that IAM checks it on", () => {
  test.each([
    ["start", "StartPipelineExecution", `${PIPELINE}:api`],
    ["stop", "StopPipelineExecution", `${PIPELINE}:api`],
    ["retry", "RetryStageExecution", `${PIPELINE}:api/*`],
    ["rollback", "RollbackStage", `${PIPELINE}:api/*`],
    ["override", "OverrideStageCondition", `${PIPELINE}:api/*`],
  ])("%s: %s on %s", async (capability, action, resource) => {
    expect(await on(capability)).toEqual([[`codepipeline:${action}`, resource]]);
  });

  test.each([
    ["retry", "RetryStageExecution"],
    ["rollback", "RollbackStage"],
    ["override", "OverrideStageCondition"],
  ])("%s on one stage reaches that stage alone", async (capability, action) => {
    expect(await on(capability, { names: ["prod"] })).toEqual([
      [`codepipeline:${action}`, `${PIPELINE}:api/prod`],
    ]);
  });

  test("approve: the approval action, and the state that its token is in", async () => {
    expect(await on("approve", { names: ["prod"] })).toEqual([
      ["codepipeline:GetPipelineState", `${PIPELINE}:api`],
      ["codepipeline:PutApprovalResult", `${PIPELINE}:api/prod/approve`],
    ]);
  });

  test("approve without stages: the stages that have an approval, one by one", async () => {
    const approvals = (await on("approve")).filter(([action]) => action.endsWith("ApprovalResult"));
    expect(approvals.map(([, resource]) => resource)).toEqual([
      `${PIPELINE}:api/prod/approve`,
      `${PIPELINE}:api/staging/approve`,
    ]);
  });

  test("gate: transitions of a stage, both ways", async () => {
    expect(await on("gate", { names: ["prod"] })).toEqual([
      ["codepipeline:DisableStageTransition", `${PIPELINE}:api/prod`],
      ["codepipeline:EnableStageTransition", `${PIPELINE}:api/prod`],
    ]);
  });

  test("view: reads this pipeline, and lists what can only be listed", async () => {
    const seen = await on("view");
    expect(seen.filter(([, resource]) => resource === "*")).toEqual([
      ["codepipeline:ListPipelines", "*"],
    ]);
    for (const [action, resource] of seen.filter(([, each]) => each !== "*")) {
      expect(action).toMatch(/^codepipeline:(Get|List)/);
      expect(resource).toBe(`${PIPELINE}:api`);
    }
  });

  test("logs: builds and log groups of this pipeline's projects", async () => {
    for (const [, resource] of await on("logs")) {
      expect(resource).toMatch(/:project\/acme-api-build$|:\/aws\/codebuild\/acme-api-build:\*$/);
    }
  });

  test("edit: changes the pipeline, and passes its role and connection to CodePipeline alone", async () => {
    expect(await allowsOf({ capabilities: ["edit"], pipelines: { names: ["api"] } })).toMatchObject(
      [
        { actions: ["codepipeline:UpdatePipeline"], resources: [`${PIPELINE}:api`] },
        ...["codeconnections", "codestar-connections"].map((prefix) => ({
          actions: [`${prefix}:PassConnection`],
          resources: [`arn:aws:${prefix}:eu-west-1:100000000002:connection/*`],
          conditions: {
            StringEquals: { [`${prefix}:PassedToService`]: "codepipeline.amazonaws.com" },
          },
        })),
        {
          actions: ["iam:PassRole"],
          resources: ["arn:aws:iam::100000000002:role/acme-api-pipeline"],
          conditions: {
            StringEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" },
            ArnLikeIfExists: { "iam:AssociatedResourceArn": [`${PIPELINE}:api`] },
          },
        },
      ],
    );
  });

  test("edit: passes an existing connection by its ARN, and no other", async () => {
    const arn = `arn:aws:codestar-connections:eu-west-1:100000000002:connection/${"0".repeat(36)}`;
    const platform = await validPlatform(
      goldenWith({ path: ["connections", "github"], value: { arn } }),
    );
    const passes = statementsOf(platform, "platform-engineer").filter(({ actions }) =>
      actions.some((action) => action.endsWith(":PassConnection")),
    );
    expect(passes).toMatchObject([
      { actions: ["codestar-connections:PassConnection"], resources: [arn] },
      { sid: "NoOtherConnections", effect: "Deny", notResources: [arn] },
    ]);
  });

  test("artifacts: reads the buckets in each region, with the key and through S3 alone", async () => {
    const statements = await allowsOf({
      capabilities: ["artifacts"],
      pipelines: { names: ["api"] },
    });
    const reads = statements.find(({ actions }) => actions.includes("s3:GetObject"));
    expect(reads?.resources).toEqual([
      "arn:aws:s3:::acme-api-100000000002-euc1/*",
      "arn:aws:s3:::acme-api-100000000002-euw1/*",
    ]);
    const keys = statements.filter(({ actions }) => actions.includes("kms:Decrypt"));
    expect(keys.map(({ conditions }) => conditions?.["StringEquals"]?.["kms:ViaService"])).toEqual([
      "s3.eu-central-1.amazonaws.com",
      "s3.eu-west-1.amazonaws.com",
    ]);
    expect(statements.flatMap(({ actions }) => actions).sort()).toEqual([
      "kms:Decrypt",
      "kms:Decrypt",
      "s3:GetObject",
      "s3:GetObjectVersion",
    ]);
  });

  test("source: uses the connection for this pipeline's repository, and for no other", async () => {
    const uses = await allowsOf({ capabilities: ["source"], pipelines: { names: ["api"] } });
    expect(uses).toMatchObject(
      ["codeconnections", "codestar-connections"].map((prefix) => ({
        actions: [`${prefix}:UseConnection`],
        resources: [`arn:aws:${prefix}:eu-west-1:${TOOLING}:connection/*`],
        conditions: { StringEquals: { [`${prefix}:FullRepositoryId`]: ["acme/api"] } },
      })),
    );
  });
});
