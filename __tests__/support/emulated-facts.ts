import {
  BatchGetProjectsCommand,
  CodeBuildClient,
  ListProjectsCommand,
} from "@aws-sdk/client-codebuild";
import {
  CodePipelineClient,
  GetPipelineCommand,
  ListPipelinesCommand,
} from "@aws-sdk/client-codepipeline";
import { GetKeyPolicyCommand, KMSClient, paginateListAliases } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Platform } from "../../lib/model/platform";
import type { ClientConfig, EmulatedAws } from "../../scripts/demo/emulated-aws";
import { canonicalPolicy } from "./canonical-policy";
import { emulatedPermissionSets } from "./emulated-permission-sets";
import { emulatedRoles } from "./emulated-roles";
import type { Facts } from "./world-facts";

/** The same facts as they are in the accounts, asked one by one of their APIs. */
export async function emulatedFacts(aws: EmulatedAws, platform: Platform): Promise<Facts> {
  const { tooling, accounts, identity } = platform;
  const places = [
    { accountId: tooling.accountId, regions: tooling.regions },
    ...accounts.map(({ id, regions }) => ({ accountId: id, regions })),
  ];
  const facts: Record<string, unknown> = {};
  for (const { accountId, regions } of places) {
    const home = await aws.inAccount(accountId, tooling.homeRegion);
    Object.assign(facts, await emulatedRoles(home), await buckets(home));
    for (const region of regions) {
      const config = await aws.inAccount(accountId, region);
      const where = `${accountId}, ${region}`;
      Object.assign(facts, await keys(config, where), await topics(config));
      Object.assign(facts, await pipelines(config), await projects(config));
    }
  }
  if (identity.mode === "identity-center") {
    const config = await aws.inAccount(identity.adminAccountId, identity.region);
    const policyIn = (accountId: string) => aws.inAccount(accountId, tooling.homeRegion);
    Object.assign(facts, await emulatedPermissionSets(config, policyIn));
  }
  return facts;
}

async function buckets(config: ClientConfig): Promise<Facts> {
  const client = new S3Client(config);
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  const facts: Record<string, unknown> = {};
  for (const { Name = "" } of Buckets) {
    const { Policy = "" } = await client.send(new GetBucketPolicyCommand({ Bucket: Name }));
    facts[`arn:aws:s3:::${Name}`] = canonicalPolicy(Policy);
  }
  return facts;
}

async function keys(config: ClientConfig, where: string): Promise<Facts> {
  const client = new KMSClient(config);
  const facts: Record<string, unknown> = {};
  for await (const { Aliases = [] } of paginateListAliases({ client }, {})) {
    for (const { AliasName = "", TargetKeyId } of Aliases) {
      if (AliasName.startsWith("alias/aws/")) continue;
      const asked = new GetKeyPolicyCommand({ KeyId: TargetKeyId, PolicyName: "default" });
      const { Policy = "" } = await client.send(asked);
      facts[`key ${AliasName} in ${where}`] = canonicalPolicy(Policy);
    }
  }
  return facts;
}

async function topics(config: ClientConfig): Promise<Facts> {
  const client = new SNSClient(config);
  const { Topics = [] } = await client.send(new ListTopicsCommand({}));
  const facts: Record<string, unknown> = {};
  for (const { TopicArn = "" } of Topics) {
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
    facts[TopicArn] = canonicalPolicy(Attributes?.["Policy"] ?? "");
  }
  return facts;
}

async function pipelines(config: ClientConfig): Promise<Facts> {
  const client = new CodePipelineClient(config);
  const listed = await client.send(new ListPipelinesCommand({}));
  const facts: Record<string, unknown> = {};
  for (const { name } of listed.pipelines ?? []) {
    const { pipeline, metadata } = await client.send(new GetPipelineCommand({ name }));
    const { artifactStore, artifactStores } = pipeline ?? {};
    const stores = artifactStores ?? { [config.region]: artifactStore };
    facts[metadata?.pipelineArn ?? "?"] = {
      roleArn: pipeline?.roleArn,
      // A map, which AWS returns in any order.
      stores: Object.entries(stores)
        .map(([region, store]) => ({ region, bucket: store?.location }))
        .sort((one, other) => (one.region < other.region ? -1 : 1)),
      stages: (pipeline?.stages ?? []).map(({ name, actions = [] }) => ({
        name,
        actions: actions.map((action) => ({
          name: action.name,
          category: action.actionTypeId?.category,
          provider: action.actionTypeId?.provider,
          roleArn: action.roleArn,
          runOrder: action.runOrder,
          region: action.region ?? config.region,
        })),
      })),
    };
  }
  return facts;
}

async function projects(config: ClientConfig): Promise<Facts> {
  const client = new CodeBuildClient(config);
  const { projects: names = [] } = await client.send(new ListProjectsCommand({}));
  if (names.length === 0) return {};
  const { projects = [] } = await client.send(new BatchGetProjectsCommand({ names }));
  return Object.fromEntries<unknown>(
    projects.map((each) => [each.arn ?? "?", { roleArn: each.serviceRole }]),
  );
}
