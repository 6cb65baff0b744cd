import type { Platform } from "../../../lib/model/platform";
import { accountsOf, compilePersona } from "../../../lib/policy/compile-persona";
import { GOLDEN_TEXT, goldenWith, validPlatform } from "../../support/platform-file";
import { sayings } from "../../support/arbitrary-statements";

const PIPELINE = "arn:aws:codepipeline:eu-west-1:100000000002";
const TOOLING = "100000000002";

interface Grant {
  readonly capabilities: readonly string[];
  readonly pipelines?: unknown;
  readonly stages?: unknown;
  readonly accounts?: unknown;
}

/** The golden platform with one persona more, that has these grants. */
async function withPersona(...grants: readonly Grant[]) {
  const platform = await validPlatform(
    goldenWith({ path: ["personas", "custom"], value: { description: "A job.", grants } }),
  );
  return { platform, persona: getPersona(platform, "custom") };
}

function getPersona(platform: Platform, name: string): Platform["personas"][number] {
  const found = platform.personas.find((persona) => persona.name === name);
  if (found === undefined) throw new Error(`no persona ${name}`);
  return found;
}

async function allowed(...grants: readonly Grant[]): Promise<[string, string][]> {
  const { platform, persona } = await withPersona(...grants);
  const allows = compilePersona(platform, persona).filter(({ effect }) => effect !== "Deny");
  return sayings(allows).map((line) => {
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
    const { platform, persona } = await withPersona({
      capabilities: ["edit"],
      pipelines: { names: ["api"] },
    });
    expect(compilePersona(platform, persona)).toMatchObject([
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
        conditions: { StringEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" } },
      },
    ]);
  });

  test("edit: passes an existing connection by its ARN, and no other", async () => {
    const arn = `arn:aws:codestar-connections:eu-west-1:100000000002:connection/${"0".repeat(36)}`;
    const platform = await validPlatform(
      goldenWith({ path: ["connections", "github"], value: { arn } }),
    );
    const passes = compilePersona(platform, getPersona(platform, "platform-engineer")).filter(
      ({ actions }) => actions.some((action) => action.endsWith(":PassConnection")),
    );
    expect(passes).toMatchObject([
      { actions: ["codestar-connections:PassConnection"], resources: [arn] },
    ]);
  });

  test("artifacts: reads the buckets in each region, with the key and through S3 alone", async () => {
    const { platform, persona } = await withPersona({
      capabilities: ["artifacts"],
      pipelines: { names: ["api"] },
    });
    const statements = compilePersona(platform, persona);
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
});

describe("whoever approves", () => {
  test("is denied what leads round the approval, whatever else allows it", async () => {
    const platform = await validPlatform(GOLDEN_TEXT);
    const statements = compilePersona(platform, getPersona(platform, "release-manager"));
    const denies = statements.filter(({ effect }) => effect === "Deny");
    const all = ["api", "queues", "web"].map((name) => `${PIPELINE}:${name}`);
    expect(denies).toMatchObject([
      {
        sid: "ApproverOpensNothing",
        actions: ["codepipeline:EnableStageTransition", "codepipeline:OverrideStageCondition"],
        resources: all.map((arn) => `${arn}/*`),
      },
      {
        sid: "ApproverStartsNothing",
        actions: [
          "codepipeline:DeletePipeline",
          "codepipeline:StartPipelineExecution",
          "codepipeline:UpdatePipeline",
        ],
        resources: all,
      },
    ]);
  });

  test("is denied it on the pipelines they approve, and only there", async () => {
    const { platform, persona } = await withPersona({
      capabilities: ["approve"],
      pipelines: { names: ["web"] },
    });
    const denies = compilePersona(platform, persona).filter(({ effect }) => effect === "Deny");
    expect(denies.flatMap(({ resources }) => resources)).toEqual([
      `${PIPELINE}:web/*`,
      `${PIPELINE}:web`,
    ]);
  });

  test("is the only one with denies: nobody else could approve anything", async () => {
    const platform = await validPlatform(GOLDEN_TEXT);
    for (const name of ["developer", "auditor", "platform-engineer"]) {
      const statements = compilePersona(platform, getPersona(platform, name));
      expect(statements.filter(({ effect }) => effect === "Deny")).toEqual([]);
      expect(JSON.stringify(statements)).not.toContain("PutApprovalResult");
    }
  });
});

describe("capabilities in target accounts", () => {
  const inspect = (accounts: unknown): Grant => ({ capabilities: ["inspect"], accounts });

  test("never hold in the tooling account, where the same permission set is assigned too", async () => {
    const { platform, persona } = await withPersona(
      { capabilities: ["view"], pipelines: "all" },
      inspect({ environments: ["dev", "prod"] }),
    );
    expect(accountsOf(platform, persona)).toEqual([TOOLING, "200000000001", "200000000003"]);
    for (const { sid, conditions } of compilePersona(platform, persona)) {
      if (!sid.includes("Inspect")) continue;
      expect(conditions).toEqual({ StringNotEquals: { "aws:PrincipalAccount": TOOLING } });
    }
  });

  test("that hold in some of the persona's accounts name those", async () => {
    const { platform, persona } = await withPersona(inspect({ environments: ["dev", "prod"] }), {
      capabilities: ["operate"],
      accounts: { environments: ["dev"] },
    });
    const operate = compilePersona(platform, persona).filter(({ sid }) => sid.includes("Operate"));
    expect(operate.length).toBeGreaterThan(0);
    for (const { conditions } of operate) {
      expect(conditions).toEqual({ StringEquals: { "aws:PrincipalAccount": ["200000000001"] } });
    }
  });

  test("only read, for whoever inspects", async () => {
    const actions = (await allowed(inspect({ names: ["prod"] }))).map(([action]) => action);
    expect(
      actions.filter((action) => !/:(Describe|Get|List|Filter|StartQuery)/.test(action)),
    ).toEqual([]);
    expect(actions).not.toContain("s3:GetObject");
  });
});
