import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { connect as connectHttp2, type ClientHttp2Session } from "node:http2";
import { connect } from "node:net";
import type { Readable, Writable } from "node:stream";
import { WINDOW } from "./window";

/** One running provider plugin, which holds one configuration at a time. */
export interface ProviderProcess {
  readonly session: ClientHttp2Session;
  stop(): Promise<void>;
}

interface Reattach {
  readonly Addr: { readonly String: string };
}

const REATTACH = /TF_REATTACH_PROVIDERS='(.*)'/;

/** Runs $0 until it ends, or until nobody holds our end of its stdin any more, however that came about. */
const WITH_US = 'exec 3<&0; "$0" -debug & pid=$!; (cat <&3 >&2; kill -9 $pid) & wait $pid';

/** Starts a provider's binary as its developers do for a debugger: it stays, and says where it listens. */
export async function startProvider(
  binary: string,
  env: NodeJS.ProcessEnv,
): Promise<ProviderProcess> {
  // Its log would fill a pipe that nobody reads; errors reach the user through Terraform.
  const child = spawn("sh", ["-c", WITH_US, binary], { env, stdio: ["pipe", "pipe", "ignore"] });
  try {
    const socket = await readSocket(child, binary);
    const session = connectHttp2("http://provider", {
      createConnection: () => connect(socket),
      settings: { initialWindowSize: WINDOW },
    });
    // A provider that dies takes its calls with it, and those are told; nothing is left to do here.
    session.on("error", () => undefined);
    await once(session, "connect");
    session.setLocalWindowSize(WINDOW);
    return { session, stop: () => stop(child, session) };
  } catch (error) {
    child.stdin.end();
    throw error;
  }
}

async function readSocket(child: ChildProcess, binary: string): Promise<string> {
  let said = "";
  child.stdout?.setEncoding("utf8");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`${binary} ended with ${code ?? "a signal"} before it listened`)),
    );
    child.stdout?.on("data", (text: string) => {
      said += text;
      const found = REATTACH.exec(said)?.[1];
      if (found === undefined) return;
      const [provider] = Object.values(JSON.parse(found) as Record<string, Reattach>);
      if (provider === undefined) reject(new Error(`${binary} says no socket: ${found}`));
      else resolve(provider.Addr.String);
    });
  });
}

async function stop(
  child: ChildProcessByStdio<Writable, Readable, null>,
  session: ClientHttp2Session,
): Promise<void> {
  session.destroy();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.stdin.end();
  await ended;
}
