import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { goldenWith, problemsOf } from "../../support/platform-file";

const KEY = "kms:{region}:{account}:key/12345678-1234-1234-1234-123456789012";

const denied = (on: string, action: string, resource: string) => {
  const own: Setting = {
    path: ["capabilities", "own"],
    value: {
      description: "A job of ours.",
      on,
      permissions: [
        {
          actions: [action],
          resources: [resource === "*" ? "*" : `arn:{partition}:${resource}`],
        },
      ],
    },
  };
  return problemsOf("capability-denied", goldenWith(own));
};

describe("a capability of the team's own is refused what every persona is denied", () => {
  test.each([
    ["accounts", "cloudtrail:StopLogging", "cloudtrail:{region}:{account}:trail/*", "NoSilence"],
    ["accounts", "iam:CreateAccessKey", "iam::{account}:user/robot", "NoUsersOrKeys"],
    ["accounts", "iam:createaccesskey", "iam::{account}:user/robot", "NoUsersOrKeys"],
    ["accounts", "organizations:LeaveOrganization", "*", "NoOtherAccounts"],
    ["accounts", "sts:AssumeRole", "iam::999999999999:role/tools", "NoOtherAccounts"],
    [
      "accounts",
      "lambda:UpdateFunctionCode",
      "lambda:{region}:{account}:function:api-charge",
      "NoOwnDeployments",
    ],
    ["accounts", "ecs:RunTask", "ecs:{region}:{account}:task-definition/web:*", "NoOwnDeployments"],
    ["accounts", "ecs:ExecuteCommand", "ecs:{region}:{account}:task/shop/*", "NoOwnDeployments"],
    ["accounts", "iam:PassRole", "iam::{account}:role/web-task", "NoOtherRights"],
    ["accounts", "account:DisableRegion", "account::{account}:account", "NoOtherAccounts"],
    ["pipelines", "kms:Sign", KEY, "NoKeyChanges"],
    ["pipelines", "iam:TagUser", "iam::{account}:user/robot", "NoOtherRights"],
  ])("on %s: %s on %s", async (on, action, resource, deny) => {
    const problems = await denied(on, action, resource);
    expect(problems).toMatchObject([
      {
        severity: "error",
        path: "capabilities.own.permissions[0].actions[0]",
        got: action,
        message: expect.stringContaining(deny) as string,
      },
    ]);
  });

  test.each([
    ["accounts", "cloudtrail:GetTrailStatus", "cloudtrail:{region}:{account}:trail/*"],
    ["accounts", "organizations:ListAccounts", "*"],
    ["accounts", "lambda:InvokeFunction", "lambda:{region}:{account}:function:api-charge"],
    ["accounts", "lambda:UpdateFunctionCode", "lambda:{region}:{account}:function:tools-charge"],
    ["accounts", "ecs:RunTask", "ecs:{region}:{account}:task-definition/migrate:*"],
    ["accounts", "s3:GetDataAccess", "s3:{region}:{account}:access-grants/default"],
    // Which account is meant can't be told, and in most of them it holds.
    ["accounts", "kms:Sign", KEY],
    ["accounts", "iam:TagUser", "iam::{account}:user/robot"],
    ["pipelines", "kms:Decrypt", KEY],
  ])("and nothing else. On %s: %s on %s", async (on, action, resource) => {
    expect(await denied(on, action, resource)).toEqual([]);
  });
});
