import type { CatalogueEntry } from "./catalogue-entry";

const PERMISSION = ["executionProfiles", "functions", "permissions", 0] as const;
const QUEUE_PLAN = ["executionProfiles", "queues", "planPermissions", 0] as const;
const FUNCTIONS = "arn:{partition}:lambda:{region}:{account}:function:{pipeline}-*";

/** One function after the other by name, as a list grows that nobody has looked after. */
function manyFunctions(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `${FUNCTIONS.slice(0, -1)}worker-${index + 1}`,
  );
}

export const PERMISSION_PROBLEMS = {
  "unknown-action": {
    title: "AWS has no such action",
    meaning:
      "IAM takes actions that don't exist and never matches them, so a slip shows only when a deployment is denied. Names are compared with AWS's service authorization reference: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html",
    provoke: { set: [{ path: [...PERMISSION, "actions", 0], value: "lambda:CreateFunktion" }] },
    remedy: { set: [{ path: [...PERMISSION, "actions", 0], value: "lambda:CreateFunction" }] },
  },
  "wildcard-resource": {
    title: "The action and its resource do not go together",
    meaning:
      "An action that works on resources is granted on named ones, not on all of them. An action without a resource type, such as ecr:GetAuthorizationToken, is the other way round: IAM matches it on * only, so with an ARN it allows nothing. The two need separate permissions. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    provoke: { set: [{ path: [...PERMISSION, "resources"], value: ["*"] }] },
    remedy: { set: [{ path: [...PERMISSION, "resources"], value: [FUNCTIONS] }] },
  },
  "unknown-placeholder": {
    title: "The word in braces stands for nothing",
    meaning:
      "In resources, {partition}, {account}, {region}, {prefix} and {pipeline} are filled in for each account and pipeline. Any other word would go to IAM as it stands and match nothing. IAM's own variables start with a dollar sign and are left alone.",
    provoke: {
      set: [
        {
          path: [...PERMISSION, "resources", 0],
          value: FUNCTIONS.replace("{account}", "{acount}"),
        },
      ],
    },
    remedy: { set: [{ path: [...PERMISSION, "resources", 0], value: FUNCTIONS }] },
  },
  "invalid-resource": {
    title: "The resource is no ARN",
    meaning:
      "IAM compares resources as whole ARNs: arn:partition:service:region:account:resource. The service is named, so that a permission can't reach another one; the region and the account may be empty where AWS leaves them empty, as for S3 buckets. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
    provoke: { set: [{ path: [...PERMISSION, "resources", 0], value: "function:{pipeline}-*" }] },
    remedy: { set: [{ path: [...PERMISSION, "resources", 0], value: FUNCTIONS }] },
  },
  "guarded-resource": {
    title: "A permission reaches what keeps duties apart",
    meaning:
      "Gatehouse's own roles, boundaries, pipelines, CodeBuild projects, artifacts and approval topics are what an approval rests on. A build that may give the approval, run another account's apply project with a buildspec of its own, or change a role's trust needs no approval; a deployment that may change its own deploy role or boundary is bound by neither. Reading them is allowed, but for artifacts.",
    provoke: {
      set: [
        {
          path: ["pipelines", "web", "build", "permissions"],
          value: [
            {
              actions: ["codebuild:StartBuild"],
              resources: ["arn:{partition}:codebuild:{region}:{account}:project/{prefix}-*"],
            },
          ],
        },
      ],
    },
    remedy: {
      set: [
        {
          path: ["pipelines", "web", "build", "permissions"],
          value: [
            {
              actions: ["codebuild:StartBuild"],
              resources: ["arn:{partition}:codebuild:{region}:{account}:project/web-load-test"],
            },
          ],
        },
      ],
    },
  },
  "capability-denied": {
    title: "Every persona is denied what a capability allows",
    meaning:
      "Personas deny the ways round an approval whatever they are granted: trails that are stopped, access keys, keys of the tooling account, roles that are stepped into. In IAM a deny wins over every allow, so such a capability would be written, and refused at AWS. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html",
    provoke: {
      set: [
        {
          path: ["capabilities", "pause"],
          value: {
            description: "Pauses the trail.",
            on: "accounts",
            permissions: [
              {
                actions: ["cloudtrail:StopLogging"],
                resources: ["arn:{partition}:cloudtrail:{region}:{account}:trail/*"],
              },
            ],
          },
        },
      ],
    },
    remedy: {
      set: [
        {
          path: ["capabilities", "pause", "permissions", 0, "actions", 0],
          value: "cloudtrail:GetTrailStatus",
        },
      ],
    },
  },
  "permission-widens": {
    title: "A permission can give more than this file allows",
    severity: "warning",
    meaning:
      "These actions of IAM and Identity Center hand rights to a role, a user or a group. A boundary holds for who has it, not for what they change: a role created or widened this way can do more than the profile says. With mayCreateRoles the same is done under the boundary. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    provoke: {
      set: [
        {
          path: [...PERMISSION],
          value: {
            actions: ["iam:CreateRole"],
            resources: ["arn:{partition}:iam::{account}:role/{pipeline}-function"],
          },
        },
      ],
    },
    remedy: {
      set: [
        {
          path: [...PERMISSION],
          value: { actions: ["lambda:CreateFunction"], resources: [FUNCTIONS] },
        },
      ],
    },
  },
  "plan-permissions": {
    title: "The profile does not say what terraform plan may do",
    meaning:
      "A terraform plan runs before the approval and executes whatever the providers and data sources of the change bring along. So it has a role of its own, which should read only what the plan compares. List it in planPermissions.",
    provoke: { set: [{ path: ["executionProfiles", "queues", "planPermissions"] }] },
    remedy: {
      set: [
        {
          path: ["executionProfiles", "queues", "planPermissions"],
          value: [
            {
              actions: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"],
              resources: ["arn:{partition}:sqs:{region}:{account}:{pipeline}-*"],
            },
          ],
        },
      ],
    },
  },
  "plan-may-write": {
    title: "A plan may change something before it is approved",
    severity: "warning",
    meaning:
      "What planPermissions allow, any code that the plan runs can do before anyone has looked at it. Reading is enough to plan; locking the state is the one thing that may need a write. Access levels are those of AWS's service authorization reference.",
    provoke: {
      set: [
        {
          path: [...QUEUE_PLAN, "actions"],
          value: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"],
        },
      ],
    },
    remedy: { set: [{ path: [...QUEUE_PLAN, "actions"], value: ["sqs:GetQueueAttributes"] }] },
  },
  "policy-too-large": {
    title: "A policy would be larger than AWS takes",
    meaning:
      "A managed policy has at most 6,144 characters, a role's inline policies 10,240, a trust policy 2,048, a permission set 10,240; white space does not count. Permissions are spread over several policies where that is possible; a boundary is always one. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    provoke: { set: [{ path: [...PERMISSION, "resources"], value: manyFunctions(40) }] },
    remedy: { set: [{ path: [...PERMISSION, "resources"], value: [FUNCTIONS] }] },
  },
  "policy-nearly-full": {
    title: "A policy takes more than 80 % of what AWS allows",
    severity: "warning",
    meaning:
      "It works today, and the next account, region or permission may be one too many. Better to split the profile, the pipeline or the persona while there is time. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    provoke: { set: [{ path: [...PERMISSION, "resources"], value: manyFunctions(20) }] },
    remedy: { set: [{ path: [...PERMISSION, "resources"], value: [FUNCTIONS] }] },
  },
  "privileged-build": {
    title: "Builds run in a privileged container",
    severity: "warning",
    meaning:
      "A privileged build container has access to all devices of its host, so whatever a dependency brings into the build has it too. It is needed to run a Docker daemon; images can be built without one. https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    provoke: {
      set: [{ path: ["pipelines", "web", "build", "allowPrivilegedBuildContainer"], value: true }],
    },
    remedy: { set: [{ path: ["pipelines", "web", "build", "allowPrivilegedBuildContainer"] }] },
  },
  "artifacts-deletable": {
    title: "Destroying the pipeline deletes its artifacts",
    severity: "warning",
    meaning:
      "Terraform refuses to delete a bucket that is not empty, which has saved many an audit. deleteBucketWithArtifacts lifts that, and no version of any artifact comes back afterwards. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket",
    provoke: { set: [{ path: ["pipelines", "web", "deleteBucketWithArtifacts"], value: true }] },
    remedy: { set: [{ path: ["pipelines", "web", "deleteBucketWithArtifacts"] }] },
  },
} as const satisfies Record<string, CatalogueEntry>;
