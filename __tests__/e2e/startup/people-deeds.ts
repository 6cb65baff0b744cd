import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CodePipelineClient,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  OverrideStageConditionCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  RollbackStageCommand,
  StageNotRetryableException,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  UpdatePipelineCommand,
} from "@aws-sdk/client-codepipeline";
import type { Place } from "../../../lib/access/matrix/place";
import type { ClientConfig } from "../../../scripts/demo/emulated-aws";

/** An execution that waits for its approval, as an administrator sees it. */
export interface Waiting {
  readonly pipelineExecutionId: string;
  readonly token: string;
}

/** Makes one, or finds the one that waits. */
export async function waiting(config: ClientConfig, name: string): Promise<Waiting> {
  const client = new CodePipelineClient(config);
  const find = async (): Promise<Waiting | undefined> => {
    const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name }));
    for (const { actionStates = [], latestExecution } of stageStates)
      for (const { latestExecution: action } of actionStates)
        if (action?.token !== undefined)
          return {
            pipelineExecutionId: latestExecution?.pipelineExecutionId ?? "",
            token: action.token,
          };
    return undefined;
  };
  const found = await find();
  if (found !== undefined) return found;
  await client.send(new StartPipelineExecutionCommand({ name }));
  const begun = await find();
  if (begun === undefined) throw new Error(`nothing waits in ${name}`);
  return begun;
}

interface Deed {
  readonly as: ClientConfig;
  readonly admin: ClientConfig;
  readonly place: Place;
}

type Do = (deed: Deed) => Promise<unknown>;

/** What it is to use a capability. Whatever it needs beforehand an administrator does. */
export const DEEDS: Readonly<Record<string, Do>> = {
  view: async ({ as, admin, place }) => {
    const name = pipelineOf(place);
    const { pipelineExecutionId } = await waiting(admin, name);
    const client = new CodePipelineClient(as);
    await client.send(new ListPipelinesCommand({}));
    await client.send(new GetPipelineStateCommand({ name }));
    await client.send(new ListPipelineExecutionsCommand({ pipelineName: name }));
    const execution = { pipelineName: name, pipelineExecutionId };
    await client.send(new GetPipelineExecutionCommand(execution));
    await client.send(new GetPipelineCommand({ name }));
  },
  start: ({ as, place }) =>
    new CodePipelineClient(as).send(new StartPipelineExecutionCommand({ name: pipelineOf(place) })),
  stop: async ({ as, admin, place }) => {
    const { pipelineExecutionId } = await waiting(admin, pipelineOf(place));
    const stop = { pipelineName: pipelineOf(place), pipelineExecutionId };
    await new CodePipelineClient(as).send(new StopPipelineExecutionCommand(stop));
  },
  edit: async ({ as, admin, place }) => {
    const name = pipelineOf(place);
    const { pipeline } = await new CodePipelineClient(admin).send(new GetPipelineCommand({ name }));
    await new CodePipelineClient(as).send(new UpdatePipelineCommand({ pipeline }));
  },
  logs: ({ as, place }) => {
    const logGroupName = `/aws/codebuild/acme-${pipelineOf(place)}-build`;
    return new CloudWatchLogsClient(as).send(new FilterLogEventsCommand({ logGroupName }));
  },
  retry: async ({ as, admin, place }) => {
    const { pipelineExecutionId } = await waiting(admin, pipelineOf(place));
    const retry = { ...stageOf(place), pipelineExecutionId, retryMode: "FAILED_ACTIONS" } as const;
    await new CodePipelineClient(as)
      .send(new RetryStageExecutionCommand(retry))
      .catch((error: unknown) => {
        // It was let in: CodePipeline looks at the stage after IAM did.
        const nothingFailed = error instanceof StageNotRetryableException;
        if (!nothingFailed) throw error;
      });
  },
  rollback: async ({ as, admin, place }) => {
    const { pipelineExecutionId } = await waiting(admin, pipelineOf(place));
    const rollback = { ...stageOf(place), targetPipelineExecutionId: pipelineExecutionId };
    await new CodePipelineClient(as).send(new RollbackStageCommand(rollback));
  },
  gate: ({ as, place }) => {
    const gate = { ...stageOf(place), transitionType: "Inbound", reason: "freeze" } as const;
    return new CodePipelineClient(as).send(new DisableStageTransitionCommand(gate));
  },
  "gate-open": ({ as, place }) => {
    const gate = { ...stageOf(place), transitionType: "Inbound" } as const;
    return new CodePipelineClient(as).send(new EnableStageTransitionCommand(gate));
  },
  // The emulator has no stage conditions that could fail: nobody may get as far as to be told so.
  override: async ({ as, admin, place }) => {
    const { pipelineExecutionId } = await waiting(admin, pipelineOf(place));
    const conditionType = "BEFORE_ENTRY";
    const override = { ...stageOf(place), pipelineExecutionId, conditionType } as const;
    await new CodePipelineClient(as).send(new OverrideStageConditionCommand(override));
  },
  approve: async ({ as, admin, place }) => {
    if (place.kind !== "approval") throw new Error("only an approval is approved");
    const { token } = await waiting(admin, place.pipeline);
    const { pipeline: pipelineName, stage: stageName, action: actionName } = place;
    const result = { status: "Approved", summary: "looked at" } as const;
    const approval = { pipelineName, stageName, actionName, token, result };
    await new CodePipelineClient(as).send(new PutApprovalResultCommand(approval));
  },
};

function pipelineOf(place: Place): string {
  if (place.kind === "account") throw new Error("no pipeline is in question");
  return place.pipeline;
}

function stageOf(place: Place): { pipelineName: string; stageName: string } {
  if (place.kind !== "stage") throw new Error("no stage is in question");
  return { pipelineName: place.pipeline, stageName: place.stage };
}
