import { type Asked, PASS, SHOP_PROD, type Ways, passedTo, role, topic } from "./bypass-requests";
import { DIRECTORIES, OTHER_ACCOUNTS } from "./bypasses-anywhere";

const STACK = `arn:aws:cloudformation:eu-west-1:${SHOP_PROD}:stack/checkout-api/1`;
const ecs = (resource: string) => `arn:aws:ecs:eu-west-1:${SHOP_PROD}:${resource}`;
const SERVICE = ecs("service/shop/storefront");
const TASKS = ecs("task-definition/mine:1");
const TASK = ecs("task/shop/1");
const ON_CLUSTER = { "ecs:cluster": ecs("cluster/shop") };
const OTHERS = { "ecs:cluster": ecs("cluster/others") };
const USE_RULE = `arn:aws:events:eu-west-1:${SHOP_PROD}:rule/gatehouse-break-glass-used`;
const USE_KEY = [
  `arn:aws:kms:eu-west-1:${SHOP_PROD}:key/1`,
  { "kms:ResourceAliases": ["alias/gatehouse-break-glass-used"] },
] as const;
const FUNCTION = `arn:aws:lambda:eu-west-1:${SHOP_PROD}:function:checkout-api`;
const RESERVED = "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_gatehouse-developer_1a";
const EXECUTION_ROLE = role(SHOP_PROD, "gatehouse-checkout-api-execution");
const WORKLOAD_ROLE = role(SHOP_PROD, "gatehouse/checkout-api/function");
const TASK_ROLE = role(SHOP_PROD, "storefront-task");

/** In a target account, where the same permission set may be assigned. */
export const IN_TARGET: Ways = {
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
    "run a pipeline's task otherwise": ["ecs:RunTask", ecs("task-definition/storefront:7"), OTHERS],
    "register another task": ["ecs:RegisterTaskDefinition", ecs("task-definition/storefront:8")],
    "open a shell in a task": ["ecs:ExecuteCommand", TASK, ON_CLUSTER],
    "open one without ECS": ["ssm:StartSession", TASK],
    "stop a task": ["ecs:StopTask", TASK, ON_CLUSTER],
    "bring an instance to the cluster": ["ecs:RegisterContainerInstance", ecs("cluster/shop")],
    "replace a function's code": ["lambda:UpdateFunctionCode", `${FUNCTION}-charge`],
    "let others invoke a function": ["lambda:AddPermission", `${FUNCTION}-charge`],
  },
  NoOwnTasks: {
    "run a task beside": ["ecs:RunTask", TASKS, ON_CLUSTER],
    "start a task beside": ["ecs:StartTask", TASKS, ON_CLUSTER],
    "create a service beside": ["ecs:CreateService", ecs("service/shop/mine"), ON_CLUSTER],
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
    "pass a task's role to ECS": [PASS, TASK_ROLE, passedTo("ecs-tasks")],
    "pass its agent's role": [PASS, `${TASK_ROLE}-execution`, passedTo("ecs-tasks")],
    "change a task's role": ["iam:PutRolePolicy", TASK_ROLE],
    "change its agent's role": ["iam:PutRolePolicy", `${TASK_ROLE}-execution`],
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
export const OPERATING: Readonly<Record<string, Asked>> = {
  "stop another task": ["ecs:StopTask", ecs("task/others/1")],
  "scale a service": ["ecs:UpdateService", ecs("service/shop/web")],
  "read a function": ["lambda:GetFunction", FUNCTION],
  "invoke a function": ["lambda:InvokeFunction", FUNCTION],
};

function user(action: string): Asked {
  return [`iam:${action}`, `arn:aws:iam::${SHOP_PROD}:user/me`];
}

function anywhere(...actions: readonly string[]): Record<string, Asked> {
  return Object.fromEntries(actions.map((action): [string, Asked] => [action, [action, "*"]]));
}
