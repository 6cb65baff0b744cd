import { type AccountGround, type Capability, lowerCased } from "./capability";

/**
 * What people do in accounts, action by action, each on an example of the resource that IAM checks it on. From the
 * service authorization reference, https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html.
 */
export const ACCOUNT_CAPABILITIES: readonly Capability[] = [
  inAccount("inspect", {
    "cloudformation:{region}:{account}:stack/made-up/0": [
      "cloudformation:DescribeStackEvents",
      "cloudformation:DescribeStackResources",
      "cloudformation:DescribeStacks",
      "cloudformation:GetTemplate",
    ],
    "ecs:{region}:{account}:cluster/made-up": ["ecs:DescribeClusters"],
    "ecs:{region}:{account}:service/made-up/made-up": ["ecs:DescribeServices"],
    "ecs:{region}:{account}:task/made-up/0": ["ecs:DescribeTasks"],
    "logs:{region}:{account}:log-group:made-up:*": [
      "logs:DescribeLogStreams",
      "logs:FilterLogEvents",
      "logs:GetQueryResults",
      "logs:StartQuery",
    ],
    "logs:{region}:{account}:log-group:made-up:log-stream:made-up": ["logs:GetLogEvents"],
    "*": [
      "cloudformation:ListStacks",
      "ecs:DescribeTaskDefinition",
      "ecs:ListClusters",
      "logs:DescribeLogGroups",
    ],
  }),
  inAccount("operate", {
    "ecs:{region}:{account}:task/made-up/0": ["ecs:StopTask"],
    "ecs:{region}:{account}:service/made-up/made-up": ["ecs:UpdateService"],
    "lambda:{region}:{account}:function:made-up": ["lambda:GetFunction", "lambda:InvokeFunction"],
  }),
  inAccount(
    "audit",
    {
      "cloudtrail:{region}:{account}:trail/made-up": [
        "cloudtrail:GetEventSelectors",
        "cloudtrail:GetInsightSelectors",
        "cloudtrail:GetTrail",
        "cloudtrail:GetTrailStatus",
      ],
      "iam::{account}:group/made-up": [
        "iam:GetGroup",
        "iam:GetGroupPolicy",
        "iam:ListAttachedGroupPolicies",
        "iam:ListGroupPolicies",
      ],
      "iam::{account}:oidc-provider/made-up": ["iam:GetOpenIDConnectProvider"],
      "iam::{account}:saml-provider/made-up": ["iam:GetSAMLProvider"],
      "iam::{account}:policy/made-up": [
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "iam:ListEntitiesForPolicy",
        "iam:ListPolicyVersions",
      ],
      "iam::{account}:role/made-up": [
        "iam:GenerateServiceLastAccessedDetails",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
        "iam:SimulatePrincipalPolicy",
      ],
      "iam::{account}:user/made-up": [
        "iam:GetUserPolicy",
        "iam:ListAccessKeys",
        "iam:ListAttachedUserPolicies",
        "iam:ListGroupsForUser",
        "iam:ListMFADevices",
        "iam:ListUserPolicies",
      ],
      "s3:::made-up": [
        "s3:GetBucketLogging",
        "s3:GetBucketPolicy",
        "s3:GetBucketPolicyStatus",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketVersioning",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
      ],
      "codebuild:{region}:{account}:project/made-up": ["codebuild:BatchGetProjects"],
      "sns:{region}:{account}:made-up": ["sns:GetTopicAttributes"],
      "*": [
        "cloudtrail:DescribeTrails",
        "cloudtrail:ListTrails",
        "cloudtrail:LookupEvents",
        "codebuild:ListProjects",
        "iam:GenerateCredentialReport",
        "iam:GetAccountAuthorizationDetails",
        "iam:GetAccountSummary",
        "iam:GetCredentialReport",
        "iam:GetServiceLastAccessedDetails",
        "iam:GetServiceLastAccessedDetailsWithEntities",
        "iam:ListGroups",
        "iam:ListOpenIDConnectProviders",
        "iam:ListPolicies",
        "iam:ListRoles",
        "iam:ListSAMLProviders",
        "iam:ListUsers",
        "kms:ListAliases",
        "kms:ListKeys",
        "s3:ListAllMyBuckets",
        "sns:ListTopics",
      ],
    },
    [
      "kms:DescribeKey",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListGrants",
      "kms:ListKeyPolicies",
    ],
  ),
];

/** @param ofKeys asked of the keys that are there: what the policy of a made-up one says isn't known */
function inAccount(
  name: string,
  asked: Readonly<Record<string, readonly string[]>>,
  ofKeys: readonly string[] = [],
): Capability {
  return {
    name,
    level: "account",
    may: lowerCased([...Object.values(asked).flat(), ...ofKeys]),
    requests: (ground) => {
      const context = { "aws:RequestedRegion": ground.region };
      const requests = Object.entries(asked).flatMap(([resource, actions]) => {
        const arn = resource === "*" ? "*" : fill(resource, ground);
        return actions.map((action) => ({
          action,
          resource: arn,
          context: action === "ecs:UpdateService" ? { ...context, ...AS_IT_IS } : context,
        }));
      });
      for (const resource of ground.keys)
        for (const action of ofKeys) requests.push({ action, resource, context });
      return { needs: requests, marks: requests };
    },
  };
}

/** A service is scaled or restarted as it is: what it runs, and who gets into it, is its pipeline's to say. */
const AS_IT_IS = { "ecs:task-definition": null, "ecs:enable-execute-command": null };

function fill(resource: string, { partition, region, accountId }: AccountGround): string {
  const filled = resource.replace("{region}", region).replace("{account}", accountId);
  return `arn:${partition}:${filled}`;
}
