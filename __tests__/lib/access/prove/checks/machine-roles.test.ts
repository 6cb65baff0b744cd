import { readFileSync } from "node:fs";
import {
  checkPlatform,
  type RawStatement,
  type Slip,
  withCondition,
} from "../../../../support/checked-platform";
import {
  SHIPPED,
  STARTUP,
  type SynthesizedPlatform,
  synthFile,
  synthPlatform,
  WITHOUT_IDENTITY_CENTER,
} from "../../../../support/synth-platform";

let shipped: SynthesizedPlatform;

beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
});

const set = (elements: Partial<RawStatement>) => (was: RawStatement) => ({ ...was, ...elements });
const condition = (operator: string, key: string, value: unknown) => (was: RawStatement) =>
  withCondition(was, operator, key, value);

const PIPELINE = "pipeline-checkout-api";
const ROLE_POLICY = "aws_iam_role_policy";
const TARGET = "target-shop-prod";

it.each([
  ["the shipped platform", SHIPPED],
  ["the one for a start", STARTUP],
  ["the one without Identity Center", WITHOUT_IDENTITY_CENTER],
])(
  "in %s every role has what its pipeline's description needs, and nothing else",
  async (_, file) => {
    const made = file === SHIPPED ? shipped : await synthFile(file);
    const { findings, decisions } = await checkPlatform(made, "machine-roles");
    expect(findings).toEqual([]);
    expect(decisions).toBeGreaterThan(200);
  },
);

const policy = (name: string, sid: string, change: Slip["change"], stack = PIPELINE): Slip => ({
  stack,
  address: `${ROLE_POLICY}.${name}`,
  sid,
  change,
});

const TOO_LITTLE: readonly (readonly [string, Slip])[] = [
  ["a build that can't write its log", policy("build-project-role", "Logs", () => undefined)],
  ["a build without the key", policy("build-project-role", "ArtifactKey", () => undefined)],
  [
    "a pipeline that lacks one of its actions' roles",
    policy("pipeline-role", "ActionRoles", (was) => ({
      ...was,
      Resource: (was.Resource ?? []).slice(1),
    })),
  ],
  [
    "a deploy role that can't pass the execution role",
    policy("checkout-api_deploy-role", "PassExecutionRole", () => undefined, TARGET),
  ],
  [
    "an execution role without a part of its profile",
    policy("checkout-api_execution-role", "Profile3", () => undefined, TARGET),
  ],
  [
    "a boundary that takes a build's permission away",
    {
      stack: "tooling",
      address: "aws_iam_policy.boundary",
      sid: "BuildExtras2",
      change: () => undefined,
    },
  ],
  [
    "a bucket that keeps the deploy role out",
    {
      stack: PIPELINE,
      address: "aws_s3_bucket_policy",
      sid: "TargetsRead",
      change: () => undefined,
    },
  ],
];

it.each(TOO_LITTLE)("finds %s", async (_, slip) => {
  const { findings } = await checkPlatform(shipped, "machine-roles", slip);
  expect(findings.map(({ message }) => message).join("\n")).toMatch(/and needs to/);
});

it("finds a bucket's policy that lets every role of the account in", async () => {
  const { findings } = await checkPlatform(shipped, "machine-roles", {
    stack: PIPELINE,
    address: "aws_s3_bucket_policy.artifacts-eu-west-1",
    sid: "TargetsRead",
    change: ({ Condition: _, ...was }) => was,
  });
  expect(findings[0]?.message).toMatch(/by the resource's own policy/);
});

it("finds a project that runs as another's role, since each then has the rights of both", async () => {
  const { findings } = await checkPlatform(shipped, "machine-roles", {
    stack: PIPELINE,
    address: "aws_codebuild_project.build-project",
    change: (was) => ({ ...was, service_role: "${aws_iam_role.pipeline-role_97BD98EF.arn}" }),
  });
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/gatehouse-checkout-api-pipeline serves several purposes/),
  );
});

const HARMLESS: readonly (readonly [string, Slip])[] = [
  [
    "actions in lower case",
    policy(
      "build-role",
      "Project",
      set({ Action: ["codebuild:batchgetbuilds", "codebuild:StartBuild", "codebuild:StopBuild"] }),
    ),
  ],
  ["another name for a statement", policy("build-role", "Project", set({ Sid: "Builds" }))],
  [
    "one more condition that always holds",
    policy("build-role", "Project", condition("Bool", "aws:SecureTransport", "true")),
  ],
];

it.each(HARMLESS)("does not mind %s", async (_, slip) => {
  const { findings } = await checkPlatform(shipped, "machine-roles", slip);
  expect(findings).toEqual([]);
});

it("takes what the config lets a build do for meant, and nothing near it", async () => {
  const text = readFileSync(SHIPPED, "utf8");
  const widened = text.replaceAll("repository/{pipeline}", "repository/{pipeline}-*");
  expect(widened).not.toBe(text);
  const made = await synthPlatform(widened);
  expect((await checkPlatform(made, "machine-roles")).findings).toEqual([]);
  // The same output beside the narrower config.
  const { findings } = await checkPlatform(
    { ...made, platform: shipped.platform },
    "machine-roles",
  );
  expect(findings.map(({ kind }) => kind)).toContain("violated");
});
