import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  AccessControlAttributes,
  AssumingGroup,
  IdentityGroup,
  PermissionSet,
  UseAlarm,
} from "../../modules";
import { tooling } from "../support/own-app";
import { describeWithTerraform, validateStack } from "../support/terraform";

const instanceArn = "arn:aws:sso:::instance/ssoins-1111111111111111";
const identityStoreId = "d-1234567890";

/** Everything of the modules for people, with each of their choices taken once. */
function addPeople(scope: Construct): void {
  new AccessControlAttributes(scope, "attributes", {
    instanceArn,
    attributes: { team: '${path:addresses[type eq "work"].region}' },
  });
  const viewers = new PermissionSet(scope, "viewers", {
    instanceArn,
    permissionSetName: "shop-viewer",
    description: "Sees the shop's pipeline",
    statements: [
      {
        sid: "View",
        actions: ["codepipeline:GetPipeline"],
        resources: [tooling.pipelineArn("${aws:PrincipalTag/team}")],
      },
    ],
    managedPolicyArns: ["arn:aws:iam::aws:policy/SecurityAudit"],
    customerManagedPolicies: [{ name: "audit", path: "/people/" }, { name: "tickets" }],
    boundaryPolicy: { name: "people" },
  });
  for (const [displayName, source] of [
    ["Created", { kind: "created", members: ["ada"] }],
    ["By name", { kind: "displayName" }],
    ["By id", { kind: "externalId", issuer: "https://idp.example.com", id: "00g1" }],
  ] as const) {
    const group = new IdentityGroup(scope, displayName, { identityStoreId, displayName, source });
    viewers.assignTo(displayName, group.groupId, tooling.accountId);
  }
  for (const members of [["ada"], []]) {
    const groupName = members.length === 0 ? "nobody" : "developers";
    new AssumingGroup(scope, groupName, {
      groupName,
      path: "/people/",
      statements: [
        {
          sid: "Assume",
          actions: ["sts:AssumeRole"],
          resources: [tooling.roleArn("people/*")],
          conditions: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
        },
      ],
      members,
    });
  }
  new UseAlarm(scope, "alarm", {
    name: "break-glass-used",
    place: tooling,
    roleNamePrefixes: ["AWSReservedSSO_gatehouse-break-glass_"],
    roleNames: ["rescue"],
    emails: ["security@example.com"],
    tags: { team: "platform" },
  });
}

describeWithTerraform("Terraform accepts", () => {
  let outdir: string;
  beforeAll(() => {
    outdir = mkdtempSync(join(tmpdir(), "gatehouse-people-"));
  });
  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  test("a stack of all modules for people", async () => {
    const app = new App({ outdir, stackTraces: false });
    const stack = new TerraformStack(app, "people");
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    stack.addOverride("terraform.required_providers.aws", {
      source: "hashicorp/aws",
      version: ">= 5.100.0, < 7.0.0",
    });
    addPeople(stack);
    app.synth();
    expect(await validateStack(join(outdir, "stacks", "people"))).toEqual({ ok: true, errors: [] });
  });
});
