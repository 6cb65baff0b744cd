import {
  constants,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { answer, ask, forward, type GrpcAnswer, readAll } from "./grpc-call";
import type { ProviderPool } from "./provider-pool";
import type { ProviderProcess } from "./provider-process";
import { schemaOfTypes } from "./schema-of-types";
import { WINDOW } from "./window";

export interface ServedProvider {
  /** For TF_REATTACH_PROVIDERS: Terraform then uses what is running instead of starting its own. */
  readonly reattach: string;
  close(): Promise<void>;
}

/**
 * What a provider answers from its code and the question alone. Both cost the AWS provider seconds of CPU: the second
 * checks the schemas of all its 1,500 resources before it looks at a configuration.
 */
const SCHEMA = "/tfplugin5.Provider/GetSchema";
const ANSWERED_ONCE = new Set([SCHEMA, "/tfplugin5.Provider/PrepareProviderConfig"]);
const CONFIGURE = "/tfplugin5.Provider/Configure";
const SHUTDOWN = "/plugin.GRPCController/Shutdown";

/**
 * Serves a provider's processes to any number of Terraform processes, on one socket.
 *
 * A Terraform that starts the AWS provider itself spends seconds of CPU on its start and its schema, for every plan and
 * apply, and again for every region. Here a connection gets a process when it configures one, and gives it back when it
 * closes, so that no two accounts or regions ever share one at a time; and what is answered the same each time is asked
 * for once. All else is passed on as it comes.
 *
 * @param types of resources and data sources that its schema is told of, which may become more. @default all
 */
export async function serveProvider(
  pool: ProviderPool,
  socket: string,
  types?: ReadonlySet<string>,
): Promise<ServedProvider> {
  const sessions = new Set<ServerHttp2Session>();
  const askOnce = rememberAnswers(pool, types);
  const server = createServer({ settings: { initialWindowSize: WINDOW } });
  server.on("session", (session) => {
    sessions.add(session);
    session.setLocalWindowSize(WINDOW);
    session.on("error", () => session.destroy());
    let configured: Promise<ProviderProcess> | undefined;
    session.on("close", () => {
      sessions.delete(session);
      if (configured !== undefined) pool.release(configured);
    });
    session.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
      stream.on("error", () => stream.destroy());
      const path = headers[":path"];
      // Terraform is done with it; others are not.
      if (path === SHUTDOWN) {
        stream.close(constants.NGHTTP2_CANCEL);
        return;
      }
      if (path === CONFIGURE) configured ??= pool.acquire();
      const work =
        path !== undefined && ANSWERED_ONCE.has(path)
          ? askOnce(path, headers, stream)
          : (configured ?? pool.any()).then((to) => forward(headers, stream, to.session));
      work.catch(() => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socket, resolve);
  });
  return {
    reattach: reattachTo(socket),
    close: () =>
      new Promise((resolve) => {
        for (const session of sessions) session.destroy();
        server.close(() => resolve());
      }),
  };
}

function rememberAnswers(pool: ProviderPool, types: ReadonlySet<string> | undefined) {
  const answers = new Map<string, Promise<GrpcAnswer>>();
  return async (path: string, headers: IncomingHttpHeaders, stream: ServerHttp2Stream) => {
    const body = await readAll(stream);
    const key = `${path} ${body.toString("base64")}`;
    const asked =
      answers.get(key) ?? pool.any().then(async ({ session }) => ask(headers, body, session));
    answers.set(key, asked);
    try {
      const whole = await asked;
      answer(stream, path === SCHEMA && types !== undefined ? schemaOfTypes(whole, types) : whole);
    } catch (error) {
      answers.delete(key);
      throw error;
    }
  };
}

function reattachTo(socket: string): string {
  const plugin = {
    Protocol: "grpc",
    ProtocolVersion: 5,
    Pid: process.pid,
    // Terraform must leave it running.
    Test: true,
    Addr: { Network: "unix", String: socket },
  };
  return JSON.stringify({
    "registry.terraform.io/hashicorp/aws": plugin,
    "registry.opentofu.org/hashicorp/aws": plugin,
  });
}
