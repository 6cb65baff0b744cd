import { resourcesOf } from "./policies";
import type { StackJson } from "./synth-platform";

/** An action of `aws_codepipeline`, as tests look into it. */
export interface PipelineAction {
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

/** The one pipeline of a stack. */
export function pipelineOf(stack: StackJson) {
  const [only] = resourcesOf(stack, "aws_codepipeline");
  return only as {
    pipeline_type: string;
    role_arn: string;
    artifact_store: {
      location: string;
      region?: string;
      encryption_key: { type: string; id: string };
    }[];
    stage: { name: string; action: PipelineAction[] }[];
    depends_on: string[];
  };
}

export function actionsIn(stack: StackJson, stage: string): PipelineAction[] {
  return pipelineOf(stack).stage.find(({ name }) => name === stage)?.action ?? [];
}
