import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import type { Platform } from "../../../../lib/model/platform";
import { type RoleSession, RoleNotTaken } from "../../../../lib/promotion/credentials/role-session";
import { RoleSessions } from "../../../../lib/promotion/credentials/role-sessions";
import { StackCredentials } from "../../../../lib/promotion/credentials/stack-credentials";
import { StackTerraform } from "../../../../lib/promotion/terraform/stack-terraform";
import { STARTUP, synthFile } from "../../../support/synth-platform";

let platform: Platform;
let folder: string;
beforeAll(async () => {
  ({ platform } = await synthFile(STARTUP));
  folder = mkdtempSync(join(tmpdir(), "gatehouse-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const IN = { provider: { aws: [{ allowed_account_ids: ["400000000001"] }] } };

function stack(name: string, content: object = IN) {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "cdk.tf.json"), JSON.stringify(content));
  return { name, folder: own, dependencies: [] };
}

/** Roles that everybody takes, but for those that are closed. */
function credentials(closed: readonly string[] = []) {
  const taken: string[][] = [];
  const take = (roleArn: string, sessionName: string): Promise<RoleSession> => {
    if (closed.some((name) => roleArn.includes(name)))
      return Promise.reject(new RoleNotTaken(`nobody takes ${roleArn}`, "open it"));
    taken.push([roleArn, sessionName]);
    const expiration = new Date(Date.now() + 3_600_000);
    const accessKeyId = `key-of-${roleArn.split("/")[1] ?? ""}`;
    return Promise.resolve({ accessKeyId, secretAccessKey: "s", sessionToken: "t", expiration });
  };
  const made = new StackCredentials({
    platform,
    phase: "apply",
    sessions: new RoleSessions({ taker: { take } }),
    who: "octocat-42",
    waveOf: () => "test",
  });
  return { made, taken };
}

interface Given {
  readonly AccessKeyId?: string;
  readonly Expiration?: string;
  readonly code?: string;
}

async function fetchBy(env: NodeJS.ProcessEnv, token = env["AWS_CONTAINER_AUTHORIZATION_TOKEN"]) {
  const url = env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] ?? "";
  const answer = await fetch(url, { headers: { Authorization: token ?? "" } });
  return { status: answer.status, given: (await answer.json()) as Given };
}

const AMBIENT = {
  PATH: "/bin",
  AWS_REGION: "eu-west-1",
  AWS_CA_BUNDLE: "/ca.pem",
  AWS_ACCESS_KEY_ID: "own",
  AWS_SECRET_ACCESS_KEY: "own",
  AWS_SESSION_TOKEN: "own",
  AWS_PROFILE: "own",
  AWS_ROLE_ARN: "own",
  AWS_WEB_IDENTITY_TOKEN_FILE: "own",
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/own",
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "own",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "own",
  ACTIONS_ID_TOKEN_REQUEST_URL: "own",
};

test("a stack's Terraform is given its own role's credentials, and no other way to any", async () => {
  const { made, taken } = credentials();
  const env = await made.environmentFor(stack("target-test"), AMBIENT);
  expect(env).toEqual({
    PATH: "/bin",
    AWS_REGION: "eu-west-1",
    AWS_CA_BUNDLE: "/ca.pem",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: expect.stringMatching(
      /^http:\/\/127\.0\.0\.1:\d+\/$/,
    ) as string,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  const { status, given } = await fetchBy(env);
  expect([status, given.AccessKeyId]).toEqual([200, "key-of-provisioner-acme-target-test-apply"]);
  expect(Date.parse(given.Expiration ?? "")).toBeGreaterThan(Date.now());
  expect(taken).toEqual([
    [
      "arn:aws:iam::400000000001:role/provisioner-acme-target-test-apply",
      "octocat-42=test=target-test",
    ],
  ]);
});

test("each process has a key of its own, and nobody else gets anything", async () => {
  const { made } = credentials();
  const one = await made.environmentFor(stack("target-test"), {});
  const other = await made.environmentFor(stack("target-prod"), {});
  expect((await fetchBy(other)).given.AccessKeyId).toContain("target-prod");
  expect((await fetchBy(one, other["AWS_CONTAINER_AUTHORIZATION_TOKEN"])).given).toMatchObject({
    AccessKeyId: expect.stringContaining("target-prod") as string,
  });
  for (const token of ["", "0".repeat(64)])
    expect(await fetchBy(one, token)).toMatchObject({
      status: 403,
      given: { code: "AccessDenied" },
    });
});

test.each([
  ["no account", {}],
  [
    "several accounts",
    { provider: { aws: [{ allowed_account_ids: ["400000000001", "400000000002"] }] } },
  ],
])("a stack of %s has no role, and is told so", async (_, content) => {
  const { made } = credentials();
  await expect(made.environmentFor(stack("astray", content), {})).rejects.toThrow(
    "stack astray doesn't say in which account its roles are",
  );
});

test("Terraform runs with them, and where there are none it doesn't run, and the stack fails", async () => {
  const binary = join(folder, "terraform");
  writeFileSync(binary, '#!/bin/sh\necho "$AWS_CONTAINER_AUTHORIZATION_TOKEN" "$@"\n', {
    mode: 0o755,
  });
  const { made } = credentials(["target-prod"]);
  const runner = new StackTerraform({
    binary,
    env: { PATH: process.env["PATH"] },
    credentials: made,
  });
  const open = stack("target-test");
  expect(await runner.showText(open, "tfplan")).toMatch(/^[0-9a-f]{64} show -no-color tfplan\n$/);
  await expect(runner.plan(stack("target-prod"), "tfplan")).rejects.toMatchObject({
    message: "terraform plan of target-prod failed",
    output: expect.stringMatching(/^nobody takes arn:\S+-apply\n {2}fix: open it$/) as string,
  });
});
