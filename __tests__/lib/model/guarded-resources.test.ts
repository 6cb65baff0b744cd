import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { goldenWith, problemsOf } from "../../support/platform-file";

const build = (actions: string[], ...resources: string[]): Setting => ({
  path: ["pipelines", "web", "build", "permissions"],
  value: [{ actions, resources }],
});
const profile = (key: string, actions: string[], ...resources: string[]): Setting => ({
  path: ["executionProfiles", "queues", key],
  value: [{ actions, resources }],
});
const guarded = (...settings: Setting[]) => problemsOf("guarded-resource", goldenWith(...settings));

const TRAIL = "cloudtrail:{region}:{account}:trail/{prefix}-audit";
const LOGS = "s3:::{prefix}-audit-{account}-euw1/*";

test.each([
  ["stop the trail", "cloudtrail:StopLogging", TRAIL],
  ["delete its logs", "s3:DeleteObject", LOGS],
])("a build may not %s, where both are in its account", async (_what, action, resource) => {
  const slip = build([action], `arn:{partition}:${resource}`);
  const audit = { path: ["audit"], value: {} };
  const inTooling = await guarded(slip, audit, { path: ["logArchive"] });
  expect(inTooling).toMatchObject([
    { severity: "error", path: "pipelines.web.build.permissions[0].resources[0]" },
  ]);
});

test.each([
  [
    "give its own approval",
    "codepipeline:PutApprovalResult",
    "codepipeline:{region}:{account}:{pipeline}/prod/approve",
  ],
  ["change another pipeline", "codepipeline:UpdatePipeline", "codepipeline:{region}:{account}:api"],
  [
    "run another's apply project",
    "codebuild:StartBuild",
    "codebuild:{region}:{account}:project/{prefix}-queues-prod-apply",
  ],
  ["change any project", "codebuild:UpdateProject", "codebuild:*:{account}:project/*"],
  [
    "change whom a role trusts",
    "iam:UpdateAssumeRolePolicy",
    "iam::{account}:role/{prefix}-api-pipelin?",
  ],
  ["pass any role", "iam:PassRole", "iam::{account}:role/*"],
  ["step into a deploy role", "sts:AssumeRole", "iam::200000000003:role/acme-queues-deploy"],
  ["rewrite its boundary", "iam:CreatePolicyVersion", "iam::{account}:policy/{prefix}-boundary"],
  ["put another's artifact", "s3:PutObject", "s3:::{prefix}-api-*/*"],
  ["read another's artifacts", "s3:GetObject", "s3:::acme-api-100000000002-euw1/*"],
  ["rewrite any key's policy", "kms:PutKeyPolicy", "kms:{region}:{account}:key/*"],
  ["listen to approvals", "sns:Subscribe", "sns:{region}:{account}:*"],
  ["come in by an access point", "s3:GetObject", "s3:{region}:{account}:accesspoint/own/object/*"],
  ["come in by an access grant", "s3:GetDataAccess", "s3:{region}:{account}:access-grants/default"],
  [
    "write what another build says",
    "logs:PutLogEvents",
    "logs:{region}:{account}:log-group:/aws/codebuild/{prefix}-api-build:*",
  ],
])("a build may not %s", async (_what, action, resource) => {
  const problems = await guarded(build([action], `arn:{partition}:${resource}`));
  expect(problems).toMatchObject([
    { severity: "error", path: "pipelines.web.build.permissions[0].resources[0]" },
  ]);
});

test.each([
  [
    "read how a pipeline is set up",
    "codepipeline:GetPipeline",
    "codepipeline:{region}:{account}:api",
  ],
  [
    "run a project of the team's own",
    "codebuild:StartBuild",
    "codebuild:{region}:{account}:project/load-test",
  ],
  [
    "push an image of its name",
    "ecr:PutImage",
    "ecr:{region}:{account}:repository/{prefix}-{pipeline}",
  ],
  [
    "use a key it names",
    "kms:Decrypt",
    "kms:{region}:{account}:key/12345678-1234-1234-1234-123456789012",
  ],
  ["publish to a bucket of the team's", "s3:PutObject", "s3:::{prefix}-website/*"],
])("a build may %s", async (_what, action, resource) => {
  expect(await guarded(build([action], `arn:{partition}:${resource}`))).toEqual([]);
});

test.each(["permissions", "planPermissions", "workloadPermissions"])(
  "%s of a profile may not reach its own deploy role, nor a boundary",
  async (key) => {
    const role = "arn:{partition}:iam::{account}:role/{prefix}-{pipeline}-deploy";
    const boundary = "arn:{partition}:iam::{account}:policy/*";
    const problems = await guarded(
      profile(key, ["iam:CreatePolicyVersion", "iam:PutRolePolicy"], role, boundary),
    );
    expect(problems.map(({ path }) => path)).toEqual([
      `executionProfiles.queues.${key}[0].resources[0]`,
      `executionProfiles.queues.${key}[0].resources[1]`,
    ]);
  },
);

describe("a capability of the team's own", () => {
  const capability = (on: string, action: string, resource: string): Setting => ({
    path: ["capabilities", "own"],
    value: {
      description: "A job of ours.",
      on,
      permissions: [{ actions: [action], resources: [`arn:{partition}:${resource}`] }],
    },
  });

  test.each([
    [
      "pipelines",
      "codebuild:StartBuild",
      "codebuild:{region}:{account}:project/{prefix}-{pipeline}-*",
    ],
    ["pipelines", "iam:PassRole", "iam::{account}:role/{prefix}-{pipeline}-pipeline"],
    ["pipelines", "s3:GetObject", "s3:::{prefix}-{pipeline}-*"],
    ["pipelines", "s3:GetDataAccess", "s3:{region}:{account}:access-grants/default"],
    ["pipelines", "s3:CreateAccessGrant", "s3:{region}:{account}:access-grants/default/grant/*"],
    ["pipelines", "ecr:PutImage", "ecr:{region}:{account}:repository/{pipeline}"],
    ["pipelines", "sns:Publish", "sns:{region}:{account}:{prefix}-{pipeline}-prod-approve"],
    ["accounts", "sts:AssumeRole", "iam::{account}:role/{prefix}-api-deploy"],
    ["accounts", "iam:PutRolePolicy", "iam::{account}:role/*-execution"],
    [
      "accounts",
      "cloudformation:ExecuteChangeSet",
      "cloudformation:{region}:{account}:stack/api/*",
    ],
    ["accounts", "cloudformation:UpdateStack", "cloudformation:{region}:{account}:stack/*"],
    ["accounts", "ecs:UpdateService", "ecs:{region}:{account}:service/*"],
  ])("on %s may not reach what keeps duties apart: %s on %s", async (on, action, resource) => {
    expect(await guarded(capability(on, action, resource))).toMatchObject([
      { severity: "error", path: "capabilities.own.permissions[0].resources[0]" },
    ]);
  });

  test.each([
    [
      "pipelines",
      "codebuild:StartBuild",
      "codebuild:{region}:{account}:project/{pipeline}-load-test",
    ],
    ["accounts", "cloudformation:UpdateStack", "cloudformation:{region}:{account}:stack/api-2/*"],
    ["accounts", "cloudformation:DescribeStacks", "cloudformation:{region}:{account}:stack/api/*"],
    ["accounts", "sqs:PurgeQueue", "sqs:{region}:{account}:api-*"],
    ["accounts", "ecr:PutImage", "ecr:{region}:{account}:repository/tools"],
    ["pipelines", "ecr:DescribeImages", "ecr:{region}:{account}:repository/{pipeline}"],
    ["accounts", "s3:GetObject", "s3:::{prefix}-api-reports/*"],
  ])("on %s may reach what is the team's: %s on %s", async (on, action, resource) => {
    expect(await guarded(capability(on, action, resource))).toEqual([]);
  });

  test.each([
    ["events:DisableRule", "events:{region}:{account}:rule/*"],
    ["sns:DeleteTopic", "sns:{region}:{account}:{prefix}-emergency-used"],
    ["kms:DeleteAlias", "kms:{region}:{account}:alias/{prefix}-emergency-used"],
  ])(
    "on accounts may not silence the alarm of an emergency: %s on %s",
    async (action, resource) => {
      const emergency: Setting = {
        path: ["personas", "emergency"],
        value: {
          description: "Repairs.",
          enabled: false,
          sessionDuration: "PT1H",
          grants: [{ capabilities: ["operate"], accounts: "all" }],
          breakGlass: { notify: ["security@example.com"] },
        },
      };
      const own = capability("accounts", action, resource);
      expect(await guarded(emergency, own)).toHaveLength(1);
      expect(await guarded(own)).toEqual([]);
    },
  );
});

test("a boundary of the platform's own is guarded as well", async () => {
  const own = { path: ["boundary"], value: { targetPolicy: "corp-boundary" } };
  const policy = "arn:{partition}:iam::{account}:policy/corp-boundary";
  const setting = profile("permissions", ["iam:CreatePolicyVersion"], policy);
  expect(await guarded(setting)).toEqual([]);
  expect(await guarded(setting, own)).toHaveLength(1);
});

test("a wildcard doesn't reach over the parts of an ARN, and another service's action reaches nothing", async () => {
  const users = "arn:{partition}:iam::*:user/*";
  const queue = "arn:{partition}:sqs:{region}:{account}:{pipeline}-*";
  const roles = "arn:{partition}:iam::{account}:role/*";
  expect(await guarded(profile("permissions", ["iam:DeleteUser"], users))).toEqual([]);
  const mixed = profile("permissions", ["iam:GetRole", "sqs:CreateQueue"], roles, queue);
  expect(await guarded(mixed)).toEqual([]);
});

test("what hands rights to others is shown, where it stands in the file", async () => {
  const app = "arn:{partition}:iam::{account}:role/{pipeline}-app";
  const setting = profile("permissions", ["iam:GetRole", "iam:attachRolePolicy"], app);
  expect(await problemsOf("permission-widens", goldenWith(setting))).toMatchObject([
    { severity: "warning", path: "executionProfiles.queues.permissions[0].actions[1]" },
  ]);
});

test("so is what puts people into groups, or gives their permission sets more", async () => {
  const setting = profile(
    "permissions",
    ["sso:CreateAccountAssignment", "sso:PutInlinePolicyToPermissionSet"],
    "arn:{partition}:sso:::permissionSet/*",
  );
  expect(await problemsOf("permission-widens", goldenWith(setting))).toHaveLength(2);
});
