import {
  checkPlatform,
  type RawStatement,
  type Slip,
  withCondition,
} from "../../../../support/checked-platform";
import { GOLDEN, type SynthesizedPlatform, synthFile } from "../../../../support/synth-platform";

let golden: SynthesizedPlatform;
beforeAll(async () => {
  golden = await synthFile(GOLDEN);
});

const condition = (operator: string, key: string, value?: unknown) => (was: RawStatement) =>
  withCondition(was, operator, key, value);

/** As the operator with `IfExists` has it. */
const optional =
  (operator: string, key: string) =>
  (was: RawStatement): RawStatement => {
    const value = was.Condition?.[operator]?.[key];
    return withCondition(
      withCondition(was, operator, key, undefined),
      `${operator}IfExists`,
      key,
      value,
    );
  };

const everywhere = ({ Resource }: RawStatement): string[] =>
  [Resource ?? []].flat().map((arn) => arn.replace(/:\d{12}:/, ":*:"));

const KEY = { stack: "tooling", address: "aws_kms_key.artifact-key-eu-west-1" };
const LOGS = "kms:EncryptionContext:aws:logs:arn";
const BUCKET = { stack: "pipeline-api", address: "aws_s3_bucket_policy.artifacts-eu-west-1" };
const ACCESS_LOG = { stack: "tooling", address: "aws_s3_bucket_policy.access-log-eu-west-1" };
const PROJECT = { stack: "pipeline-api", address: "aws_iam_role.build-project-role" };
const BOUNDARY = { stack: "tooling", address: "aws_iam_policy.boundary_policy" };
const PEOPLE = { stack: "tooling", address: "aws_iam_policy.people_boundary_policy" };

const SLIPS: readonly (readonly [what: string, claim: string, slip: Slip, told: RegExp])[] = [
  [
    "a key that serves the logs of anything",
    "keys",
    { ...KEY, sid: "BuildLogs", change: condition("ArnLike", LOGS, "arn:*:logs:*:*:*") },
    /CloudWatch Logs can kms:\w+ with .* for arn:aws:logs:eu-west-1:100000000002:log-group:\/zz-stray/,
  ],
  [
    "a key that asks for no log group",
    "keys",
    { ...KEY, sid: "BuildLogs", change: optional("ArnLike", LOGS) },
    /CloudWatch Logs can kms:\w+ with .* for no log group/,
  ],
  [
    "a key that asks for no bucket",
    "keys",
    {
      ...KEY,
      sid: "ArtifactsOfOwnRoles",
      change: optional("ArnLike", "kms:EncryptionContext:aws:s3:arn"),
    },
    /can kms:Decrypt with the key of eu-west-1 for no bucket/,
  ],
  [
    "a key that asks for no topic",
    "keys",
    {
      ...KEY,
      sid: "ApprovalTopics",
      change: optional("ArnLike", "kms:EncryptionContext:aws:sns:topicArn"),
    },
    /can kms:Decrypt with the key of eu-west-1 for no topic/,
  ],
  [
    "grants of a key by way of a topic",
    "keys",
    { ...KEY, sid: "ApprovalTopics", change: (was) => ({ ...was, Action: "kms:*" }) },
    /acme-\w+-pipeline can kms:CreateGrant with the key of eu-west-1 at all, for a topic/,
  ],
  [
    "a bucket that lets other accounts write",
    "artifacts",
    { ...BUCKET, sid: "TargetsRead", change: (was) => ({ ...was, Action: "s3:*" }) },
    /acme-api-\w+ can s3:\w+ in the artifacts of api, if its own account lets it/,
  ],
  [
    "uploads that are encrypted otherwise",
    "transport",
    { ...BUCKET, sid: "OnlyKms", change: () => undefined },
    /put an artifact encrypted twice into/,
  ],
  [
    "a service that doesn't say for what",
    "outside",
    { ...PROJECT, sid: "Service", change: optional("ArnLike", "aws:SourceArn") },
    /codebuild.amazonaws.com can sts:AssumeRole on \S+ without saying for what/,
  ],
  [
    "a service that doesn't say for whom",
    "outside",
    { ...PROJECT, sid: "Service", change: optional("StringEquals", "aws:SourceAccount") },
    /codebuild.amazonaws.com can sts:AssumeRole on \S+ without saying for whom/,
  ],
  [
    "access logs of any bucket of the account",
    "outside",
    { ...ACCESS_LOG, sid: "AccessLogs", change: condition("ArnLike", "aws:SourceArn") },
    /logging.s3.amazonaws.com can s3:PutObject on \S+ for another resource/,
  ],
  [
    "access logs of a bucket of that name in any account",
    "outside",
    { ...ACCESS_LOG, sid: "AccessLogs", change: condition("StringEquals", "aws:SourceAccount") },
    /logging.s3.amazonaws.com can s3:PutObject on \S+ for a resource of the same name elsewhere/,
  ],
  [
    "a bucket that may become public",
    "outside",
    {
      stack: "pipeline-api",
      address: "aws_s3_bucket_public_access_block.artifacts-eu-west-1",
      change: () => undefined,
    },
    /bucket acme-api-100000000002-euw1 doesn't block public access in all four ways/,
  ],
  [
    "a boundary that reads any bucket's settings",
    "boundaries",
    { ...BOUNDARY, sid: "Buckets", change: (was) => ({ ...was, Resource: "*" }) },
    /lets s3:GetBucketAcl on arn:aws:s3:::zz-stray/,
  ],
  [
    "a boundary that pushes images to other accounts",
    "boundaries",
    { ...BOUNDARY, sid: "BuildExtras2", change: (was) => ({ ...was, Resource: "*" }) },
    /lets ecr:PutImage on arn:aws:ecr:eu-west-1:(?!100000000002)\d+:repository\//,
  ],
  ...(
    [
      ["Keys", "kms", /lets kms:Decrypt on arn:aws:kms:eu-west-1:\d+:key\/zz-stray/],
      ["Builds", "codebuild", /lets codebuild:StartBuild on \S+:project\/acme-zz-stray/],
      ["Reports", "codebuild", /lets codebuild:CreateReport on \S+:report-group\/acme-zz-stray/],
      ["Logs", "logs", /lets logs:PutLogEvents on \S+\/acme-zz-stray:log-stream:/],
      ["Topics", "sns", /lets sns:Publish on \S+:acme-zz-stray/],
      ["Connections", "codeconnections", /lets codeconnections:UseConnection on /],
    ] as const
  ).map(([sid, service, told]): (typeof SLIPS)[number] => [
    `a boundary that reaches ${service} of every account (${sid})`,
    "boundaries",
    { ...BOUNDARY, sid, change: (was) => ({ ...was, Resource: everywhere(was) }) },
    told,
  ]),
  [
    "connections of other regions in a boundary",
    "boundaries",
    {
      ...BOUNDARY,
      sid: "Connections",
      change: (was) => ({
        ...was,
        Resource: "arn:aws:codeconnections:*:100000000002:connection/*",
      }),
    },
    /lets codeconnections:UseConnection on arn:aws:codeconnections:xx-nowhere-1:/,
  ],
  [
    "a boundary that passes roles to whatever isn't told",
    "boundaries",
    { ...PEOPLE, sid: "PeoplePassRole", change: optional("StringEquals", "iam:PassedToService") },
    /lets iam:PassRole on \S+-pipeline, whatever is attached/,
  ],
];

it.each(SLIPS)("%s is noticed by %s", async (_, claim, slip, told) => {
  const { findings } = await checkPlatform(golden, claim, slip);
  expect(findings.map(({ message }) => message).join("\n")).toMatch(told);
});

it.each([...new Set(SLIPS.map(([, claim]) => claim))])("%s holds as generated", async (claim) => {
  expect((await checkPlatform(golden, claim)).findings).toEqual([]);
});
