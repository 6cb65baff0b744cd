import type { Platform } from "../../../../lib/model/platform";
import { accountsOf } from "../../../../lib/policy/persona/account-allows";
import { peopleBoundary } from "../../../../lib/policy/persona/people-boundary";
import { accountQuestions } from "../../../support/account-questions";
import { BYPASSES } from "../../../support/bypasses";
import { type IamRequest, decide } from "../../../support/decide";
import { asIam, policyOf } from "../../../support/persona-policies";
import { pipelineQuestions } from "../../../support/pipeline-questions";
import {
  GOLDEN_TEXT,
  SHIPPED_TEXT,
  goldenWith,
  validPlatform,
} from "../../../support/platform-file";

const named = ({ action, resource }: IamRequest) => `${action} on ${resource}`;

/** Every request that some enabled persona is allowed. */
function allowedToSomebody(platform: Platform): IamRequest[] {
  return platform.personas
    .filter(({ enabled }) => enabled)
    .flatMap((persona) => {
      const policy = policyOf(platform, persona.name);
      const asked = [
        ...pipelineQuestions(platform),
        ...accountsOf(platform, persona).flatMap((id) => accountQuestions(id, "eu-west-1")),
      ];
      return asked.filter((request) => decide(policy, request) === "allowed");
    });
}

test.each([
  ["golden", GOLDEN_TEXT],
  ["shipped", SHIPPED_TEXT],
])("the boundary takes nothing from what the %s personas may do", async (_name, text) => {
  const platform = await validPlatform(text);
  const boundary = asIam(peopleBoundary(platform));
  const allowed = allowedToSomebody(platform);
  expect(allowed.length).toBeGreaterThan(50);
  expect(allowed.filter((each) => decide(boundary, each) !== "allowed").map(named)).toEqual([]);
});

test("of the ways round an approval, it allows those alone that are some capability's", async () => {
  const boundary = asIam(peopleBoundary(await validPlatform(SHIPPED_TEXT)));
  const open = BYPASSES.filter(({ request }) => decide(boundary, request) === "allowed");
  // Where these are allowed is for each persona's own policy to say.
  expect([...new Set(open.map(({ request }) => request.action))].sort()).toEqual([
    "codeconnections:PassConnection",
    "codeconnections:UseConnection",
    "codepipeline:DisableStageTransition",
    "codepipeline:EnableStageTransition",
    "codepipeline:OverrideStageCondition",
    "codepipeline:PutApprovalResult",
    "codepipeline:RetryStageExecution",
    "codepipeline:RollbackStage",
    "codepipeline:StartPipelineExecution",
    "codepipeline:StopPipelineExecution",
    "codepipeline:UpdatePipeline",
    "codestar-connections:UseConnection",
    "ecs:StopTask",
    "ecs:UpdateService",
    "iam:PassRole",
    "lambda:GetFunction",
    "lambda:InvokeFunction",
    "s3:GetObject",
    "s3:GetObjectVersion",
  ]);
});

describe("it lets roles be passed", () => {
  const TOOLING = "100000000002";
  const pass = (name: string, service: string, account = TOOLING): IamRequest => ({
    action: "iam:PassRole",
    resource: `arn:aws:iam::${account}:role/${name}`,
    context: { "iam:PassedToService": `${service}.amazonaws.com` },
  });

  test("if they are pipelines' own, to CodePipeline alone", async () => {
    const boundary = asIam(peopleBoundary(await validPlatform(GOLDEN_TEXT)));
    expect(decide(boundary, pass("acme-api-pipeline", "codepipeline"))).toBe("allowed");
    for (const request of [
      pass("acme-api-pipeline", "lambda"),
      pass("acme-api-build-project", "codepipeline"),
      pass("acme-api-pipeline", "codepipeline", "200000000003"),
      pass("admin", "ec2", "200000000003"),
    ]) {
      expect(decide(boundary, request)).toBe("implicitlyDenied");
    }
  });

  test("or if a capability of the team's own names them", async () => {
    const own = {
      path: ["capabilities", "run-jobs"],
      value: {
        description: "Runs jobs.",
        on: "accounts",
        permissions: [
          { actions: ["iam:passRole"], resources: ["arn:{partition}:iam::{account}:role/jobs-*"] },
        ],
      },
    };
    const boundary = asIam(peopleBoundary(await validPlatform(goldenWith(own))));
    expect(decide(boundary, pass("jobs-nightly", "batch", "200000000003"))).toBe("allowed");
    expect(decide(boundary, pass("admin", "batch", "200000000003"))).toBe("implicitlyDenied");
  });
});

test("it is the same whoever there is: break-glass changes nothing in any account", async () => {
  const golden = peopleBoundary(await validPlatform(GOLDEN_TEXT));
  const operator = {
    path: ["personas", "operator"],
    value: {
      description: "Operates.",
      enabled: false,
      grants: [{ capabilities: ["operate", "inspect"], accounts: { environments: ["prod"] } }],
    },
  };
  expect(peopleBoundary(await validPlatform(goldenWith(operator)))).toEqual(golden);
  const nobody = [
    { path: ["personas"], value: {} },
    { path: ["groups"], value: [] },
  ];
  expect(peopleBoundary(await validPlatform(goldenWith(...nobody)))).toEqual(golden);
});

describe("a managed policy of a persona", () => {
  const asked = async (action: string) => {
    const reading = { path: ["personas", "auditor", "managedPolicies"], value: ["ReadOnlyAccess"] };
    const boundary = asIam(peopleBoundary(await validPlatform(goldenWith(reading))));
    return decide(boundary, { action, resource: "*" });
  };

  test.each([
    "dynamodb:ListTables",
    "guardduty:ArchiveFindings",
    "securityhub:BatchUpdateFindings",
    "account:GetAlternateContact",
    "cloudtrail:LookupEvents",
    "config:SelectResourceConfig",
    "ram:ListResources",
    "signin:CreateOAuth2Token",
    "support:CreateCase",
    "payments:MakePayment",
  ])("is not cut off from %s", async (action) => {
    expect(await asked(action)).toBe("allowed");
  });

  test.each([
    "iam:CreateUser",
    "sts:AssumeRole",
    "sso:CreateAccountAssignment",
    "sso-directory:CreateUser",
    "identity-sync:CreateSyncFilter",
    "ds:ResetUserPassword",
    "ds-data:AddGroupMember",
    "account-access:CreateEntitlement",
    "supportauthz:CreateSupportPermit",
    "rolesanywhere:CreateTrustAnchor",
    "signin:PutResourcePermissionStatement",
    "signin:DeleteResourcePermissionStatement",
    "ram:AssociateResourceShare",
  ])("hands out no access by %s", async (action) => {
    expect(await asked(action)).toBe("implicitlyDenied");
  });

  test.each([
    "account:CloseAccount",
    "account:DisableRegion",
    "account:PutAlternateContact",
    "account:StartPrimaryEmailUpdate",
    "aws-portal:ModifyAccount",
    "controltower:DisableControl",
    "organizations:LeaveOrganization",
  ])("does not act on the account as a whole by %s", async (action) => {
    expect(await asked(action)).toBe("implicitlyDenied");
  });

  test.each([
    "access-analyzer:DeleteAnalyzer",
    "cloudtrail:DisableFederation",
    "cloudtrail:StopLogging",
    "config:DeleteConfigurationRecorder",
    "config:PutDeliveryChannel",
    "config:StopConfigurationRecorder",
    "guardduty:DeleteDetector",
    "guardduty:DisassociateFromAdministratorAccount",
    "guardduty:StopMonitoringMembers",
    "guardduty:UpdateDetector",
    "securityhub:DisableSecurityHub",
    "securityhub:DisassociateMembers",
  ])("blinds nobody who watches by %s", async (action) => {
    expect(await asked(action)).toBe("implicitlyDenied");
  });
});

test("resources that are in no region are given none: IAM takes no policy that gives them one", async () => {
  const resources = peopleBoundary(await validPlatform(SHIPPED_TEXT))
    .filter(({ sid }) => sid === "Peopleiam" || sid === "Peoples3")
    .flatMap((statement) => statement.resources ?? []);
  expect(resources).toEqual(["arn:aws:iam::*:*", "arn:aws:s3:::*"]);
});

test("resources that are in no region are given none: IAM takes no policy that gives them one", async () => {
  const resources = peopleBoundary(await validPlatform(SHIPPED_TEXT))
    .filter(({ sid }) => sid === "Peopleiam" || sid === "Peoples3")
    .flatMap((statement) => statement.resources ?? []);
  expect(resources).toEqual(["arn:aws:iam::*:*", "arn:aws:s3:::*"]);
});
