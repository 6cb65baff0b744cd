import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { CodeBuildClient, paginateListProjects } from "@aws-sdk/client-codebuild";
import { CodePipelineClient, paginateListPipelines } from "@aws-sdk/client-codepipeline";
import {
  CodeStarConnectionsClient,
  paginateListConnections,
} from "@aws-sdk/client-codestar-connections";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import {
  IAMClient,
  paginateListGroups,
  paginateListPolicies,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { KMSClient, paginateListAliases } from "@aws-sdk/client-kms";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { SNSClient, paginateListTopics } from "@aws-sdk/client-sns";
import {
  ListInstancesCommand,
  paginateListPermissionSets,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import type { ClientConfig } from "./emulated-aws";

type Names = readonly (string | undefined)[];

/** A kind of thing that our stacks make, and how to ask an account for its own. */
export interface Listing {
  readonly one: string;
  readonly many: string;
  /** Asked once an account instead of in every region. */
  readonly global?: true;
  readonly list: (config: ClientConfig) => Promise<Names>;
}

/** Every account that an organisation creates has it. */
const NOT_OURS = /^(OrganizationAccountAccessRole|AWSServiceRoleFor.*)$/;

async function collect<Page>(pages: AsyncIterable<Page>, names: (page: Page) => Names) {
  const all: (string | undefined)[] = [];
  for await (const page of pages) all.push(...names(page));
  return all;
}

export const LISTINGS: readonly Listing[] = [
  {
    one: "pipeline",
    many: "pipelines",
    list: (config) =>
      collect(paginateListPipelines({ client: new CodePipelineClient(config) }, {}), (page) =>
        (page.pipelines ?? []).map(({ name }) => name),
      ),
  },
  {
    one: "build project",
    many: "build projects",
    list: (config) =>
      collect(
        paginateListProjects({ client: new CodeBuildClient(config) }, {}),
        (page) => page.projects ?? [],
      ),
  },
  {
    one: "connection",
    many: "connections",
    list: (config) =>
      collect(
        paginateListConnections({ client: new CodeStarConnectionsClient(config) }, {}),
        (page) => (page.Connections ?? []).map(({ ConnectionName }) => ConnectionName),
      ),
  },
  {
    one: "role",
    many: "roles",
    global: true,
    list: (config) =>
      collect(paginateListRoles({ client: new IAMClient(config) }, {}), (page) =>
        (page.Roles ?? [])
          .map(({ RoleName }) => RoleName)
          .filter((name) => !NOT_OURS.test(name ?? "")),
      ),
  },
  {
    one: "policy",
    many: "policies",
    global: true,
    list: (config) =>
      collect(paginateListPolicies({ client: new IAMClient(config) }, { Scope: "Local" }), (page) =>
        (page.Policies ?? []).map(({ PolicyName }) => PolicyName),
      ),
  },
  {
    one: "IAM group",
    many: "IAM groups",
    global: true,
    list: (config) =>
      collect(paginateListGroups({ client: new IAMClient(config) }, {}), (page) =>
        (page.Groups ?? []).map(({ GroupName }) => GroupName),
      ),
  },
  {
    one: "bucket",
    many: "buckets",
    global: true,
    list: async (config) => {
      const { Buckets = [] } = await new S3Client(config).send(new ListBucketsCommand({}));
      return Buckets.map(({ Name }) => Name);
    },
  },
  {
    // A key that is destroyed waits for a month; its alias is gone at once.
    one: "key",
    many: "keys",
    list: (config) =>
      collect(paginateListAliases({ client: new KMSClient(config) }, {}), (page) =>
        (page.Aliases ?? [])
          .map(({ AliasName }) => AliasName)
          .filter((name) => name?.startsWith("alias/aws/") === false),
      ),
  },
  {
    one: "topic",
    many: "topics",
    list: (config) =>
      collect(paginateListTopics({ client: new SNSClient(config) }, {}), (page) =>
        (page.Topics ?? []).map(({ TopicArn }) => TopicArn),
      ),
  },
  {
    one: "event rule",
    many: "event rules",
    list: async (config) => {
      const { Rules = [] } = await new EventBridgeClient(config).send(new ListRulesCommand({}));
      return Rules.map(({ Name }) => Name);
    },
  },
  {
    one: "log group",
    many: "log groups",
    list: (config) =>
      collect(paginateDescribeLogGroups({ client: new CloudWatchLogsClient(config) }, {}), (page) =>
        (page.logGroups ?? []).map(({ logGroupName }) => logGroupName),
      ),
  },
  {
    one: "permission set",
    many: "permission sets",
    list: async (config) => {
      const client = new SSOAdminClient(config);
      const { Instances = [] } = await client.send(new ListInstancesCommand({}));
      const sets = Instances.map(({ InstanceArn }) =>
        collect(
          paginateListPermissionSets({ client }, { InstanceArn }),
          (page) => page.PermissionSets ?? [],
        ),
      );
      return (await Promise.all(sets)).flat();
    },
  },
];
