import { DIRECTORIES, OTHER_ACCOUNTS } from "./bypasses-anywhere";
import { ON_PIPELINES } from "./bypasses-on-pipelines";
import type { IamRequest } from "./decide";
import { sessionIn } from "./question";

/** The shipped platform's accounts. */
const TOOLING = "222222222222";
const SHOP_PROD = "400000000003";

type Asked = readonly [action: string, resource: string, context?: IamRequest["context"]];

const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const pipeline = (place: string) => `arn:aws:codepipeline:eu-west-1:${TOOLING}:${place}`;
const key = (id: string) => `arn:aws:kms:eu-west-1:${TOOLING}:${id}`;
const connection = (service: string) => `arn:aws:${service}:eu-west-1:${TOOLING}:connection/1`;
const BUCKET = `arn:aws:s3:::gatehouse-storefront-${TOOLING}-euw1`;
const OBJECT = `${BUCKET}/storefront/build/abc`;
const ACCESS_POINT = `arn:aws:s3:eu-west-1:${TOOLING}:accesspoint/mine`;
const WIDE_ACCESS_POINT = `arn:aws:s3::${TOOLING}:accesspoint/mine.mrap`;
const REPOSITORY = `arn:aws:ecr:eu-west-1:${TOOLING}:repository/storefront`;
const BUILD_LOG = `arn:aws:logs:eu-west-1:${TOOLING}:log-group:/aws/codebuild/gatehouse-storefront-build`;
const STACK = `arn:aws:cloudformation:eu-west-1:${SHOP_PROD}:stack/checkout-api/1`;
const SERVICE = `arn:aws:ecs:eu-west-1:${SHOP_PROD}:service/shop/storefront`;
const TASKS = `arn:aws:ecs:eu-west-1:${SHOP_PROD}:task-definition/mine:1`;
const USE_RULE = `arn:aws:events:eu-west-1:${SHOP_PROD}:rule/gatehouse-break-glass-used`;
const USE_KEY = [
  `arn:aws:kms:eu-west-1:${SHOP_PROD}:key/1`,
  { "kms:ResourceAliases": ["alias/gatehouse-break-glass-used"] },
] as const;
const [CONNECTIONS, OLD_CONNECTIONS] = ["codeconnections", "codestar-connections"] as const;
const PROJECT = `arn:aws:codebuild:eu-west-1:${TOOLING}:project/gatehouse-storefront-build`;
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${TOOLING}:trail/all`;
const FUNCTION = `arn:aws:lambda:eu-west-1:${SHOP_PROD}:function:checkout-api`;
const RESERVED = "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_gatehouse-developer_1a";
const passedTo = (service: string, associated?: string): IamRequest["context"] => ({
  "iam:PassedToService": `${service}.amazonaws.com`,
  ...(associated === undefined ? {} : { "iam:AssociatedResourceArn": pipeline(associated) }),
});
const PASS = "iam:PassRole";
const STOREFRONT_ROLE = role(TOOLING, "gatehouse-storefront-pipeline");
const LAKE_ROLE = role(TOOLING, "gatehouse-data-lake-pipeline");
const EXECUTION_ROLE = role(SHOP_PROD, "gatehouse-checkout-api-execution");
const WORKLOAD_ROLE = role(SHOP_PROD, "gatehouse/checkout-api/function");
const BUILD_ROLE = role(TOOLING, "gatehouse-storefront-build-project");

/** Ways that lead through other services, under the deny that everybody has against them. In the tooling account. */
const IN_TOOLING: Readonly<Record<string, Readonly<Record<string, Asked>>>> = {
  NoOwnBuilds: {
    "start a build": ["codebuild:StartBuild", PROJECT],
    "retry a build": ["codebuild:RetryBuild", PROJECT],
    "change a project": ["codebuild:UpdateProject", PROJECT],
    "let a push start builds": ["codebuild:CreateWebhook", PROJECT],
  },
  NoOtherRights: {
    "pass a pipeline's role": [PASS, STOREFRONT_ROLE, passedTo("codepipeline", "storefront")],
    "pass it for a new pipeline": [PASS, STOREFRONT_ROLE, passedTo("codepipeline", "mine")],
    "pass it to Lambda": [PASS, STOREFRONT_ROLE, passedTo("lambda")],
    "pass it to EventBridge": [PASS, STOREFRONT_ROLE, passedTo("events")],
    "pass another pipeline's": [PASS, LAKE_ROLE, passedTo("codepipeline", "storefront")],
    "pass a build's role": [PASS, BUILD_ROLE, passedTo("codebuild")],
    "pass a build's role to CodePipeline": [PASS, BUILD_ROLE, passedTo("codepipeline")],
    "pass a role of others": [PASS, role(TOOLING, "admin"), passedTo("lambda")],
    "create a role": ["iam:CreateRole", role(TOOLING, "mine")],
    "give a role of others more": ["iam:AttachRolePolicy", role(TOOLING, "admin")],
    "change a role's policy": ["iam:PutRolePolicy", STOREFRONT_ROLE],
    "change whom a role trusts": ["iam:UpdateAssumeRolePolicy", STOREFRONT_ROLE],
    "take a role's boundary off": ["iam:DeleteRolePermissionsBoundary", STOREFRONT_ROLE],
  },
  "NoOtherAccounts NoOtherRights": {
    "become the pipeline": ["sts:AssumeRole", STOREFRONT_ROLE],
    "become an action": ["sts:AssumeRole", role(TOOLING, "gatehouse-storefront-source")],
    "become a build": ["sts:AssumeRole", BUILD_ROLE],
  },
  "NoOtherRights NoUsersOrKeys": {
    "create a user in tooling": ["iam:CreateUser", `arn:aws:iam::${TOOLING}:user/me`],
  },
  NoArtifactWrites: {
    "put an artifact": ["s3:PutObject", OBJECT],
    "delete an artifact": ["s3:DeleteObject", OBJECT],
    "open the bucket": ["s3:PutBucketPolicy", BUCKET],
    "put an artifact through an access point": ["s3:PutObject", `${ACCESS_POINT}/object/abc`],
    "make an access point": ["s3:CreateAccessPoint", ACCESS_POINT],
    "overwrite an image": ["ecr:PutImage", REPOSITORY],
    "let another account write images": ["ecr:SetRepositoryPolicy", REPOSITORY],
  },
  NoOtherArtifacts: {
    "read an artifact": ["s3:GetObject", OBJECT],
    "read an artifact's version": ["s3:GetObjectVersion", OBJECT],
    "read an artifact through an access point": ["s3:GetObject", `${ACCESS_POINT}/object/abc`],
    "read through one of several regions": ["s3:GetObject", `${WIDE_ACCESS_POINT}/object/abc`],
  },
  NoKeyChanges: {
    "change the key's policy": ["kms:PutKeyPolicy", key("key/1")],
    "delete the key": ["kms:ScheduleKeyDeletion", key("key/1")],
    "grant the key": ["kms:CreateGrant", key("key/1")],
    "point the alias elsewhere": ["kms:UpdateAlias", key("alias/gatehouse-artifacts")],
  },
  NoConnections: {
    "commit through the connection": [`${CONNECTIONS}:UseConnection`, connection(CONNECTIONS)],
    "commit by its old name": [`${OLD_CONNECTIONS}:UseConnection`, connection(OLD_CONNECTIONS)],
    "pass the connection": [`${CONNECTIONS}:PassConnection`, connection(CONNECTIONS)],
    "delete the connection": [`${CONNECTIONS}:DeleteConnection`, connection(CONNECTIONS)],
  },
  NoSilence: {
    "stop the trail": ["cloudtrail:StopLogging", TRAIL],
    "delete the trail": ["cloudtrail:DeleteTrail", TRAIL],
    "blind the trail": ["cloudtrail:PutEventSelectors", TRAIL],
    "redirect the trail": ["cloudtrail:UpdateTrail", TRAIL],
  },
  NoForgery: {
    "write what a build says": ["logs:PutLogEvents", `${BUILD_LOG}:log-stream:abc`],
    "delete what a build said": ["logs:DeleteLogGroup", BUILD_LOG],
    "write to the approvers": ["sns:Publish", topic(TOOLING, "gatehouse-storefront-prod-approve")],
    "keep mail from the approvers": [
      "sns:Unsubscribe",
      topic(TOOLING, "gatehouse-storefront-prod-approve"),
    ],
  },
};

/** In a target account, where the same permission set may be assigned. */
const IN_TARGET: typeof IN_TOOLING = {
  "NoOtherAccounts NoOtherRights": {
    "become the deployment": ["sts:AssumeRole", role(SHOP_PROD, "gatehouse-storefront-deploy")],
    "become the plan": ["sts:AssumeRole", role(SHOP_PROD, "gatehouse-data-lake-plan")],
    "become the execution": ["sts:AssumeRole", EXECUTION_ROLE],
    "become a workload": ["sts:AssumeRole", WORKLOAD_ROLE],
    "become another persona": ["sts:AssumeRole", role(SHOP_PROD, RESERVED)],
  },
  NoOtherAccounts: {
    "become somebody elsewhere": ["sts:AssumeRole", role("999999999999", "admin")],
    "become root of a member account": ["sts:AssumeRoot", "arn:aws:iam::999999999999:root"],
    ...anywhere(...OTHER_ACCOUNTS),
  },
  NoOwnDeployments: {
    "execute a change set": ["cloudformation:ExecuteChangeSet", STACK],
    "update the stack": ["cloudformation:UpdateStack", STACK],
    "roll the stack back": ["cloudformation:RollbackStack", STACK],
    "run another image": ["ecs:UpdateService", SERVICE, { "ecs:task-definition": TASKS }],
    "scale a pipeline's service": ["ecs:UpdateService", SERVICE],
    "delete a pipeline's service": ["ecs:DeleteService", SERVICE],
    "replace a function's code": ["lambda:UpdateFunctionCode", `${FUNCTION}-charge`],
    "let others invoke a function": ["lambda:AddPermission", `${FUNCTION}-charge`],
  },
  NoForgery: {
    "switch the alarm off": ["events:DisableRule", USE_RULE],
    "take whom the alarm tells": ["events:RemoveTargets", USE_RULE],
    "delete the alarm's topic": ["sns:DeleteTopic", topic(SHOP_PROD, "gatehouse-break-glass-used")],
  },
  NoKeyChanges: {
    "hide the alarm's key": [
      "kms:DeleteAlias",
      `arn:aws:kms:eu-west-1:${SHOP_PROD}:alias/gatehouse-break-glass-used`,
    ],
  },
  NoAlarmKeyChanges: {
    "delete the alarm's key": ["kms:ScheduleKeyDeletion", ...USE_KEY],
    "disable the alarm's key": ["kms:DisableKey", ...USE_KEY],
  },
  NoOtherRights: {
    "change a deploy role": ["iam:PutRolePolicy", role(SHOP_PROD, "gatehouse-storefront-deploy")],
    "change a workload's role": ["iam:PutRolePolicy", WORKLOAD_ROLE],
    "change the own role": ["iam:PutRolePolicy", role(SHOP_PROD, RESERVED)],
    "pass the execution role": [PASS, EXECUTION_ROLE, passedTo("codepipeline")],
    "pass the execution role to Lambda": [PASS, EXECUTION_ROLE, passedTo("lambda")],
    "pass a workload's role to Lambda": [PASS, WORKLOAD_ROLE, passedTo("lambda")],
    "rewrite a boundary": [
      "iam:CreatePolicyVersion",
      `arn:aws:iam::${SHOP_PROD}:policy/gatehouse-checkout-api-boundary`,
    ],
    "trust another sign-in": [
      "iam:UpdateSAMLProvider",
      `arn:aws:iam::${SHOP_PROD}:saml-provider/AWSSSO_1_DO_NOT_DELETE`,
    ],
  },
  NoUsersOrKeys: {
    "create a user": user("CreateUser"),
    "create an access key": user("CreateAccessKey"),
    "revive an access key": user("UpdateAccessKey"),
    "create a password": user("CreateLoginProfile"),
    "change a password": user("UpdateLoginProfile"),
    "create a service's password": user("CreateServiceSpecificCredential"),
    "change a service's password": user("ResetServiceSpecificCredential"),
    "revive a service's password": user("UpdateServiceSpecificCredential"),
    "change the own password": user("ChangePassword"),
    "bring an SSH key": user("UploadSSHPublicKey"),
    "revive an SSH key": user("UpdateSSHPublicKey"),
    "bring a signing certificate": user("UploadSigningCertificate"),
  },
  NoAssignments: anywhere(...DIRECTORIES),
};

/** Nobody is kept from these but whoever a rule about separation of duties keeps from them. */
const OPERATING: Readonly<Record<string, Asked>> = {
  "stop a task": ["ecs:StopTask", `arn:aws:ecs:eu-west-1:${SHOP_PROD}:task/shop/1`],
  "scale a service": ["ecs:UpdateService", `arn:aws:ecs:eu-west-1:${SHOP_PROD}:service/shop/web`],
  "read a function": ["lambda:GetFunction", FUNCTION],
  "invoke a function": ["lambda:InvokeFunction", FUNCTION],
};

function user(action: string): Asked {
  return [`iam:${action}`, `arn:aws:iam::${SHOP_PROD}:user/me`];
}

function anywhere(...actions: readonly string[]): Record<string, Asked> {
  return Object.fromEntries(actions.map((action): [string, Asked] => [action, [action, "*"]]));
}

function topic(account: string, name: string): string {
  return `arn:aws:sns:eu-west-1:${account}:${name}`;
}

export interface Bypass {
  readonly name: string;
  readonly request: IamRequest;
  /** The denies that everybody has against it, joined by spaces; none where it is CodePipeline's own. */
  readonly by?: string;
}

/** Every known way round an approval. */
export const BYPASSES: readonly Bypass[] = [
  ...bypasses(ON_PIPELINES, TOOLING),
  ...Object.entries(IN_TOOLING).flatMap(([by, asked]) => bypasses(asked, TOOLING, by)),
  ...bypasses(OPERATING, SHOP_PROD, ""),
  ...Object.entries(IN_TARGET).flatMap(([by, asked]) => bypasses(asked, SHOP_PROD, by)),
];

function bypasses(asked: Readonly<Record<string, Asked>>, account: string, by?: string): Bypass[] {
  return Object.entries(asked).map(([name, [action, resource, context]]) => ({
    name,
    request: { action, resource, context: { ...sessionIn(account), ...context } },
    by,
  }));
}
