import { z } from "zod";
import { bootstrap } from "./bootstrap";
import { format } from "./format";
import { region } from "./names";
import { text } from "./text";
import { workspaces } from "./workspaces";

const local = z.strictObject({
  type: z.literal("local").describe("State in files of the project."),
  directory: format(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./-]{1,200}$/, {
    code: "invalid-path",
    fix: "give a folder inside the project, without a leading / and without ..",
    description: "Where the state files lie, inside the project. Not for teams.",
  }).default("state"),
});

const s3 = z.strictObject({
  type: z.literal("s3").describe("State in an S3 bucket."),
  bucket: format(/^(?=.{3,63}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])$/, {
    code: "invalid-name",
    fix: "a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens",
    description:
      "The state bucket, which must exist unless createBucket is set. Locking uses S3's own lock file (Terraform 1.10 or later).",
  }),
  createBucket: z
    .boolean()
    .default(false)
    .describe(
      "Whether the bootstrap stack of the tooling account makes the bucket, and its key. Needs provisioner.bootstrap.",
    ),
  region,
  keyPrefix: format(/^[\w-]+(\/[\w-]+)*$/, {
    code: "invalid-path",
    fix: "use letters, digits, - and _ in parts divided by /",
    description: "Comes before each stack's name in the object key.",
  }).default("gatehouse"),
  kmsKeyArn: format(/^arn:(aws|aws-us-gov|aws-cn):kms:[a-z0-9-]+:[0-9]{12}:(key|alias)\/[\w/-]+$/, {
    code: "invalid-kms-key",
    fix: "give the key's ARN, as `aws kms describe-key` prints it",
    description: "The KMS key that encrypts state. Default: the bucket's own default encryption.",
  }).optional(),
});

const cloud = z.strictObject({
  type: z.literal("cloud").describe("State in HCP Terraform, a workspace for each stack."),
  organization: format(/^[A-Za-z0-9][A-Za-z0-9_-]{2,39}$/, {
    code: "invalid-name",
    fix: "give the HCP Terraform organization's name as its URL has it",
    description: "The HCP Terraform organization.",
  }),
  hostname: format(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?$/, {
    code: "invalid-name",
    fix: "give the host's name alone, or with its port, such as app.terraform.io",
    description: "The HCP Terraform or Terraform Enterprise host.",
  }).default("app.terraform.io"),
  project: text(40, "The HCP Terraform project that holds the workspaces.").min(3).optional(),
  workspacePrefix: format(/^[A-Za-z0-9_-]{0,30}$/, {
    code: "invalid-name",
    fix: "use at most 30 letters, digits, - and _",
    description: "Comes before each stack's name in the workspace's name.",
  }).default("gatehouse-"),
  workspaces: workspaces.optional(),
});

export const backend = z
  .discriminatedUnion("type", [local, s3, cloud])
  .prefault({ type: "local" })
  .describe("Where Terraform keeps state.");
export type BackendConfig = z.infer<typeof backend>;

const policyName = format(/^[\w+=,.@-]{1,128}$/, {
  code: "invalid-name",
  fix: "give the name (not the ARN) of a customer-managed policy",
  description: "The name of an existing customer-managed policy.",
});

export const boundary = z
  .strictObject({
    toolingPolicy: policyName
      .optional()
      .describe(
        "A policy in the tooling account that bounds every role there. Default: Gatehouse writes one.",
      ),
    targetPolicy: policyName
      .optional()
      .describe(
        "A policy in every target account that bounds every role there. Default: Gatehouse writes them.",
      ),
  })
  .prefault({})
  .describe("Permissions boundaries. Left out: Gatehouse writes them; there are always some.");

export const provisioner = z
  .strictObject({
    assumeRole: format(/^[\w+=,.@-]{1,64}$/, {
      code: "invalid-name",
      fix: "give the role's name, such as OrganizationAccountAccessRole",
      description:
        "A role with this name is assumed in each account. Default: the credentials Terraform is run with.",
    }).optional(),
    bootstrap: bootstrap.optional(),
  })
  .prefault({})
  .describe("What Terraform itself runs as.");

/** CloudWatch Logs takes these numbers of days only: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

export const retention = z
  .strictObject({
    artifactDays: z
      .int()
      .min(1)
      .max(3_650)
      .default(90)
      .describe("Days until an artifact is deleted."),
    oldVersionDays: z
      .int()
      .min(1)
      .max(3_650)
      .default(30)
      .describe("Days until an overwritten artifact is deleted."),
    accessLogDays: z
      .int()
      .min(1)
      .max(3_650)
      .default(365)
      .describe("Days until a bucket's access log is deleted."),
    buildLogDays: z
      .literal(LOG_RETENTION_DAYS)
      .default(365)
      .describe("Days until a build's log is deleted."),
    keyDeletionDays: z
      .int()
      .min(7)
      .max(30)
      .default(30)
      .describe("Days a KMS key waits before it is deleted."),
  })
  .prefault({})
  .describe("How long things are kept, in days.");
export type RetentionConfig = z.infer<typeof retention>;
