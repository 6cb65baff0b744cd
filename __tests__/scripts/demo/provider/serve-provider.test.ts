import { mkdtempSync, rmSync } from "node:fs";
import {
  type ClientHttp2Session,
  connect as connectHttp2,
  createServer,
  type Http2Server,
} from "node:http2";
import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProviderPool } from "../../../../scripts/demo/provider/provider-pool";
import {
  serveProvider,
  type ServedProvider,
} from "../../../../scripts/demo/provider/serve-provider";

const SCHEMA = "/tfplugin5.Provider/GetSchema";
const PREPARE = "/tfplugin5.Provider/PrepareProviderConfig";
const CONFIGURE = "/tfplugin5.Provider/Configure";
const READ = "/tfplugin5.Provider/ReadResource";

let folder: string;
let servers: Http2Server[];
let calls: string[];
let pool: ProviderPool;
let served: ServedProvider;

/** A provider that tells by its answer which process it is and what it was asked. */
async function startFake() {
  const id = servers.length;
  const socket = join(folder, `provider-${id}.sock`);
  const server = createServer();
  servers.push(server);
  server.on("stream", (stream, headers) => {
    const path = headers[":path"] ?? "";
    const pieces: Buffer[] = [];
    stream.on("data", (piece: Buffer) => pieces.push(piece));
    stream.on("end", () => {
      const body = Buffer.concat(pieces).toString();
      calls.push(`${id} ${path} ${body}`);
      const status = body === "bad" ? "13" : "0";
      stream.respond({ ":status": 200 }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": status }));
      stream.end(`provider ${id}: ${body}`);
    });
  });
  server.listen(socket);
  await once(server, "listening");
  const session = connectHttp2("http://provider", { createConnection: () => connect(socket) });
  return {
    session,
    stop: async () => {
      session.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-serve-"));
  servers = [];
  calls = [];
  pool = new ProviderPool(startFake);
  served = await serveProvider(pool, join(folder, "served.sock"));
});

afterEach(async () => {
  await served.close();
  await pool.stop();
  rmSync(folder, { recursive: true });
});

function terraform(): ClientHttp2Session {
  return connectHttp2("http://provider", {
    createConnection: () => connect(join(folder, "served.sock")),
  });
}

async function call(session: ClientHttp2Session, path: string, body = "") {
  const stream = session.request({ ":method": "POST", ":path": path });
  let status: unknown;
  stream.on("trailers", (trailers: Record<string, unknown>) => (status = trailers["grpc-status"]));
  stream.end(body);
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return { text: Buffer.concat(pieces).toString(), status };
}

async function close(session: ClientHttp2Session): Promise<void> {
  session.close();
  await once(session, "close");
}

test("what is answered and how it ended is passed on as it is", async () => {
  const session = terraform();
  expect(await call(session, READ, "a role")).toEqual({ text: "provider 0: a role", status: "0" });
  expect(await call(session, READ, "bad")).toEqual({ text: "provider 0: bad", status: "13" });
  await close(session);
});

test("connections that configure a provider have a process each, which the next has when they are done", async () => {
  const [ireland, frankfurt] = [terraform(), terraform()];
  await call(ireland, CONFIGURE, "eu-west-1");
  await call(frankfurt, CONFIGURE, "eu-central-1");
  const read = async (session: ClientHttp2Session) => (await call(session, READ)).text;
  const [first, second] = [await read(ireland), await read(frankfurt)];
  expect(first).not.toBe(second);
  expect(await read(ireland)).toBe(first);
  await close(ireland);

  const next = terraform();
  await call(next, CONFIGURE, "eu-west-2");
  expect(await read(next)).toBe(first);
  expect(pool.size).toBe(2);
  await close(next);
  await close(frankfurt);
});

test("what is always answered the same is asked once for each question, also by others", async () => {
  const [one, other] = [terraform(), terraform()];
  const answers = await Promise.all([
    call(one, SCHEMA),
    call(other, SCHEMA),
    call(one, PREPARE, "eu-west-1"),
    call(other, PREPARE, "eu-west-1"),
    call(other, PREPARE, "eu-central-1"),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(["0", "0", "0", "0", "0"]);
  expect(answers[4].text).toContain("eu-central-1");
  expect(calls.map((each) => each.slice(2)).sort()).toEqual(
    [`${SCHEMA} `, `${PREPARE} eu-central-1`, `${PREPARE} eu-west-1`].sort(),
  );
  await close(one);
  await close(other);
});

test("a failure is not remembered as the answer", async () => {
  const session = terraform();
  await expect(call(session, PREPARE, "bad")).rejects.toThrow();
  await expect(call(session, PREPARE, "bad")).rejects.toThrow();
  expect(calls).toHaveLength(2);
  await close(session);
});

test("Terraform is told where it is, and to leave it running", () => {
  const reattach = JSON.parse(served.reattach) as Record<string, unknown>;
  expect(Object.keys(reattach)).toEqual([
    "registry.terraform.io/hashicorp/aws",
    "registry.opentofu.org/hashicorp/aws",
  ]);
  expect(Object.values(reattach)[0]).toMatchObject({
    Test: true,
    Addr: { String: join(folder, "served.sock") },
  });
});
