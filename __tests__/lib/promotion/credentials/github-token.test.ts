import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { githubToken, subjectOf } from "../../../../lib/promotion/credentials/github-token";

/** Answers as GitHub does, or as it is told. */
let server: Server;
let url: string;
let asked: IncomingMessage[];
let answer: { status: number; body: string };
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(answer.body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?api-version=2.0`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answer = { status: 200, body: JSON.stringify({ count: 1, value: "a.b.c" }) };
});

const ask = () => githubToken({ url, token: "secret", audience: "sts.amazonaws.com" });

test("GitHub is asked for a token for AWS, with what it gave the job", async () => {
  expect(await ask()).toBe("a.b.c");
  expect(asked.map(({ url: path, headers }) => [path, headers.authorization])).toEqual([
    ["/token?api-version=2.0&audience=sts.amazonaws.com", "bearer secret"],
  ]);
});

test.each([
  [{ status: 403, body: "{}" }, "GitHub gives this job no token: it answers 403"],
  [{ status: 200, body: "{}" }, "GitHub gives this job no token: there is none in its answer"],
])("%j is told with what to do, and without the secret", async (given, message) => {
  answer = given;
  await expect(ask()).rejects.toMatchObject({
    message,
    fix: expect.stringContaining("id-token: write") as string,
  });
});

test("a message says whom the token is of, and takes a broken one", () => {
  const claims = Buffer.from(JSON.stringify({ sub: "repo:o/r:pull_request" })).toString(
    "base64url",
  );
  expect(subjectOf(`e30.${claims}.none`)).toBe("repo:o/r:pull_request");
  expect(subjectOf("nonsense")).toBe("a job that its token doesn't name");
});
