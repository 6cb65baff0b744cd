import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProvider } from "../../../../scripts/demo/provider/provider-process";
import { ROOT } from "../../../support/synth-platform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-provider-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A program that says where it listens, as a provider does, and leaves its process id in a file. */
function fakeProvider(): string {
  const binary = join(folder, "provider");
  const socket = join(folder, "socket");
  const said = { aws: { Addr: { String: socket } } };
  const lines = [
    `#!${process.execPath}`,
    `require("fs").writeFileSync(${JSON.stringify(join(folder, "pid"))}, String(process.pid));`,
    `require("http2").createServer().listen(${JSON.stringify(socket)}, () => {`,
    `  console.log("TF_REATTACH_PROVIDERS='" + ${JSON.stringify(JSON.stringify(said))} + "'");`,
    "});",
  ];
  writeFileSync(binary, lines.join("\n"), { mode: 0o755 });
  return binary;
}

const pid = () => Number(readFileSync(join(folder, "pid"), "utf8"));

async function isGone(process_: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(process_, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

test("a provider runs until it is stopped", async () => {
  const provider = await startProvider(fakeProvider(), process.env);
  expect(provider.session.destroyed).toBe(false);
  const running = pid();
  expect(() => process.kill(running, 0)).not.toThrow();
  await provider.stop();
  expect(await isGone(running)).toBe(true);
});

test("a provider does not outlive who started it, however that one ends", async () => {
  const start = join(ROOT, "scripts/demo/provider/provider-process.ts");
  const code = `require(${JSON.stringify(start)}).startProvider(process.argv[1], process.env)`;
  const starter = spawn(process.execPath, ["--require", "tsx/cjs", "-e", code, fakeProvider()], {
    cwd: ROOT,
    stdio: "ignore",
  });
  while (!existsSync(join(folder, "pid")) || Number.isNaN(pid()) || pid() === 0)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const running = pid();
  starter.kill("SIGKILL");
  await once(starter, "exit");
  expect(await isGone(running)).toBe(true);
});

test("a provider that ends before it listens is an error that says so", async () => {
  const binary = join(folder, "broken");
  writeFileSync(binary, "#!/bin/sh\nexit 3\n", { mode: 0o755 });
  await expect(startProvider(binary, process.env)).rejects.toThrow(
    `${binary} ended with 3 before it listened`,
  );
});
