import {
  CodePipelineClient,
  CreatePipelineCommand,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  type PipelineDeclaration,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  RollbackStageCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { useEmulator } from "../../../support/emulator";

const REGION = "eu-west-1";
const TOOLING = "222222222222";
const ROLE = `arn:aws:iam::${TOOLING}:role/pipeline`;
const emulator = useEmulator();

beforeAll(async () => {
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "codepipeline.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  };
  await new IAMClient(await emulator.aws.inAccount(TOOLING, REGION)).send(
    new CreateRoleCommand({
      RoleName: "pipeline",
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }),
  );
});

const client = async () => new CodePipelineClient(await emulator.aws.inAccount(TOOLING, REGION));

/** All that a V2 pipeline may have. */
function declaration(name: string): PipelineDeclaration {
  const action = (provider: string, category: "Source" | "Deploy" | "Approval") => ({
    name: provider.toLowerCase(),
    actionTypeId: {
      category,
      owner: category === "Approval" ? "AWS" : "AWS",
      provider,
      version: "1",
    },
    configuration: { [`${provider}Setting`]: "as it was put" },
    inputArtifacts: [],
    outputArtifacts: [],
  });
  return {
    name,
    roleArn: ROLE,
    pipelineType: "V2",
    executionMode: "QUEUED",
    artifactStore: { type: "S3", location: "artifacts" },
    variables: [{ name: "release", defaultValue: "next", description: "what to deploy" }],
    triggers: [
      {
        providerType: "CodeStarSourceConnection",
        gitConfiguration: {
          sourceActionName: "codestarsourceconnection",
          push: [{ branches: { includes: ["main"] }, filePaths: { excludes: ["docs/**"] } }],
        },
      },
    ],
    stages: [
      {
        name: "source",
        actions: [{ ...action("CodeStarSourceConnection", "Source"), runOrder: 1 }],
      },
      {
        name: "prod",
        beforeEntry: {
          conditions: [
            {
              result: "FAIL",
              rules: [
                {
                  name: "in-hours",
                  ruleTypeId: { category: "Rule", owner: "AWS", provider: "DeploymentWindow" },
                  configuration: { Cron: "* * * * MON-FRI *" },
                },
              ],
            },
          ],
        },
        onFailure: { result: "ROLLBACK" },
        actions: [
          { ...action("Manual", "Approval"), name: "approve", runOrder: 1, timeoutInMinutes: 60 },
          { ...action("CloudFormation", "Deploy"), runOrder: 2, region: "eu-central-1" },
        ],
      },
    ],
  } as PipelineDeclaration;
}

/** A pipeline with an execution that waits for its approval. */
async function waiting(name: string) {
  const aws = await client();
  await aws.send(new CreatePipelineCommand({ pipeline: declaration(name) }));
  const { pipelineExecutionId: id = "" } = await aws.send(
    new StartPipelineExecutionCommand({ name }),
  );
  const prod = async () => {
    const { stageStates = [] } = await aws.send(new GetPipelineStateCommand({ name }));
    const stage = stageStates.find(({ stageName }) => stageName === "prod");
    const [approve, deploy] = stage?.actionStates ?? [];
    return { stage, approve: approve?.latestExecution, deploy: deploy?.latestExecution };
  };
  const statusOf = async (execution: string) => {
    const asked = { pipelineName: name, pipelineExecutionId: execution };
    const { pipelineExecution } = await aws.send(new GetPipelineExecutionCommand(asked));
    return pipelineExecution?.status;
  };
  const decide = (token: string | undefined, status: "Approved" | "Rejected") =>
    aws.send(
      new PutApprovalResultCommand({
        pipelineName: name,
        stageName: "prod",
        actionName: "approve",
        token,
        result: { status, summary: `we say ${status}` },
      }),
    );
  return { aws, id, prod, statusOf, decide };
}

test("a V2 pipeline comes back as it was put, with when it was made", async () => {
  const aws = await client();
  const pipeline = declaration("as-put");
  await aws.send(new CreatePipelineCommand({ pipeline }));
  const got = await aws.send(new GetPipelineCommand({ name: "as-put" }));
  expect(got.pipeline).toEqual({ ...pipeline, version: 1 });
  expect(got.metadata?.created).toBeInstanceOf(Date);
  expect(got.metadata?.updated).toBeInstanceOf(Date);
});

test("an execution waits for its approval, and goes on when it is given with its token", async () => {
  const { id, prod, statusOf, decide } = await waiting("approved");
  const { approve } = await prod();
  expect(approve).toMatchObject({ status: "InProgress", token: expect.any(String) as string });
  expect((await prod()).deploy).toBeUndefined();
  expect(await statusOf(id)).toBe("InProgress");

  await expect(decide("another", "Approved")).rejects.toMatchObject({
    name: "InvalidApprovalTokenException",
  });
  expect(await statusOf(id)).toBe("InProgress");

  await decide(approve?.token, "Approved");
  const after = await prod();
  expect(after.approve).toMatchObject({ status: "Succeeded", summary: "we say Approved" });
  expect(after.approve?.lastUpdatedBy).toMatch(/assumed-role\/OrganizationAccountAccessRole/);
  expect(after.deploy?.status).toBe("Succeeded");
  expect(await statusOf(id)).toBe("Succeeded");
  await expect(decide(approve?.token, "Approved")).rejects.toMatchObject({
    name: "ApprovalAlreadyCompletedException",
  });
});

test("a rejected approval fails its stage, which deploys nothing and can be retried", async () => {
  const { aws, id, prod, statusOf, decide } = await waiting("rejected");
  const first = (await prod()).approve?.token;
  await decide(first, "Rejected");
  expect((await prod()).stage?.latestExecution?.status).toBe("Failed");
  expect((await prod()).deploy).toBeUndefined();
  expect(await statusOf(id)).toBe("Failed");

  const retry = { pipelineName: "rejected", stageName: "prod", pipelineExecutionId: id } as const;
  await aws.send(new RetryStageExecutionCommand({ ...retry, retryMode: "FAILED_ACTIONS" }));
  const { approve } = await prod();
  expect(approve?.status).toBe("InProgress");
  // What was looked at before isn't what waits now.
  expect(approve?.token).not.toBe(first);
  const again = new RetryStageExecutionCommand({ ...retry, retryMode: "ALL_ACTIONS" });
  await expect(aws.send(again)).rejects.toMatchObject({ name: "StageNotRetryableException" });
});

test("a closed gate holds what comes, until it is opened, and says why and by whom", async () => {
  const { aws, prod, decide, statusOf } = await waiting("gated");
  await decide((await prod()).approve?.token, "Approved");
  const gate = { pipelineName: "gated", stageName: "prod", transitionType: "Inbound" } as const;
  await aws.send(new DisableStageTransitionCommand({ ...gate, reason: "freeze" }));
  const started = await aws.send(new StartPipelineExecutionCommand({ name: "gated" }));
  const id = started.pipelineExecutionId ?? "";
  const held = (await prod()).stage;
  expect(held?.inboundTransitionState).toMatchObject({ enabled: false, disabledReason: "freeze" });
  expect(held?.inboundTransitionState?.lastChangedAt).toBeInstanceOf(Date);
  expect(held?.inboundExecution?.pipelineExecutionId).toBe(id);
  expect(held?.latestExecution?.pipelineExecutionId).not.toBe(id);

  await aws.send(new EnableStageTransitionCommand(gate));
  expect((await prod()).stage?.latestExecution?.pipelineExecutionId).toBe(id);
  expect((await prod()).approve?.status).toBe("InProgress");
  expect(await statusOf(id)).toBe("InProgress");
});

test("an execution that is stopped takes its approval with it", async () => {
  const { aws, id, prod, statusOf, decide } = await waiting("stopped");
  const { approve } = await prod();
  const stop = new StopPipelineExecutionCommand({
    pipelineName: "stopped",
    pipelineExecutionId: id,
  });
  await aws.send(stop);
  expect(await statusOf(id)).toBe("Stopped");
  await expect(decide(approve?.token, "Approved")).rejects.toThrow();
  await expect(aws.send(stop)).rejects.toMatchObject({
    name: "PipelineExecutionNotStoppableException",
  });
});

test("a rollback is an execution of its own, of the variables of the one it goes back to", async () => {
  const { aws, id, prod, decide } = await waiting("rolled-back");
  await decide((await prod()).approve?.token, "Approved");
  const { pipelineExecutionId } = await aws.send(
    new RollbackStageCommand({
      pipelineName: "rolled-back",
      stageName: "prod",
      targetPipelineExecutionId: id,
    }),
  );
  const asked = { pipelineName: "rolled-back", pipelineExecutionId };
  const { pipelineExecution } = await aws.send(new GetPipelineExecutionCommand(asked));
  expect(pipelineExecution).toMatchObject({
    executionType: "ROLLBACK",
    rollbackMetadata: { rollbackTargetPipelineExecutionId: id },
    variables: [{ name: "release", resolvedValue: "next" }],
  });
  const { pipelineExecutionSummaries } = await aws.send(
    new ListPipelineExecutionsCommand({ pipelineName: "rolled-back" }),
  );
  expect(pipelineExecutionSummaries?.map((each) => each.pipelineExecutionId)).toEqual([
    pipelineExecutionId,
    id,
  ]);
});

test("a variable that isn't declared starts nothing", async () => {
  const { aws } = await waiting("variables");
  const variables = [{ name: "nobody-knows", value: "1" }];
  const start = aws.send(new StartPipelineExecutionCommand({ name: "variables", variables }));
  await expect(start).rejects.toMatchObject({ name: "InvalidVariableException" });
});
