import { z } from "zod";
import { format } from "./format";
import { text } from "./text";

/** One IAM action by name. Wildcards are refused here, so that no policy can hold more than a reviewer read. */
const iamAction = format(/^[a-z0-9-]+:[A-Za-z0-9]+$/, {
  code: "invalid-action",
  fix: "name one action, such as s3:GetObject; wildcards are not taken: list the actions",
  description: "One IAM action by name, such as ecs:UpdateService. No wildcards.",
});

export const permission = z
  .strictObject({
    actions: z.array(iamAction).min(1).describe("IAM actions by name."),
    resources: z
      .array(text(1_500, 'An ARN, or "*".'))
      .min(1)
      .describe(
        'ARNs, with {partition}, {account}, {region}, {prefix} and {pipeline} filled in. "*" only for actions that have no resource type.',
      ),
  })
  .describe("Actions allowed on resources.");
export type PermissionConfig = z.infer<typeof permission>;

export const executionProfile = z
  .strictObject({
    description: text(500, "What it is for. For readers of this file.").optional(),
    permissions: z
      .array(permission)
      .min(1)
      .describe(
        "What the execution role in each target account may do, and at most what roles it creates may do.",
      ),
    planPermissions: z
      .array(permission)
      .min(1)
      .optional()
      .describe(
        "What `terraform plan` may read before the approval. Only for deploy kind terraform.",
      ),
    workloadPermissions: z
      .array(permission)
      .min(1)
      .optional()
      .describe(
        "What roles created by the execution role may do besides, which it may not itself, such as reading a table.",
      ),
    mayCreateRoles: z
      .boolean()
      .default(false)
      .describe(
        "Lets the execution role create IAM roles with the path /<prefix>/<pipeline>/, each under the execution role's own permissions boundary.",
      ),
  })
  .describe("What a deployment may do in a target account.");
