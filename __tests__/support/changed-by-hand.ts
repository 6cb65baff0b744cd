import { CodeBuildClient, UpdateProjectCommand } from "@aws-sdk/client-codebuild";
import {
  CodePipelineClient,
  GetPipelineCommand,
  UpdatePipelineCommand,
} from "@aws-sdk/client-codepipeline";
import {
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateGroupCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import {
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { DeleteTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  CreateAccountAssignmentCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
  DescribePermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import type { OpenLab } from "./use-lab";

const TOOLING = "222222222222";
const PROD = "300000000002";
const REGION = "eu-west-1";

/** Allows nothing that matters to anybody else's access. */
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "ByHand", Effect: "Allow", Action: "sqs:ListQueues", Resource: "*" }],
});
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${TOOLING}:root` },
      Action: "sts:AssumeRole",
    },
  ],
});

/** Somebody who changes, in the startup's accounts, what Terraform made: one thing of each kind. */
export class ChangedByHand {
  constructor(private readonly open: OpenLab) {}

  /** Makes every change. @returns the kind and thing of each finding that is to come of them */
  async makeAll(): Promise<readonly string[]> {
    return [
      ...(await this.changeRoles()),
      ...(await this.changeResources()),
      ...(await this.changePipeline()),
      ...(await this.changeIdentityCenter()),
    ];
  }

  /** Findings about access, which follow from changes to policies. */
  follows(finding: string): boolean {
    return /^(beyond-grants|grant-lost) persona developer$/.test(finding);
  }

  private async changeRoles(): Promise<string[]> {
    const tooling = new IAMClient(await this.open.aws.inAccount(TOOLING, REGION));
    const target = new IAMClient(await this.open.aws.inAccount(PROD, REGION));
    const role = (accountId: string, name: string) => `arn:aws:iam::${accountId}:role/${name}`;
    await tooling.send(
      new PutRolePolicyCommand({
        RoleName: "acme-app-build",
        PolicyName: "by-hand",
        PolicyDocument: POLICY,
      }),
    );
    await tooling.send(
      new PutRolePolicyCommand({
        RoleName: "acme-app-pipeline",
        PolicyName: "permissions",
        PolicyDocument: POLICY,
      }),
    );
    await tooling.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: "acme-app-source" }));
    await tooling.send(
      new CreateRoleCommand({ RoleName: "acme-left-behind", AssumeRolePolicyDocument: TRUST }),
    );
    await target.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: "acme-app-deploy", PolicyDocument: TRUST }),
    );
    await target.send(
      new DeleteRolePolicyCommand({ RoleName: "acme-app-deploy", PolicyName: "permissions" }),
    );
    await target.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: "acme-app-deploy",
        PermissionsBoundary: `arn:aws:iam::${PROD}:policy/acme-people-boundary`,
      }),
    );
    return [
      `policy-added ${role(TOOLING, "acme-app-build")}`,
      `policy-changed ${role(TOOLING, "acme-app-pipeline")}`,
      `boundary-missing ${role(TOOLING, "acme-app-source")}`,
      `unexpected ${role(TOOLING, "acme-left-behind")}`,
      `trust-changed ${role(PROD, "acme-app-deploy")}`,
      `policy-gone ${role(PROD, "acme-app-deploy")}`,
      `boundary-changed ${role(PROD, "acme-app-deploy")}`,
    ];
  }

  private async changeResources(): Promise<string[]> {
    const config = await this.open.aws.inAccount(TOOLING, REGION);
    const s3 = new S3Client(config);
    const bucket = `acme-app-${TOOLING}-euw1`;
    const statement = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:DeleteBucket",
      Resource: `arn:aws:s3:::${bucket}`,
    };
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "ByHand", ...statement }],
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket: bucket }));
    const TopicArn = `arn:aws:sns:${REGION}:${TOOLING}:acme-app-prod-approve`;
    await new SNSClient(config).send(new DeleteTopicCommand({ TopicArn }));
    return [
      `resource-policy-changed arn:aws:s3:::${bucket}`,
      `public-access arn:aws:s3:::${bucket}`,
      `missing ${TopicArn}`,
    ];
  }

  private async changePipeline(): Promise<string[]> {
    const config = await this.open.aws.inAccount(TOOLING, REGION);
    const client = new CodePipelineClient(config);
    const { pipeline } = await client.send(new GetPipelineCommand({ name: "app" }));
    if (pipeline === undefined) throw new Error("there is no pipeline app");
    // The approval is taken out: what a review is to see first of all.
    const stages = (pipeline.stages ?? []).map((stage) => ({
      ...stage,
      actions: (stage.actions ?? []).filter(
        ({ actionTypeId }) => actionTypeId?.category !== "Approval",
      ),
    }));
    await client.send(new UpdatePipelineCommand({ pipeline: { ...pipeline, stages } }));
    await new CodeBuildClient(config).send(
      new UpdateProjectCommand({
        name: "acme-app-build",
        serviceRole: `arn:aws:iam::${TOOLING}:role/acme-app-pipeline`,
      }),
    );
    return [
      `pipeline-changed arn:aws:codepipeline:${REGION}:${TOOLING}:app`,
      `project-changed arn:aws:codebuild:${REGION}:${TOOLING}:project/acme-app-build`,
    ];
  }

  private async changeIdentityCenter(): Promise<string[]> {
    const { aws, platform } = this.open;
    const config = await aws.inAccount(platform.managementAccountId, REGION);
    const admin = new SSOAdminClient(config);
    const [instance] = (await admin.send(new ListInstancesCommand({}))).Instances ?? [];
    const { InstanceArn, IdentityStoreId } = instance ?? {};
    const group = await new IdentitystoreClient(config).send(
      new CreateGroupCommand({ IdentityStoreId, DisplayName: "Contractors" }),
    );
    const sets = await admin.send(new ListPermissionSetsCommand({ InstanceArn }));
    for (const PermissionSetArn of sets.PermissionSets ?? []) {
      const described = await admin.send(
        new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }),
      );
      if (described.PermissionSet?.Name === "acme-releaser")
        await admin.send(
          new CreateAccountAssignmentCommand({
            InstanceArn,
            PermissionSetArn,
            PrincipalId: group.GroupId,
            PrincipalType: "GROUP",
            TargetId: TOOLING,
            TargetType: "AWS_ACCOUNT",
          }),
        );
      // Said, and provisioned nowhere.
      if (described.PermissionSet?.Name === "acme-developer")
        await admin.send(
          new PutInlinePolicyToPermissionSetCommand({
            InstanceArn,
            PermissionSetArn,
            InlinePolicy: POLICY,
          }),
        );
    }
    const set = (name: string) => `permission set ${name} in ${TOOLING}`;
    return [
      `assignment-added ${set("acme-releaser")}`,
      `policy-changed ${set("acme-developer")}`,
      `not-provisioned ${set("acme-developer")}`,
    ];
  }
}
