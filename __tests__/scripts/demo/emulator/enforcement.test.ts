import { CodePipelineClient, ListPipelinesCommand } from "@aws-sdk/client-codepipeline";
import {
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { useEmulator } from "../../../support/emulator";
import { verdictOf } from "../../../support/enforcement";

const REGION = "eu-west-1";
const TOOLING = "222222222222";
const emulator = useEmulator();

const admin = () => emulator.aws.inAccount(TOOLING, REGION);
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const ORGANIZATION = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };

/** A role that the tooling account's administrator takes. */
async function role(RoleName: string, policy: string) {
  const iam = new IAMClient(await admin());
  const trust = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${TOOLING}:root` },
    Action: "sts:AssumeRole",
    Condition: ORGANIZATION,
  };
  const AssumeRolePolicyDocument = document(trust);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const put = { RoleName, PolicyName: "own", PolicyDocument: policy };
  await iam.send(new PutRolePolicyCommand(put));
  const { credentials } = await admin();
  const arn = `arn:aws:iam::${TOOLING}:role/${RoleName}`;
  return { iam, as: await emulator.aws.as(arn, REGION, { by: credentials }) };
}

async function enforce(count: string): Promise<void> {
  await fetch(`${emulator.endpoint}/moto-api/reset-auth`, { method: "POST", body: count });
}

beforeAll(() => enforce("0"));

const ALLOW_ALL = { Effect: "Allow", Action: "*", Resource: "*" };

test("what no policy allows is refused, and said why, until enforcing ends", async () => {
  const { as } = await role("pipelines", document({ ...ALLOW_ALL, Action: "codepipeline:*" }));
  await new CodePipelineClient(as).send(new ListPipelinesCommand({}));
  const list = () => new IAMClient(as).send(new ListRolesCommand({}));
  await expect(list()).rejects.toThrow(
    /assumed-role\/pipelines\/demo is not authorized to perform: iam:ListRoles .* because no identity-based policy allows/,
  );
  await enforce("inf");
  await list();
  await enforce("0");
});

test("a boundary limits, and a key that is no longer known opens nothing", async () => {
  const { iam, as } = await role("bounded", document(ALLOW_ALL));
  const pipelines = new CodePipelineClient(as);
  await pipelines.send(new ListPipelinesCommand({}));
  const PolicyDocument = document({ ...ALLOW_ALL, Action: "s3:*" });
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: "boundary", PolicyDocument }),
  );
  const PermissionsBoundary = Policy?.Arn;
  await iam.send(
    new PutRolePermissionsBoundaryCommand({ RoleName: "bounded", PermissionsBoundary }),
  );
  await expect(pipelines.send(new ListPipelinesCommand({}))).rejects.toThrow(
    /because no permissions boundary allows/,
  );
  const wrong = { ...as, credentials: { ...as.credentials, sessionToken: "another" } };
  const list = new CodePipelineClient(wrong).send(new ListPipelinesCommand({}));
  await expect(list).rejects.toThrow(/security token included in the request is invalid/);
  await new STSClient(as).send(new GetCallerIdentityCommand({}));
});

test("what it can't judge it neither allows nor refuses, but says so", async () => {
  const { as } = await role(
    "topics",
    document({ ...ALLOW_ALL, Action: "sns:*", Resource: `arn:aws:sns:${REGION}:${TOOLING}:one` }),
  );
  await expect(new SNSClient(as).send(new ListTopicsCommand({}))).rejects.toThrow(
    /sns:ListTopics hangs on what sns:ListTopics is asked of/,
  );
});

test("a bucket's policy denies under its conditions alone, and lets another account's roles in", async () => {
  const s3 = new S3Client(await admin());
  const location = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
  await s3.send(new CreateBucketCommand({ Bucket: "guarded", ...location }));
  const below = "arn:aws:s3:::guarded/*";
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: below };
  const Policy = document(
    { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    {
      ...deny,
      Action: "s3:PutObject",
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "AES256" } },
    },
    { ...deny, Effect: "Allow", Action: "s3:GetObject", Condition: ORGANIZATION },
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket: "guarded", Policy }));
  const object = { Bucket: "guarded", Key: "one", Body: "text" };
  expect(await verdictOf(s3.send(new PutObjectCommand(object)))).toBe("denied");
  await s3.send(new PutObjectCommand({ ...object, ServerSideEncryption: "AES256" }));
  const other = new S3Client(await emulator.aws.inAccount("400000000001", REGION));
  const get = new GetObjectCommand({ Bucket: "guarded", Key: "one" });
  expect(await (await other.send(get)).Body?.transformToString()).toBe("text");
  const put = new PutObjectCommand({ ...object, ServerSideEncryption: "AES256" });
  expect(await verdictOf(other.send(put))).toBe("denied");
});

test("a state that its own tag names is let in, a line is written once, and a list is of what it asks for", async () => {
  const s3 = new S3Client(await admin());
  const location = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
  await s3.send(new CreateBucketCommand({ Bucket: "tagged", ...location }));
  const { iam, as } = await role("stack-one", document({ ...ALLOW_ALL, Action: "sts:Nothing" }));
  const all = { Effect: "Allow", Principal: "*" };
  const lines = "arn:aws:s3:::tagged/journal/*";
  const Policy = document(
    {
      ...all,
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::tagged/${aws:PrincipalTag/of}.state",
    },
    { ...all, Action: "s3:PutObject", Resource: lines },
    {
      ...all,
      Effect: "Deny",
      Action: "s3:PutObject",
      Resource: lines,
      Condition: { Null: { "s3:if-none-match": "true" } },
    },
    {
      ...all,
      Action: "s3:ListBucket",
      Resource: "arn:aws:s3:::tagged",
      Condition: { StringEquals: { "s3:prefix": "journal/" } },
    },
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket: "tagged", Policy }));
  const own = new S3Client(as);
  const write = (Key: string, more: object = {}) =>
    verdictOf(own.send(new PutObjectCommand({ Bucket: "tagged", Key, Body: "text", ...more })));
  expect(await write("one.state")).toBe("denied");
  await iam.send(
    new TagRoleCommand({ RoleName: "stack-one", Tags: [{ Key: "of", Value: "one" }] }),
  );
  expect(await write("one.state")).toBe("allowed");
  expect(await write("two.state")).toBe("denied");
  expect(await write("journal/1")).toBe("denied");
  expect(await write("journal/1", { IfNoneMatch: "*" })).toBe("allowed");
  const list = (Prefix: string) =>
    verdictOf(own.send(new ListObjectsV2Command({ Bucket: "tagged", Prefix })));
  expect(await list("journal/")).toBe("allowed");
  expect(await list("")).toBe("denied");
});

test("a role is taken with a token of whom its trust policy names, for its provider's audience", async () => {
  const iam = new IAMClient(await admin());
  const host = "token.example.com";
  await iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: `https://${host}`, ClientIDList: ["aws"] }),
  );
  const trust = {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${TOOLING}:oidc-provider/${host}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${host}:aud`]: "aws", [`${host}:sub`]: "job:one" } },
  };
  const AssumeRolePolicyDocument = document(trust);
  await iam.send(new CreateRoleCommand({ RoleName: "by-token", AssumeRolePolicyDocument }));
  const { endpoint } = emulator;
  const sts = new STSClient({ endpoint, region: REGION, maxAttempts: 1 });
  const RoleArn = `arn:aws:iam::${TOOLING}:role/by-token`;
  const take = (claims: object) => {
    const WebIdentityToken = `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.none`;
    return sts.send(
      new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: "job", WebIdentityToken }),
    );
  };
  const right = { iss: `https://${host}`, aud: "aws", sub: "job:one" };
  const { Credentials } = await take(right);
  expect(Credentials?.SessionToken).toEqual(expect.any(String));
  await expect(take({ ...right, sub: "job:two" })).rejects.toThrow(/^Not authorized to perform/);
  await expect(take({ ...right, aud: "other" })).rejects.toThrow("Incorrect token audience");
  await expect(take({ ...right, iss: "https://other.example.com" })).rejects.toThrow(
    /^No OpenIDConnect provider found/,
  );
});
