import { blocksIn, listIn, recordIn } from "../terraform/json-value";
import type { TerraformBlock } from "../terraform/terraform-stack";
import type { WorldAction, WorldPipeline, WorldStage, WorldStore } from "../world";
import { originOf, type Reading } from "./reading";

export function collectPipelines(reading: Reading): readonly WorldPipeline[] {
  return reading.placed("aws_codepipeline").flatMap((block): WorldPipeline[] => {
    const name = reading.need(block, "name", "the pipeline is left out of every verdict");
    const arn = reading.resolver.find(block, "arn");
    const roleArn = reading.need(block, "role_arn", "the pipeline is left out of every verdict");
    const { region, accountId } = block;
    if (name === undefined || arn === undefined || roleArn === undefined || region === undefined)
      return [];
    const stages = blocksIn(block.values.stage).map((stage): WorldStage => ({
      name: textOf(reading, block, stage.name, "a stage's name"),
      actions: blocksIn(stage.action).map((action) => readAction(reading, block, action, region)),
    }));
    const stores = blocksIn(block.values.artifact_store).map((store) =>
      readStore(reading, block, store, region),
    );
    const { tags } = reading.tags(block);
    const origin = originOf(block);
    return [{ name, arn, accountId, region, roleArn, stages, stores, tags, origin }];
  });
}

type Body = Readonly<Record<string, unknown>>;

function readAction(
  reading: Reading,
  block: TerraformBlock,
  action: Body,
  region: string,
): WorldAction {
  const name = textOf(reading, block, action.name, "an action's name");
  const roleArn =
    action.role_arn === undefined || action.role_arn === null || action.role_arn === ""
      ? undefined
      : textOf(reading, block, action.role_arn, `the role of action ${name}`);
  const configuration = Object.entries(recordIn(action.configuration)).map(([key, value]) => [
    key,
    textOf(reading, block, value, `${key} of action ${name}`),
  ]);
  return {
    name,
    category: textOf(reading, block, action.category, `the category of action ${name}`),
    provider: textOf(reading, block, action.provider, `the provider of action ${name}`),
    ...(roleArn === undefined ? {} : { roleArn }),
    region: isGiven(action.region)
      ? textOf(reading, block, action.region, `the region of action ${name}`)
      : region,
    // CodePipeline's own default: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-requirements.html
    runOrder: Number(action.run_order ?? 1),
    configuration: Object.fromEntries(configuration) as Record<string, string>,
    outputArtifacts: listIn(action.output_artifacts).map((artifact) =>
      textOf(reading, block, artifact, `an output of action ${name}`),
    ),
  };
}

function readStore(
  reading: Reading,
  block: TerraformBlock,
  store: Body,
  region: string,
): WorldStore {
  const [key] = blocksIn(store.encryption_key);
  return {
    region: isGiven(store.region)
      ? textOf(reading, block, store.region, "the region of an artifact store")
      : region,
    bucket: textOf(reading, block, store.location, "the bucket of an artifact store"),
    ...(key === undefined
      ? {}
      : { keyArn: textOf(reading, block, key.id, "the key of an artifact store") }),
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** What isn't known is reported, and stands as `?`. */
function textOf(reading: Reading, block: TerraformBlock, value: unknown, what: string): string {
  const text = reading.resolver.text(block, value);
  if (text.kind === "known") return text.text;
  reading.report(block, `${what} is unknown, as ${text.why}`);
  return "?";
}
