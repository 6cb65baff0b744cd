import { z } from "zod";
import { format } from "./format";
import { connectionName, region, stageName, tags, teamName } from "./names";
import { permission } from "./permissions";
import { deploy } from "./deploy";
import { accountSelector } from "./selectors";
import { text } from "./text";

const connectionArn = format(
  /^arn:(aws|aws-us-gov|aws-cn):(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection\/[0-9a-f-]{36}$/,
  {
    code: "invalid-connection-arn",
    fix: "give the connection's ARN as `aws codeconnections list-connections` prints it",
    description: "The ARN of an existing connection.",
  },
);

export const connection = z
  .union([
    z.strictObject({ arn: connectionArn }),
    z.strictObject({
      provider: z
        .enum(["GitHub", "GitLab", "Bitbucket"])
        .describe("Created in the tooling account; complete the handshake once in the console."),
    }),
  ])
  .describe("A connection to a source host: an existing one by ARN, or one to create.");

const source = z
  .strictObject({
    connection: connectionName,
    repository: format(/^(?!.*\.git$)[\w.-]+(\/[\w.-]+)+$/, {
      code: "invalid-repository",
      fix: "write owner/repository, as in the host's URL, without https:// or .git",
      description: "owner/repository.",
    }),
    branch: format(/^(?!refs\/)[^\s~^:?*[\\]{1,255}$/, {
      code: "invalid-format",
      fix: "give one branch by name, such as main, without refs/heads/; patterns are not taken",
      description: "The branch that is released.",
    }),
    detectChanges: z
      .boolean()
      .default(true)
      .describe("Start the pipeline on each push to the branch."),
  })
  .describe("Where the pipeline gets what it builds.");

const build = z
  .strictObject({
    image: text(255, "The CodeBuild image.").default(
      "aws/codebuild/amazonlinux-x86_64-standard:5.0",
    ),
    computeType: z
      .enum([
        "BUILD_GENERAL1_SMALL",
        "BUILD_GENERAL1_MEDIUM",
        "BUILD_GENERAL1_LARGE",
        "BUILD_GENERAL1_2XLARGE",
      ])
      .default("BUILD_GENERAL1_SMALL")
      .describe("The size of the build's machine."),
    buildspec: text(255, "The buildspec's path in the repository.").default("buildspec.yml"),
    timeoutMinutes: z
      .int()
      .min(5)
      .max(2_160)
      .default(60)
      .describe("Minutes until CodeBuild stops the build."),
    environment: z
      .record(
        // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
        format(/^(?!CODEBUILD_)[A-Za-z_][A-Za-z0-9_]*$/, {
          code: "invalid-name",
          fix: "a variable's name has letters, digits and _ only, and starts neither with a digit nor with CODEBUILD_, which is CodeBuild's own",
          description: "An environment variable's name.",
        }),
        z.string().max(1_000),
      )
      .default({})
      .describe("Plain-text environment variables. Not for secrets: they stand in the Terraform."),
    permissions: z
      .array(permission)
      .default([])
      .describe(
        "What the build may do besides reading source and writing artifacts and logs, such as pushing images.",
      ),
    allowPrivilegedBuildContainer: z
      .boolean()
      .default(false)
      .describe(
        "Runs the build container privileged (a Docker daemon as root). Only where nothing else will do.",
      ),
  })
  .prefault({})
  .describe("The build: one CodeBuild project in the tooling account.");
export type BuildConfig = z.infer<typeof build>;

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html (approval timeout) */
const approval = z
  .strictObject({
    timeoutMinutes: z
      .int()
      .min(5)
      .max(86_400)
      .default(10_080)
      .describe("Minutes until the approval fails by itself."),
    instructions: text(1_000, "What the approver is to check.").optional(),
    reviewUrl: z
      .url({ protocol: /^https$/ })
      .max(1_000)
      .optional()
      .describe("What the approver is to look at (https)."),
    notify: z
      .array(z.email())
      .default([])
      .describe("E-mail addresses that are told. Each must confirm once."),
    allowStarterToApprove: z
      .boolean()
      .default(false)
      .describe(
        "Lets a persona that can start or edit this pipeline approve here. Refused on protected stages.",
      ),
  })
  .describe("A manual approval before anything of this stage is deployed.");
export type ApprovalConfig = z.infer<typeof approval>;

const stage = z
  .strictObject({
    name: stageName,
    accounts: accountSelector
      .optional()
      .describe("Where this stage deploys. Left out: an approval alone."),
    regions: z
      .array(region)
      .min(1)
      .optional()
      .describe("Only these of the accounts' regions. Default: all of them."),
    approval: approval.optional(),
  })
  .refine((value) => value.accounts !== undefined || value.approval !== undefined, {
    error: "give the stage accounts to deploy to, an approval, or both",
    params: { code: "empty-stage", fix: "add accounts: { names: [...] } or approval: {}" },
  });

export const pipeline = z.strictObject({
  team: teamName,
  description: text(500, "What it delivers. For readers of this file.").optional(),
  tags: tags.default({}),
  source,
  build,
  deploy: deploy.optional(),
  stages: z
    .array(stage)
    .default([])
    .describe("In the order in which they run, after Source and Build."),
  executionMode: z
    .enum(["SUPERSEDED", "QUEUED"])
    .default("SUPERSEDED")
    .describe(
      "SUPERSEDED: a newer execution overtakes a waiting one. QUEUED: one after the other.",
    ),
  deleteBucketWithArtifacts: z
    .boolean()
    .default(false)
    .describe(
      "Lets Terraform delete the artifact bucket with everything in it. For throw-away platforms.",
    ),
});
export type PipelineConfig = z.infer<typeof pipeline>;
