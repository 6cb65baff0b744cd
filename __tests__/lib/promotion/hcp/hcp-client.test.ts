import { z } from "zod";
import { HcpClient } from "../../../../lib/promotion/hcp/hcp-client";
import { failed } from "../../../support/hcp/json-api";
import { HcpServer, READER, TOKEN } from "../../../support/hcp/hcp-server";
import { trustingFetch } from "../../../support/hcp/trusting-fetch";

const ANY = z.looseObject({ data: z.looseObject({ id: z.string() }) });
const WHAT = "the workspace web";
const PATH = "organizations/acme/workspaces/web";

let server: HcpServer;
let slept: number[];
beforeEach(async () => {
  server = await HcpServer.start();
  server.organization.addWorkspace("web");
  slept = [];
});
afterEach(() => server.stop());

function client(token = TOKEN): HcpClient {
  return new HcpClient({
    hostname: server.hostname,
    token,
    fetch: trustingFetch(server.certificate),
    sleep: (milliseconds) => Promise.resolve(slept.push(milliseconds)),
  });
}

test("the API is found by service discovery, once", async () => {
  const asked = client();
  const { id } = server.organization.getWorkspace("web");
  expect((await asked.get(PATH, WHAT, ANY)).data.id).toBe(id);
  await asked.get(PATH, WHAT, ANY);
  expect(server.requests).toEqual([
    "GET /.well-known/terraform.json",
    `GET /api/v2/${PATH}`,
    `GET /api/v2/${PATH}`,
  ]);
});

test("a limit is waited for as long as the answer says", async () => {
  server.limit(/workspaces\/web/, 2);
  await client().get(PATH, WHAT, ANY);
  server.disturb(/workspaces\/web/, { ...failed(503), headers: { "retry-after": "7" } });
  await client().get(PATH, WHAT, ANY);
  server.disturb(/workspaces\/web/, { ...failed(503), headers: { "retry-after": "9999" } });
  await client().get(PATH, WHAT, ANY);
  expect(slept).toEqual([200, 200, 7_000, 30_000]);
});

test("broken answers are asked again, longer and longer, but not for ever", async () => {
  server.disturb(/workspaces\/web/, failed(502), { times: 99 });
  await expect(client().get(PATH, WHAT, ANY)).rejects.toMatchObject({
    message: `${server.hostname} answers 502 for the workspace web: internal error`,
    fix: expect.stringContaining("try again later") as string,
  });
  expect(slept).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
});

test.each([
  [401, undefined, "terraform login 127.0.0.1:"],
  [403, undefined, "use a token of somebody who may"],
  [404, undefined, "check the backend's organization, project and workspacePrefix"],
  [409, "The workspace is already locked.", "or unlock the workspace"],
  [422, "Name has already been taken", "mend what it says"],
])("%s says what the API says, and what to do, at once", async (status, detail, fix) => {
  server.disturb(/workspaces\/web/, failed(status, detail));
  const said = detail === undefined ? /(unauthorized|forbidden|not found)$/ : detail;
  await expect(client().get(PATH, WHAT, ANY)).rejects.toMatchObject({
    message: expect.stringMatching(said) as string,
    fix: expect.stringContaining(fix) as string,
    status,
  });
  expect(slept).toEqual([]);
});

test("who may only look is told so when they change something", async () => {
  await expect(client(READER).post("runs", "a run", {})).rejects.toMatchObject({ status: 403 });
  await expect(client("wrong").get(PATH, WHAT, ANY)).rejects.toMatchObject({ status: 401 });
});

test("what is not there is found to be nothing, and other refusals are not", async () => {
  const gone = "organizations/acme/workspaces/gone";
  expect(await client().find(gone, WHAT, ANY)).toBeUndefined();
  await expect(client("wrong").find(gone, WHAT, ANY)).rejects.toMatchObject({ status: 401 });
});

test("a token is in no message, even where the API repeats it", async () => {
  server.disturb(/workspaces\/web/, failed(422, `${TOKEN} is no good`));
  await expect(client().get(PATH, WHAT, ANY)).rejects.toThrow("…");
  const broken = new HcpClient({
    hostname: "hcp.example.com",
    token: TOKEN,
    fetch: () => Promise.reject(new Error(`no way with ${TOKEN}`)),
    sleep: () => Promise.resolve(),
  });
  const failure = await broken.get(PATH, WHAT, ANY).catch((error: unknown) => error as Error);
  expect(failure).toMatchObject({
    message: "hcp.example.com can't be reached for its service discovery: no way with …",
  });
  expect(JSON.stringify(failure)).not.toContain(TOKEN);
});

test("an answer that is no API's is told as such", async () => {
  server.disturb(/workspaces\/web/, { text: "<html>Log in first</html>" });
  await expect(client().get(PATH, WHAT, ANY)).rejects.toThrow(
    "answers something else than the API does for the workspace web",
  );
});
