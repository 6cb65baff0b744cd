import {
  BatchGetProjectsCommand,
  CodeBuildClient,
  paginateListProjects,
  type Project,
} from "@aws-sdk/client-codebuild";
import {
  type ActionDeclaration,
  CodePipelineClient,
  GetPipelineCommand,
  type GetPipelineCommandOutput,
  paginateListPipelines,
} from "@aws-sdk/client-codepipeline";
import { GetKeyPolicyCommand, KMSClient, paginateListAliases } from "@aws-sdk/client-kms";
import { GetTopicAttributesCommand, paginateListTopics, SNSClient } from "@aws-sdk/client-sns";
import type { LiveBlock } from "./account-snapshot";
import type { ClientConfig } from "./client-config";

/** What of a region has a say in who may do what: keys, topics, pipelines and build projects. */
export async function readRegion(config: ClientConfig, region: string): Promise<LiveBlock[]> {
  const settings = { ...config, region };
  const parts = await Promise.all([
    readKeys(new KMSClient(settings)),
    readTopics(new SNSClient(settings)),
    readPipelines(new CodePipelineClient(settings), region),
    readProjects(new CodeBuildClient(settings)),
  ]);
  return parts.flat().map((block) => ({ ...block, region }));
}

/** Keys that have an alias: nothing of Gatehouse's is without one. */
async function readKeys(client: KMSClient): Promise<LiveBlock[]> {
  const blocks: LiveBlock[] = [];
  const read = new Set<string>();
  for await (const { Aliases = [] } of paginateListAliases({ client }, {})) {
    for (const { AliasName = "", AliasArn = "", TargetKeyId } of Aliases) {
      if (AliasName.startsWith("alias/aws/") || TargetKeyId === undefined) continue;
      const arn = `${AliasArn.slice(0, AliasArn.indexOf(":alias/"))}:key/${TargetKeyId}`;
      blocks.push({
        type: "aws_kms_alias",
        name: AliasName,
        values: { arn: AliasArn, name: AliasName, target_key_arn: arn, target_key_id: TargetKeyId },
      });
      if (read.has(TargetKeyId)) continue;
      read.add(TargetKeyId);
      const asked = new GetKeyPolicyCommand({ KeyId: TargetKeyId, PolicyName: "default" });
      const { Policy } = await client.send(asked);
      blocks.push({
        type: "aws_kms_key",
        name: TargetKeyId,
        values: { arn, key_id: TargetKeyId, policy: Policy },
      });
    }
  }
  return blocks;
}

async function readTopics(client: SNSClient): Promise<LiveBlock[]> {
  const blocks: LiveBlock[] = [];
  for await (const { Topics = [] } of paginateListTopics({ client }, {})) {
    for (const { TopicArn = "" } of Topics) {
      const { Attributes = {} } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
      const name = TopicArn.slice(TopicArn.lastIndexOf(":") + 1);
      const values = { arn: TopicArn, name, policy: Attributes["Policy"] };
      blocks.push({ type: "aws_sns_topic", name, values });
    }
  }
  return blocks;
}

async function readPipelines(client: CodePipelineClient, region: string): Promise<LiveBlock[]> {
  const blocks: LiveBlock[] = [];
  for await (const { pipelines = [] } of paginateListPipelines({ client }, {})) {
    for (const { name } of pipelines)
      blocks.push(pipelineBlock(await client.send(new GetPipelineCommand({ name })), region));
  }
  return blocks;
}

function pipelineBlock(
  { pipeline, metadata }: GetPipelineCommandOutput,
  region: string,
): LiveBlock {
  const { name = "", roleArn, artifactStore, artifactStores, stages = [] } = pipeline ?? {};
  const stores = artifactStores ?? (artifactStore === undefined ? {} : { [region]: artifactStore });
  return {
    type: "aws_codepipeline",
    name,
    values: {
      arn: metadata?.pipelineArn,
      name,
      role_arn: roleArn,
      artifact_store: Object.entries(stores).map(([storeRegion, store]) => ({
        region: storeRegion,
        location: store.location,
        encryption_key: store.encryptionKey === undefined ? [] : [{ id: store.encryptionKey.id }],
      })),
      stage: stages.map((stage) => ({
        name: stage.name,
        action: (stage.actions ?? []).map(actionBlock),
      })),
    },
  };
}

function actionBlock(action: ActionDeclaration) {
  return {
    name: action.name,
    category: action.actionTypeId?.category,
    provider: action.actionTypeId?.provider,
    role_arn: action.roleArn,
    region: action.region,
    run_order: action.runOrder,
    configuration: action.configuration ?? {},
    output_artifacts: (action.outputArtifacts ?? []).map(({ name }) => name),
  };
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html */
const PROJECTS_AT_ONCE = 100;

async function readProjects(client: CodeBuildClient): Promise<LiveBlock[]> {
  const blocks: LiveBlock[] = [];
  for await (const { projects: names = [] } of paginateListProjects({ client }, {})) {
    for (let from = 0; from < names.length; from += PROJECTS_AT_ONCE) {
      const asked = new BatchGetProjectsCommand({
        names: names.slice(from, from + PROJECTS_AT_ONCE),
      });
      const { projects = [] } = await client.send(asked);
      blocks.push(...projects.map(projectBlock));
    }
  }
  return blocks;
}

/** Its variables are left out: some keep secrets in them. */
function projectBlock({ arn, name = "", serviceRole }: Project): LiveBlock {
  return { type: "aws_codebuild_project", name, values: { arn, name, service_role: serviceRole } };
}
