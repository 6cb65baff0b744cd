import { z } from "zod";
import { format } from "./format";
import { profileName } from "./names";

const stackName = format(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, {
  code: "invalid-name",
  fix: "a CloudFormation stack's name has at most 128 letters, digits and hyphens and starts with a letter",
  description: "The CloudFormation stack's name. Default: the pipeline's name.",
});

const relativeFile = format(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./-]{1,255}$/, {
  code: "invalid-path",
  fix: "give a path inside the artifact, without a leading / and without ..",
  description: "A path inside the build artifact.",
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
const templateParameter = format(/^[A-Za-z0-9]{1,255}$/, {
  code: "invalid-name",
  fix: "give the name of a parameter of the template: letters and digits only",
  description: "The name of a parameter of the template.",
});

const cloudformation = z.strictObject({
  kind: z.literal("cloudformation").describe("By a CloudFormation stack."),
  executionProfile: profileName,
  stackName: stackName.optional(),
  template: relativeFile
    .default("template.yml")
    .describe("The template's path in the build artifact."),
  templateConfiguration: relativeFile
    .optional()
    .describe("The parameter file's path in the build artifact."),
  artifactParameters: z
    .strictObject({
      bucket: templateParameter.describe("Gets the name of the artifact's bucket."),
      key: templateParameter.describe("Gets the artifact's object key."),
    })
    .optional()
    .describe(
      "Template parameters that say where the build artifact lies in each region, for code that the template takes from it.",
    ),
  capabilities: z
    .array(z.enum(["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]))
    .default([])
    .describe("Capabilities that CloudFormation asks to be acknowledged."),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
function ecsName(description: string) {
  return format(/^[A-Za-z0-9_-]{1,255}$/, {
    code: "invalid-format",
    fix: "use at most 255 letters, digits, _ and -",
    description,
  });
}

const taskRole = format(/^([\w+=,.@-]{1,64}\/){0,4}[\w+=,.@-]{1,64}$/, {
  code: "invalid-format",
  fix: "give the role's name, with its path if it has one, such as service/web-task; not its ARN",
  description: "A role's name, with its path if it has one.",
});

const ecs = z.strictObject({
  kind: z.literal("ecs").describe("By a rolling update of an ECS service."),
  cluster: ecsName("The ECS cluster's name, the same in each account."),
  service: ecsName("The ECS service's name, the same in each account."),
  taskFamily: ecsName("The task definition's family. Default: the service's name.").optional(),
  taskRoles: z
    .array(taskRole)
    .min(1)
    .describe(
      "The task and task-execution roles that the task definition carries, by name, with their path if any.",
    ),
  imageDefinitions: relativeFile.default("imagedefinitions.json"),
});

const terraform = z.strictObject({
  kind: z.literal("terraform").describe("By terraform plan and apply in CodeBuild."),
  executionProfile: profileName,
  planBuildspec: relativeFile
    .default("buildspec-plan.yml")
    .describe("Writes the saved plan that the approval is about."),
  applyBuildspec: relativeFile
    .default("buildspec-apply.yml")
    .describe("Applies that saved plan, and nothing else."),
});

export const deploy = z
  .discriminatedUnion("kind", [cloudformation, ecs, terraform])
  .describe("How the stages deploy. Leave it out for a pipeline that only builds.");
export type DeployConfig = z.infer<typeof deploy>;
