import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { AssumeRoleWithWebIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { useEmulator } from "../../../support/emulator";
import { verdictOf } from "../../../support/enforcement";

const REGION = "eu-west-1";
const TOOLING = "222222222222";
const HOST = "token.example.com";
const ROLE = `arn:aws:iam::${TOOLING}:role/job`;
const emulator = useEmulator();

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

beforeAll(async () => {
  const iam = new IAMClient(await emulator.aws.inAccount(TOOLING, REGION));
  const provider = { Url: `https://${HOST}`, ClientIDList: ["aws", "other"] };
  await iam.send(
    new CreateOpenIDConnectProviderCommand({ ...provider, ThumbprintList: ["a".repeat(40)] }),
  );
  const AssumeRolePolicyDocument = document({
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${TOOLING}:oidc-provider/${HOST}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${HOST}:aud`]: "aws", [`${HOST}:sub`]: "job:plan" } },
  });
  await iam.send(new CreateRoleCommand({ RoleName: "job", AssumeRolePolicyDocument }));
  const PolicyDocument = document(
    {
      Effect: "Allow",
      Action: "kms:CreateKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestTag/stack": "web" } },
    },
    {
      Effect: "Allow",
      Action: ["kms:TagResource", "kms:DescribeKey"],
      Resource: `arn:aws:kms:${REGION}:${TOOLING}:key/*`,
      Condition: { StringEquals: { "aws:ResourceTag/stack": "web" } },
    },
    {
      Effect: "Allow",
      Action: "kms:TagResource",
      Resource: `arn:aws:kms:${REGION}:${TOOLING}:key/*`,
      Condition: { StringEquals: { "aws:RequestTag/stack": "web" } },
    },
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: "job", PolicyName: "own", PolicyDocument }));
  await fetch(`${emulator.endpoint}/moto-api/reset-auth`, { method: "POST", body: "0" });
}, 120_000);

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Whoever has a token signs nothing. */
async function take(changes: object = {}) {
  const claims = { iss: `https://${HOST}`, aud: "aws", sub: "job:plan", ...changes };
  const client = new STSClient({
    endpoint: emulator.endpoint,
    region: REGION,
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
  });
  const { Credentials } = await client.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: ROLE,
      RoleSessionName: "job",
      WebIdentityToken: `${part({ alg: "RS256" })}.${part(claims)}.unsigned`,
    }),
  );
  return {
    endpoint: emulator.endpoint,
    region: REGION,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken,
    },
  };
}

test("a token takes the role whose trust policy has its subject and its audience, and no other does", async () => {
  expect(await verdictOf(take())).toBe("allowed");
  expect(await verdictOf(take({ sub: "job:apply" }))).toBe("denied");
  expect(await verdictOf(take({ aud: "other" }))).toBe("denied");
  await expect(take({ aud: "unknown" })).rejects.toThrow(/audience/);
  await expect(take({ iss: "https://another.example.com" })).rejects.toThrow(
    /No OpenIDConnect provider found/,
  );
});

test("a key is made with the tag that is asked for, and reached by the tag that it has", async () => {
  const kms = new KMSClient(await take());
  const make = (value: string) =>
    kms.send(new CreateKeyCommand({ Tags: [{ TagKey: "stack", TagValue: value }] }));
  expect(await verdictOf(make("other"))).toBe("denied");
  expect(await verdictOf(kms.send(new CreateKeyCommand({})))).toBe("denied");
  const { KeyMetadata } = await make("web");
  const own = new DescribeKeyCommand({ KeyId: KeyMetadata?.KeyId });
  expect((await kms.send(own)).KeyMetadata?.KeyId).toBe(KeyMetadata?.KeyId);
  const administrator = new KMSClient(await emulator.aws.inAccount(TOOLING, REGION));
  const untagged = await administrator.send(new CreateKeyCommand({}));
  const other = new DescribeKeyCommand({ KeyId: untagged.KeyMetadata?.KeyId });
  expect(await verdictOf(kms.send(other))).toBe("denied");
});
