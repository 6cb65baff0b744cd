import {
  BatchGetProjectsCommand,
  CodeBuildClient,
  CreateProjectCommand,
  DeleteProjectCommand,
  UpdateProjectCommand,
} from "@aws-sdk/client-codebuild";
import {
  CodeStarConnectionsClient,
  CreateConnectionCommand,
  DeleteConnectionCommand,
  GetConnectionCommand,
  ListConnectionsCommand,
  ListTagsForResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-codestar-connections";
import { CreatePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetBucketLoggingCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeletePermissionsBoundaryFromPermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListInstancesCommand,
  ListTagsForResourceCommand as ListSsoTagsCommand,
  ProvisionPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  SSOAdminClient,
  TagResourceCommand as TagSsoCommand,
  UntagResourceCommand as UntagSsoCommand,
} from "@aws-sdk/client-sso-admin";
import { SMALL_SEED, useEmulator } from "../../../support/emulator";

const REGION = "eu-west-1";
const TOOLING = "222222222222";
const emulator = useEmulator();

const inTooling = () => emulator.aws.inAccount(TOOLING, REGION);
const inManagement = () => emulator.aws.inAccount(SMALL_SEED.managementAccountId, REGION);

describe("CodeBuild", () => {
  const role = `arn:aws:iam::${TOOLING}:role/build`;
  const key = `arn:aws:kms:${REGION}:${TOOLING}:key/0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d`;
  const project = {
    name: "of-a-pipeline",
    source: { type: "CODEPIPELINE", buildspec: "buildspec.yml" },
    artifacts: { type: "CODEPIPELINE" },
    environment: {
      type: "LINUX_CONTAINER",
      image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
      computeType: "BUILD_GENERAL1_SMALL",
      privilegedMode: false,
    },
    serviceRole: role,
    encryptionKey: key,
    concurrentBuildLimit: 3,
    logsConfig: { cloudWatchLogs: { status: "ENABLED", groupName: "/builds" } },
  } as const;

  test("takes a pipeline's source and artifacts, which have no location, and keeps all that is put", async () => {
    const client = new CodeBuildClient(await inTooling());
    await client.send(new CreateProjectCommand(project));
    const { projects } = await client.send(new BatchGetProjectsCommand({ names: [project.name] }));
    expect(projects).toEqual([expect.objectContaining(project)]);
    expect(projects?.[0]?.source).toEqual(project.source);
  });

  test("changes what an update names, and leaves the rest", async () => {
    const client = new CodeBuildClient(await inTooling());
    await client.send(new UpdateProjectCommand({ name: project.name, timeoutInMinutes: 7 }));
    const { projects } = await client.send(new BatchGetProjectsCommand({ names: [project.name] }));
    expect(projects).toEqual([expect.objectContaining({ ...project, timeoutInMinutes: 7 })]);
  });

  test("deletes a project by its ARN", async () => {
    const client = new CodeBuildClient(await inTooling());
    const name = "short-lived";
    const created = await client.send(new CreateProjectCommand({ ...project, name }));
    await client.send(new DeleteProjectCommand({ name: created.project?.arn }));
    const { projects } = await client.send(new BatchGetProjectsCommand({ names: [name] }));
    expect(projects).toEqual([]);
  });

  test("still demands the location of a source that has one", async () => {
    const client = new CodeBuildClient(await inTooling());
    const source = { type: "S3" } as const;
    const create = client.send(new CreateProjectCommand({ ...project, name: "without", source }));
    await expect(create).rejects.toThrow("Project source location is required");
  });
});

describe("connections", () => {
  test("are pending until the handshake, in their account and region alone, and gone when deleted", async () => {
    const client = new CodeStarConnectionsClient(await inTooling());
    const create = { ConnectionName: "gatehouse-github", ProviderType: "GitHub" } as const;
    const tags = [
      { Key: "team", Value: "shop" },
      { Key: "managed-by", Value: "gatehouse" },
    ];
    const { ConnectionArn } = await client.send(
      new CreateConnectionCommand({ ...create, Tags: tags }),
    );
    const { Connection } = await client.send(new GetConnectionCommand({ ConnectionArn }));
    expect(Connection).toEqual({
      ...create,
      ConnectionArn: expect.stringMatching(
        `^arn:aws:codestar-connections:${REGION}:${TOOLING}:connection/[0-9a-f-]{36}$`,
      ) as string,
      ConnectionStatus: "PENDING",
      OwnerAccountId: TOOLING,
    });

    await client.send(new UntagResourceCommand({ ResourceArn: ConnectionArn, TagKeys: ["team"] }));
    const listed = await client.send(
      new ListTagsForResourceCommand({ ResourceArn: ConnectionArn }),
    );
    expect(listed.Tags).toEqual([{ Key: "managed-by", Value: "gatehouse" }]);

    const elsewhere = new CodeStarConnectionsClient(await inManagement());
    expect((await elsewhere.send(new ListConnectionsCommand({}))).Connections).toEqual([]);

    await client.send(new DeleteConnectionCommand({ ConnectionArn }));
    await expect(client.send(new GetConnectionCommand({ ConnectionArn }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("IAM", () => {
  const policyOn = (resource: string) =>
    new CreatePolicyCommand({
      PolicyName: "any",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "iam:GetRole", Resource: resource }],
      }),
    });

  test("takes a policy on any of its resources", async () => {
    const client = new IAMClient(await inTooling());
    const { Policy } = await client.send(policyOn("arn:aws:iam::*:*"));
    expect(Policy?.PolicyName).toBe("any");
  });

  test.each([
    ["arn:aws:iam:*:*:*", "cannot contain region information"],
    ["arn:aws:iam::*:*x", "must either be"],
  ])("still refuses %s", async (resource, message) => {
    const client = new IAMClient(await inTooling());
    await expect(client.send(policyOn(resource))).rejects.toThrow(message);
  });
});

describe("S3", () => {
  test("lets logs into a bucket whose policy also says something about everybody", async () => {
    const client = new S3Client(await inTooling());
    const location = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
    await client.send(new CreateBucketCommand({ Bucket: "logs", ...location }));
    await client.send(new CreateBucketCommand({ Bucket: "artifacts", ...location }));
    const everybody = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::logs/*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const logging = {
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::logs/*",
    };
    const put = async (...statements: object[]) => {
      const policy = { Version: "2012-10-17", Statement: statements };
      await client.send(
        new PutBucketPolicyCommand({ Bucket: "logs", Policy: JSON.stringify(policy) }),
      );
      const enabled = { TargetBucket: "logs", TargetPrefix: "artifacts/" };
      const status = { LoggingEnabled: enabled };
      await client.send(
        new PutBucketLoggingCommand({ Bucket: "artifacts", BucketLoggingStatus: status }),
      );
    };
    await expect(put(everybody)).rejects.toThrow(/necessary permissions/);
    await put(everybody, logging);
    const { LoggingEnabled } = await client.send(
      new GetBucketLoggingCommand({ Bucket: "artifacts" }),
    );
    expect(LoggingEnabled).toMatchObject({ TargetBucket: "logs" });
  });
});

describe("Identity Center", () => {
  async function permissionSet(name: string) {
    const client = new SSOAdminClient(await inManagement());
    const { Instances } = await client.send(new ListInstancesCommand({}));
    const InstanceArn = Instances?.[0]?.InstanceArn;
    const tags = [{ Key: "managed-by", Value: "gatehouse" }];
    const { PermissionSet } = await client.send(
      new CreatePermissionSetCommand({ InstanceArn, Name: name, Tags: tags }),
    );
    const PermissionSetArn = PermissionSet?.PermissionSetArn;
    return { client, set: { InstanceArn, PermissionSetArn } };
  }

  test("tells the tags of a permission set, and changes them", async () => {
    const { client, set } = await permissionSet("tagged");
    const resource = { InstanceArn: set.InstanceArn, ResourceArn: set.PermissionSetArn };
    const tags = async () => (await client.send(new ListSsoTagsCommand(resource))).Tags;
    expect(await tags()).toEqual([{ Key: "managed-by", Value: "gatehouse" }]);
    const added = [
      { Key: "managed-by", Value: "us" },
      { Key: "team", Value: "shop" },
    ];
    await client.send(new TagSsoCommand({ ...resource, Tags: added }));
    expect(await tags()).toEqual(added);
    await client.send(new UntagSsoCommand({ ...resource, TagKeys: ["managed-by"] }));
    expect(await tags()).toEqual([{ Key: "team", Value: "shop" }]);
  });

  test("keeps the permissions boundary of a permission set, until it is deleted", async () => {
    const { client, set } = await permissionSet("bounded");
    const boundary = {
      CustomerManagedPolicyReference: { Name: "gatehouse-people-boundary", Path: "/" },
    };
    const get = () => client.send(new GetPermissionsBoundaryForPermissionSetCommand(set));
    await expect(get()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await client.send(
      new PutPermissionsBoundaryToPermissionSetCommand({ ...set, PermissionsBoundary: boundary }),
    );
    expect((await get()).PermissionsBoundary).toEqual(boundary);
    await client.send(new DeletePermissionsBoundaryFromPermissionSetCommand(set));
    await expect(get()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("tells how provisioning went, and that a set is where it is assigned", async () => {
    const { client, set } = await permissionSet("provisioned");
    await client.send(
      new CreateAccountAssignmentCommand({
        ...set,
        TargetId: TOOLING,
        TargetType: "AWS_ACCOUNT",
        PrincipalType: "GROUP",
        PrincipalId: "0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d",
      }),
    );
    const { PermissionSetProvisioningStatus } = await client.send(
      new ProvisionPermissionSetCommand({ ...set, TargetType: "ALL_PROVISIONED_ACCOUNTS" }),
    );
    const status = await client.send(
      new DescribePermissionSetProvisioningStatusCommand({
        InstanceArn: set.InstanceArn,
        ProvisionPermissionSetRequestId: PermissionSetProvisioningStatus?.RequestId,
      }),
    );
    expect(status.PermissionSetProvisioningStatus?.Status).toBe("SUCCEEDED");
    const accounts = await client.send(new ListAccountsForProvisionedPermissionSetCommand(set));
    expect(accounts.AccountIds).toEqual([TOOLING]);
  });
});

test("CloudTrail starts a trail's logging by its ARN, as the provider asks it to", async () => {
  const s3 = new S3Client(await inTooling());
  const location = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
  await s3.send(new CreateBucketCommand({ Bucket: "trail", ...location }));
  const ask = async (action: string, body: object) => {
    const { credentials } = await inTooling();
    const scope = `${credentials.accessKeyId}/20200101/${REGION}/cloudtrail/aws4_request`;
    const answer = await fetch(emulator.endpoint, {
      method: "POST",
      headers: {
        // moto reads who asks what, and checks no signature.
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `CloudTrail_20131101.${action}`,
      },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Record<string, unknown>;
  };
  const { TrailARN: Name } = await ask("CreateTrail", { Name: "all", S3BucketName: "trail" });
  await ask("StartLogging", { Name });
  expect(await ask("GetTrailStatus", { Name: "all" })).toMatchObject({ IsLogging: true });
  await ask("StopLogging", { Name: "all" });
  expect(await ask("GetTrailStatus", { Name: "all" })).toMatchObject({ IsLogging: false });
});
