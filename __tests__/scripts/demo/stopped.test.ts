import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../support/synth-platform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-stopped-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function startDemo(env: NodeJS.ProcessEnv = {}, ...args: string[]) {
  const demo = spawn(process.execPath, ["--import", "tsx", "scripts/demo.ts", ...args], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: folder, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = { text: "" };
  demo.stderr.setEncoding("utf8");
  demo.stderr.on("data", (text: string) => (said.text += text));
  return { demo, said };
}

/** The port of the emulator, as soon as the demo says it. */
async function portOf({ demo, said }: ReturnType<typeof startDemo>): Promise<number> {
  for (;;) {
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said.text)?.[1];
    if (port !== undefined) return Number(port);
    if (demo.exitCode !== null)
      throw new Error(`the demo ended with ${demo.exitCode}: ${said.text}`);
    await once(demo.stderr, "data");
  }
}

async function ended(demo: ChildProcess): Promise<number | null> {
  if (demo.exitCode === null && demo.signalCode === null) await once(demo, "exit");
  return demo.exitCode;
}

/** Whether nobody listens any more; it may be a moment after who kept it is gone. */
async function isClosed(port: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(port, "127.0.0.1");
    const open = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (!open) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

test("a Ctrl-C stops the demo and all that it started, and leaves nothing behind", async () => {
  const started = startDemo();
  const port = await portOf(started);
  started.demo.kill("SIGINT");
  expect(await ended(started.demo)).toBe(130);
  expect(started.said.text).toContain("Interrupted");
  expect(await isClosed(port)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith("gatehouse-"))).toEqual([]);
});

test("an emulator does not outlive a demo that is killed", async () => {
  const started = startDemo();
  const port = await portOf(started);
  started.demo.kill("SIGKILL");
  await ended(started.demo);
  expect(await isClosed(port)).toBe(true);
});

test("what is missing is told, all of it, and how to get it; nothing is started", async () => {
  const env = { PATH: folder, GATEHOUSE_PROVIDER_MIRROR: folder, GATEHOUSE_PYTHON: "none" };
  const { demo, said } = startDemo(env);
  expect(await ended(demo)).toBe(2);
  expect(said.text.trim().split("\n")).toEqual([
    expect.stringMatching(/^missing: Terraform/) as string,
    expect.stringMatching(/^missing: the AWS provider/) as string,
    expect.stringMatching(/^missing: moto/) as string,
  ]);
});

test("bad arguments are told, with how to use it", async () => {
  const { demo, said } = startDemo({}, "--kep");
  expect(await ended(demo)).toBe(2);
  expect(said.text).toMatch(/--kep[^]*usage: npm run demo/);
});
