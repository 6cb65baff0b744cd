import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StsRoleTaker } from "../../../../lib/promotion/credentials/sts-role-taker";

const ROLE = "arn:aws:iam::222222222222:role/provisioner-gatehouse-tooling-plan";
const CALLER = "arn:aws:sts::222222222222:assumed-role/ci/build";
const EXPIRATION = "2026-11-24T12:00:00Z";

let server: Server;
/** What was asked, in order. */
let asked: URLSearchParams[];
let refuses: boolean;
const before = { ...process.env };
beforeEach(async () => {
  asked = [];
  refuses = false;
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const params = new URLSearchParams(body);
      asked.push(params);
      const action = params.get("Action") ?? "";
      const isRefused = refuses && action !== "GetCallerIdentity";
      response.writeHead(isRefused ? 403 : 200, { "Content-Type": "text/xml" });
      response.end(isRefused ? REFUSAL : answerTo(action));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
  });
});
afterEach(() => {
  process.env = { ...before };
  server.close();
});

const REFUSAL =
  "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>";

function answerTo(action: string): string {
  const result =
    action === "GetCallerIdentity"
      ? `<Arn>${CALLER}</Arn>`
      : `<Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${EXPIRATION}</Expiration></Credentials>`;
  return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
}

/** As GitHub signs one, but for the signature. */
const TOKEN = `e30.${Buffer.from(JSON.stringify({ sub: "repo:a/b:pull_request" })).toString("base64url")}.x`;

test("a role is assumed with what the SDK finds, and a session comes back as the SDK takes it", async () => {
  const session = await new StsRoleTaker({ region: "eu-west-1" }).take(ROLE, "ada=dev=tooling");
  expect(session).toEqual({
    accessKeyId: "ASIA1",
    secretAccessKey: "s",
    sessionToken: "t",
    expiration: new Date(EXPIRATION),
  });
  expect(asked.map((each) => [each.get("Action"), each.get("RoleArn")])).toEqual([
    ["AssumeRole", ROLE],
  ]);
});

test("a job's token is shown in the place of credentials", async () => {
  const token = () => Promise.resolve(TOKEN);
  await new StsRoleTaker({ region: "eu-west-1", token }).take(ROLE, "job");
  expect(asked[0]?.get("Action")).toBe("AssumeRoleWithWebIdentity");
  expect(asked[0]?.get("WebIdentityToken")).toBe(TOKEN);
});

test("who is refused is named, with what to do", async () => {
  refuses = true;
  await expect(new StsRoleTaker({ region: "eu-west-1" }).take(ROLE, "x")).rejects.toMatchObject({
    message: `${CALLER} can't take ${ROLE}: AccessDenied: not authorized`,
    fix: expect.stringContaining("trustedPrincipals") as string,
  });
  const token = () => Promise.resolve(TOKEN);
  await expect(
    new StsRoleTaker({ region: "eu-west-1", token }).take(ROLE, "x"),
  ).rejects.toMatchObject({
    message: expect.stringContaining("repo:a/b:pull_request") as string,
    fix: expect.stringContaining("planEnvironment") as string,
  });
});
