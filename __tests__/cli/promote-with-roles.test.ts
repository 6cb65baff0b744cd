import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { parse, stringify } from "yaml";
import { EmulatedAws } from "../../scripts/demo/emulated-aws";
import { findTools } from "../../scripts/demo/find-tools";
import { Lab } from "../../scripts/demo/lab";
import { PromotedRepository } from "../support/promotion/promoted-repository";
import { data } from "../support/promotion/promotion-lab";
import { verdictOf } from "../support/enforcement";
import { STARTUP, synthPlatform } from "../support/synth-platform";

const REGION = "eu-west-1";
const TOOLING = "222222222222";
const BUCKET = "acme-state";
const CI = `arn:aws:iam::${TOOLING}:role/ci`;
const HOST = "token.actions.githubusercontent.com";
const MINUTES = 60_000;

const startup = parse(
  readFileSync(STARTUP, "utf8").replace(/^ +protected: true\n/gm, ""),
) as object;
const TEXT = stringify({
  ...startup,
  backend: { type: "s3", bucket: BUCKET, region: REGION, createBucket: true },
  provisioner: {
    bootstrap: {
      github: {
        repository: "acme/platform",
        planEnvironment: "preview",
        applyEnvironment: "production",
      },
      trustedPrincipals: { plan: [CI], apply: [] },
    },
  },
});

let lab: Lab;
let aws: EmulatedAws;
let admin: Awaited<ReturnType<EmulatedAws["inAccount"]>>;
let repository: PromotedRepository;
let github: Server;
/** Whom GitHub says that a job is. */
let subject = "";

beforeAll(async () => {
  const found = findTools();
  if (found.kind === "missing") throw new Error(`missing: ${found.missing.join("; ")}`);
  const { platform } = await synthPlatform(TEXT);
  lab = await Lab.open({ platform, tools: found.tools });
  aws = new EmulatedAws(lab.endpoint);
  admin = await aws.inAccount(TOOLING, REGION);
  const bootstrap = lab.stacks().find(({ name }) => name === "bootstrap-tooling");
  if (bootstrap === undefined) throw new Error("there is no bootstrap-tooling");
  await bootstrap.folder.init();
  await bootstrap.folder.plan();
  await bootstrap.folder.apply();
  await makeRunner("ci");
  await makeRunner("stranger");
  github = await startGithub();
  repository = openRepository(bootstrap.folder.invocation("plan", []).env);
  await fetch(`${lab.endpoint}/moto-api/reset-auth`, { method: "POST", body: "0" });
}, 5 * MINUTES);
afterAll(async () => {
  github.closeAllConnections();
  github.close();
  repository.remove();
  await lab.close();
}, MINUTES);

/** A role that may take any role that lets it. */
async function makeRunner(RoleName: string): Promise<void> {
  const iam = new IAMClient(admin);
  const document = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } });
  const trust = { Principal: { AWS: `arn:aws:iam::${TOOLING}:root` }, Action: "sts:AssumeRole" };
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  const own = document({ Action: "sts:AssumeRole", Resource: "*" });
  const put = { RoleName, PolicyName: "own", PolicyDocument: own };
  await iam.send(new PutRolePolicyCommand(put));
}

/** Gives tokens as GitHub does, for a job that asks as it was told to. */
async function startGithub(): Promise<Server> {
  const server = createServer(({ url = "", headers }, response) => {
    const aud = new URL(url, "http://here").searchParams.get("audience");
    const claims = JSON.stringify({ iss: `https://${HOST}`, aud, sub: subject });
    const value = `e30.${Buffer.from(claims).toString("base64url")}.none`;
    response.writeHead(headers.authorization === "bearer of-the-job" ? 200 : 401);
    response.end(JSON.stringify({ value }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}

function openRepository({ TF_REATTACH_PROVIDERS = "" }: NodeJS.ProcessEnv): PromotedRepository {
  const made = new PromotedRepository({
    env: {
      TF_REATTACH_PROVIDERS,
      AWS_ENDPOINT_URL_S3: lab.endpoint,
      AWS_ENDPOINT_URL_STS: lab.endpoint,
      AWS_MAX_ATTEMPTS: "1",
    },
    backendOf: (stack) => ({
      s3: {
        bucket: BUCKET,
        key: `gatehouse/${stack}.tfstate`,
        region: REGION,
        encrypt: true,
        use_lockfile: true,
        use_path_style: true,
        skip_credentials_validation: true,
        skip_requesting_account_id: true,
      },
    }),
  });
  made.write("platform.yaml", TEXT);
  const provider = { aws: [{ region: REGION, allowed_account_ids: [TOOLING] }] };
  made.writeStack("tooling", { provider, ...data("tooling") });
  made.commit();
  return made;
}

/** In a job of GitHub's that is somebody. */
function inJob(who: string, ...args: readonly string[]) {
  subject = `repo:acme/platform:${who}`;
  const { port } = github.address() as AddressInfo;
  return repository.runWith(
    {
      GITHUB_ACTIONS: "true",
      GITHUB_ACTOR: "octocat",
      GITHUB_RUN_ID: "42",
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "of-the-job",
    },
    ...args,
  );
}

/** With the credentials of a role of the tooling account, by default of its administrator. */
async function as(role: string | undefined, ...args: readonly string[]) {
  const { credentials } =
    role === undefined ? admin : await aws.as(role, REGION, { by: admin.credentials });
  return repository.runWith(
    {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken ?? "",
    },
    ...args,
  );
}

const plan = (name: string) =>
  ["promote", "plan", "--from", "cdktf.out", "--wave", "tooling", "-o", `bundles/${name}`] as const;
const apply = (name: string) => ["promote", "apply", `bundles/${name}`] as const;

describe("with the policies of the bootstrap stack enforced", () => {
  test("a pull request promotes nothing, as it may not write the journal", async () => {
    const { code, stderr } = await inJob("pull_request", ...plan("refused"));
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /repo:acme\/platform:pull_request can't take arn:aws:iam::222222222222:role\/provisioner-acme-promotion: AccessDenied.*\n {2}fix: .* a pull request writes no journal/,
      ),
    ]);
  });

  test("a job that applies can't plan, one that plans can't apply, and each does what it is for", async () => {
    const wrong = await inJob("environment:production", ...plan("refused"));
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringContaining(
        "environment:production can't take arn:aws:iam::222222222222:role/provisioner-acme-tooling-plan",
      ),
    ]);
    expect(await inJob("environment:preview", ...plan("1"))).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("next: gatehouse promote apply") as string,
    });
    const early = await inJob("environment:preview", ...apply("1"));
    expect([early.code, early.stderr]).toEqual([
      1,
      expect.stringMatching(
        /init of tooling failed, so nothing is applied:\nrepo:\S+:environment:preview can't take .*tooling-apply/,
      ),
    ]);
    expect(await inJob("environment:production", ...apply("1"))).toMatchObject({
      code: 0,
      stdout: "Wave tooling: 1 stack applied.\n",
    });
    const keys = await keysOf("");
    expect(keys).toContain("gatehouse/tooling.tfstate");
    expect(keys.filter((key) => key.startsWith("gatehouse/promotion/journal/")).length).toBe(9);
  });

  test("a role that the config trusts plans and looks for drift", async () => {
    expect(await as(CI, ...plan("2"), "--all")).toMatchObject({ code: 0 });
    expect(await as(CI, "drift", "--wave", "tooling")).toMatchObject({
      code: 0,
      stdout: "tooling: no drift\n",
    });
  });

  test("another role is told who it is and what to do, and an administrator's own credentials do", async () => {
    const { code, stderr } = await as(`arn:aws:iam::${TOOLING}:role/stranger`, "status");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /arn:aws:sts::222222222222:assumed-role\/stranger\/demo can't take .*-promotion: AccessDenied[^]*--own-credentials/,
      ),
    ]);
    const own = await as(undefined, "status", "--own-credentials");
    expect([own.code, own.stdout]).toEqual([0, expect.stringMatching(/tooling +up to date/)]);
  });

  test("who writes the journal can neither change nor delete a line, nor read a state", async () => {
    const [Key = ""] = await keysOf("gatehouse/promotion/journal/");
    const by = (await aws.as(CI, REGION, { by: admin.credentials })).credentials;
    const role = `arn:aws:iam::${TOOLING}:role/provisioner-acme-promotion`;
    const s3 = new S3Client(await aws.as(role, REGION, { by }));
    const line = { Bucket: BUCKET, Key };
    expect(await verdictOf(s3.send(new PutObjectCommand({ ...line, Body: "x" })))).toBe("denied");
    expect(await verdictOf(s3.send(new DeleteObjectCommand(line)))).toBe("denied");
    const state = { Bucket: BUCKET, Key: "gatehouse/tooling.tfstate" };
    expect(await verdictOf(s3.send(new GetObjectCommand(state)))).toBe("denied");
    s3.destroy();
  });
});

async function keysOf(Prefix: string): Promise<string[]> {
  const s3 = new S3Client(admin);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix }));
  s3.destroy();
  return Contents.map(({ Key = "" }) => Key);
}
