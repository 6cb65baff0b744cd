import {
  CreateGroupMembershipCommand,
  CreateUserCommand,
  IdentitystoreClient,
  ListGroupsCommand,
} from "@aws-sdk/client-identitystore";
import {
  CreatePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import { GetRoleCredentialsCommand, ListAccountRolesCommand, SSOClient } from "@aws-sdk/client-sso";
import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  DeletePermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  ListInstancesCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { SMALL_SEED, useEmulator } from "../../../support/emulator";

const REGION = "eu-west-1";
const TOOLING = "222222222222";
const ELSEWHERE = "400000000001";
const emulator = useEmulator();

const inTooling = async () => new IAMClient(await emulator.aws.inAccount(TOOLING, REGION));
const policy = (action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
  });

/** A permission set, and how to assign it to the testers in the tooling account. */
async function permissionSet(Name: string) {
  const config = await emulator.aws.inAccount(SMALL_SEED.managementAccountId, REGION);
  const client = new SSOAdminClient(config);
  const directory = new IdentitystoreClient(config);
  const [instance] = (await client.send(new ListInstancesCommand({}))).Instances ?? [];
  const { InstanceArn, IdentityStoreId } = instance ?? {};
  const { Groups } = await directory.send(new ListGroupsCommand({ IdentityStoreId }));
  const GroupId = Groups?.[0]?.GroupId;
  const create = new CreatePermissionSetCommand({ InstanceArn, Name, SessionDuration: "PT8H" });
  const { PermissionSet } = await client.send(create);
  const set = { InstanceArn, PermissionSetArn: PermissionSet?.PermissionSetArn };
  const assignment = {
    ...set,
    TargetId: TOOLING,
    TargetType: "AWS_ACCOUNT",
    PrincipalType: "GROUP",
    PrincipalId: GroupId,
  } as const;
  return {
    client,
    directory,
    set,
    IdentityStoreId,
    GroupId,
    assign: () => client.send(new CreateAccountAssignmentCommand(assignment)),
    unassign: () => client.send(new DeleteAccountAssignmentCommand(assignment)),
    provision: () =>
      client.send(
        new ProvisionPermissionSetCommand({ ...set, TargetType: "ALL_PROVISIONED_ACCOUNTS" }),
      ),
  };
}

async function roleOf(name: string) {
  const { Roles = [] } = await (await inTooling()).send(new ListRolesCommand({}));
  return Roles.find(({ RoleName }) => RoleName?.startsWith(`AWSReservedSSO_${name}_`));
}

test("a permission set has a role where it is assigned, as AWS names it, for nobody to assume", async () => {
  const { assign, unassign } = await permissionSet("assigned");
  expect(await roleOf("assigned")).toBeUndefined();
  await assign();
  const role = await roleOf("assigned");
  expect(role?.Arn).toMatch(
    /:role\/aws-reserved\/sso\.amazonaws\.com\/eu-west-1\/AWSReservedSSO_assigned_[0-9a-f]{16}$/,
  );
  expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "")).toContain(
    "sts:AssumeRoleWithSAML",
  );
  await unassign();
  expect(await roleOf("assigned")).toBeUndefined();
});

test("the role gets what the set has once that is provisioned, and not before", async () => {
  const { client, set, assign, provision } = await permissionSet("changed");
  const iam = await inTooling();
  for (const PolicyName of ["own-policy", "people-boundary"])
    await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: policy("s3:*") }));
  await assign();
  const RoleName = (await roleOf("changed"))?.RoleName;
  const InlinePolicy = policy("codepipeline:ListPipelines");
  await client.send(new PutInlinePolicyToPermissionSetCommand({ ...set, InlinePolicy }));
  await client.send(
    new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
      ...set,
      CustomerManagedPolicyReference: { Name: "own-policy", Path: "/" },
    }),
  );
  await client.send(
    new PutPermissionsBoundaryToPermissionSetCommand({
      ...set,
      PermissionsBoundary: {
        CustomerManagedPolicyReference: { Name: "people-boundary", Path: "/" },
      },
    }),
  );
  const names = async () => (await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames;
  expect(await names()).toEqual([]);

  await provision();
  expect(await names()).toEqual(["AwsSSOInlinePolicy"]);
  const inline = { RoleName, PolicyName: "AwsSSOInlinePolicy" };
  const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand(inline));
  expect(decodeURIComponent(PolicyDocument)).toBe(InlinePolicy);
  const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const arn = (name: string) => `arn:aws:iam::${TOOLING}:policy/${name}`;
  expect(attached.AttachedPolicies).toEqual([
    { PolicyName: "own-policy", PolicyArn: arn("own-policy") },
  ]);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(arn("people-boundary"));
});

test("a boundary that an account has not fails its provisioning, and is told", async () => {
  const { client, set, assign, provision } = await permissionSet("unbounded");
  await assign();
  await client.send(
    new PutPermissionsBoundaryToPermissionSetCommand({
      ...set,
      PermissionsBoundary: { CustomerManagedPolicyReference: { Name: "nowhere", Path: "/" } },
    }),
  );
  const { PermissionSetProvisioningStatus } = await provision();
  const told = await client.send(
    new DescribePermissionSetProvisioningStatusCommand({
      InstanceArn: set.InstanceArn,
      ProvisionPermissionSetRequestId: PermissionSetProvisioningStatus?.RequestId,
    }),
  );
  expect(told.PermissionSetProvisioningStatus).toMatchObject({
    Status: "FAILED",
    FailureReason: expect.stringMatching(/policy\/nowhere/) as string,
  });
});

test("the portal gives a group's member credentials of what is assigned to it, and of nothing else", async () => {
  const { directory, IdentityStoreId, GroupId, client, set, assign, unassign } =
    await permissionSet("by-portal");
  await assign();
  const named = { UserName: "ada", DisplayName: "Ada", Name: { GivenName: "A", FamilyName: "L" } };
  const create = new CreateUserCommand({ IdentityStoreId, ...named });
  const { UserId = "" } = await directory.send(create);
  const portal = new SSOClient({ endpoint: emulator.endpoint, region: REGION });
  const asked = { accessToken: "ada", roleName: "by-portal", accountId: TOOLING };
  const get = (other: Partial<typeof asked> = {}) =>
    portal.send(new GetRoleCredentialsCommand({ ...asked, ...other }));
  const refused = { name: "ForbiddenException" };

  await expect(get()).rejects.toMatchObject(refused);
  const member = { IdentityStoreId, GroupId, MemberId: { UserId } };
  await directory.send(new CreateGroupMembershipCommand(member));
  const { roleCredentials } = await get();
  const { accessKeyId = "", secretAccessKey = "", sessionToken } = roleCredentials ?? {};
  const sts = new STSClient({
    endpoint: emulator.endpoint,
    region: REGION,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  expect(Arn).toMatch(/:assumed-role\/AWSReservedSSO_by-portal_[0-9a-f]{16}\/ada$/);
  const listed = new ListAccountRolesCommand({ accessToken: "ada", accountId: TOOLING });
  expect((await portal.send(listed)).roleList).toContainEqual({
    roleName: "by-portal",
    accountId: TOOLING,
  });

  await expect(get({ accountId: ELSEWHERE })).rejects.toMatchObject(refused);
  await expect(get({ roleName: "another" })).rejects.toMatchObject(refused);
  await expect(get({ accessToken: "eve" })).rejects.toMatchObject({
    name: "UnauthorizedException",
  });
  await unassign();
  await expect(get()).rejects.toMatchObject(refused);
  await client.send(new DeletePermissionSetCommand(set));
});
