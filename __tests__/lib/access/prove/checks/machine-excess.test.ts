import {
  checkPlatform,
  type RawStatement,
  type Slip,
  withCondition,
} from "../../../../support/checked-platform";
import { SHIPPED, type SynthesizedPlatform, synthFile } from "../../../../support/synth-platform";

let shipped: SynthesizedPlatform;

beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
});

const BUCKET = "arn:aws:s3:::gatehouse-checkout-api-222222222222-euw1";
const OF_ANOTHER = "arn:aws:s3:::gatehouse-storefront-222222222222-euw1";

const set = (elements: Partial<RawStatement>) => (was: RawStatement) => ({ ...was, ...elements });
const condition = (operator: string, key: string, value: unknown) => (was: RawStatement) =>
  withCondition(was, operator, key, value);
const without = (operator: string, key: string) => condition(operator, key, undefined);

const PIPELINE = "pipeline-checkout-api";
const ROLE_POLICY = "aws_iam_role_policy";
const TARGET = "target-shop-prod";

const policy = (name: string, sid: string, change: Slip["change"], stack = PIPELINE): Slip => ({
  stack,
  address: `${ROLE_POLICY}.${name}`,
  sid,
  change,
});

const TOO_MUCH: readonly (readonly [string, Slip])[] = [
  [
    "a build that writes any artifact",
    policy("build-project-role", "WriteArtifacts", set({ Resource: `${BUCKET}/*` })),
  ],
  [
    "a build that reads another pipeline's artifacts",
    policy(
      "build-project-role",
      "ReadArtifacts",
      set({ Resource: [`${BUCKET}/*`, `${OF_ANOTHER}/*`] }),
    ),
  ],
  [
    "a build that deletes artifacts",
    policy(
      "build-project-role",
      "ReadArtifacts",
      set({ Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject"] }),
    ),
  ],
  [
    "a build with a wildcard among its actions",
    policy("build-project-role", "Reports", set({ Action: "codebuild:*" })),
  ],
  ["a build that writes other logs", policy("build-project-role", "Logs", set({ Resource: "*" }))],
  [
    "a key used not only through S3",
    policy("build-project-role", "ArtifactKey", without("StringEquals", "kms:ViaService")),
  ],
  [
    "a key used through any service",
    policy(
      "build-project-role",
      "ArtifactKey",
      condition("StringEquals", "kms:ViaService", [
        "s3.eu-west-1.amazonaws.com",
        "sns.eu-west-1.amazonaws.com",
      ]),
    ),
  ],
  [
    "a key used for any bucket",
    policy(
      "build-project-role",
      "ArtifactKey",
      without("StringEquals", "kms:EncryptionContext:aws:s3:arn"),
    ),
  ],
  [
    "a key used for another pipeline's bucket",
    policy(
      "build-project-role",
      "ArtifactKey",
      condition("StringEquals", "kms:EncryptionContext:aws:s3:arn", [BUCKET, OF_ANOTHER]),
    ),
  ],
  [
    "any key of the account",
    policy(
      "build-project-role",
      "ArtifactKey",
      without("ForAnyValue:StringEquals", "kms:ResourceAliases"),
    ),
  ],
  [
    "a pipeline that assumes roles by the beginning of their names",
    policy("pipeline-role", "ActionRoles", set({ Resource: "arn:aws:iam::*:role/gatehouse-*" })),
  ],
  [
    "a source that reads any repository",
    policy(
      "source-role",
      "StarRepository",
      without("StringEqualsIfExists", "codestar-connections:FullRepositoryId"),
    ),
  ],
  [
    "an action that starts any project",
    policy(
      "build-role",
      "Project",
      set({ Resource: "arn:aws:codebuild:eu-west-1:222222222222:project/gatehouse-*" }),
    ),
  ],
  [
    "an approval that tells any topic",
    policy("approve-prod-role", "Tell", set({ Resource: "arn:aws:sns:eu-west-1:222222222222:*" })),
  ],
  [
    "an execution role passed to any service",
    policy(
      "checkout-api_deploy-role",
      "PassExecutionRole",
      without("StringEquals", "iam:PassedToService"),
      TARGET,
    ),
  ],
  [
    "any role passed to CloudFormation",
    policy(
      "checkout-api_deploy-role",
      "PassExecutionRole",
      set({ Resource: "arn:aws:iam::400000000003:role/*" }),
      TARGET,
    ),
  ],
  [
    "a change of the stack without the execution role",
    policy(
      "checkout-api_deploy-role",
      "ChangeByExecutionRole",
      without("StringEquals", "cloudformation:RoleArn"),
      TARGET,
    ),
  ],
  [
    "a change of the stack that nobody reviews",
    policy(
      "checkout-api_deploy-role",
      "ChangeByExecutionRole",
      set({ Action: ["cloudformation:CreateChangeSet", "cloudformation:UpdateStack"] }),
      TARGET,
    ),
  ],
  [
    "the execution of any change set",
    policy(
      "checkout-api_deploy-role",
      "ChangeSet",
      without("StringEquals", "cloudformation:ChangeSetName"),
      TARGET,
    ),
  ],
  [
    "a role made without a boundary",
    policy(
      "checkout-api_execution-role",
      "BoundedRoles",
      without("StringEquals", "iam:PermissionsBoundary"),
      TARGET,
    ),
  ],
  [
    "a workload's role passed to EC2",
    policy(
      "checkout-api_execution-role",
      "PassWorkloadRoles",
      condition("StringEquals", "iam:PassedToService", [
        "lambda.amazonaws.com",
        "ec2.amazonaws.com",
      ]),
      TARGET,
    ),
  ],
  [
    "a profile's functions in all regions",
    policy(
      "checkout-api_execution-role",
      "Profile2",
      set({ Resource: "arn:aws:lambda:*:400000000003:function:checkout-api-*" }),
      TARGET,
    ),
  ],
  [
    "tasks' roles by the beginning of their names",
    policy(
      "storefront_deploy-role",
      "PassTaskRoles",
      set({ Resource: "arn:aws:iam::400000000003:role/storefront-*" }),
      TARGET,
    ),
  ],
  [
    "a plan that may write",
    policy("data-lake_plan-role", "Plan2", set({ Action: "sqs:*" }), "target-data-prod"),
  ],
  [
    "a plan's project that deploys",
    policy(
      "data-prod-plan-project-role",
      "DeployRole",
      set({ Resource: "arn:aws:iam::400000000006:role/gatehouse-data-lake-*" }),
      "pipeline-data-lake",
    ),
  ],
  [
    "a plan's project that writes another's plan",
    policy(
      "data-dev-plan-project-role",
      "WriteArtifacts",
      set({ Resource: "arn:aws:s3:::gatehouse-data-lake-222222222222-euw1/*/p-*" }),
      "pipeline-data-lake",
    ),
  ],
  [
    "everything but IAM",
    policy("build-role", "Project", (was) => ({
      Sid: was.Sid,
      Effect: "Allow",
      NotAction: "iam:*",
      Resource: "*",
    })),
  ],
];

it.each(TOO_MUCH)("finds %s", async (_, slip) => {
  const { findings } = await checkPlatform(shipped, "machine-roles", slip);
  expect(findings.map(({ kind }) => kind)).toContain("violated");
  const blamed = findings.flatMap(({ evidence }) => evidence);
  expect(blamed).toContainEqual(
    expect.objectContaining({
      source: expect.objectContaining({ file: `stacks/${slip.stack}/cdk.tf.json` }) as unknown,
      sid: slip.sid,
    }),
  );
});
