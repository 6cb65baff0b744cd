import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCli } from "../support/run-cli";
import { runCommand } from "../support/run-command";
import { ROOT, SHIPPED } from "../support/synth-platform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-synth-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("synth writes every stack and prints accounts, stages with approvers, personas and the time", async () => {
  const out = join(folder, "out");
  const { code, stdout, stderr } = await runCli(["synth", "--out", out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(readdirSync(join(out, "stacks"))).toHaveLength(12);
  expect(stdout).toMatch(/222222222222 +tooling +tooling, pipeline-checkout-api/);
  expect(stdout).toMatch(
    /storefront +ecs +source > build > dev > staging \(approved by tester\) >/,
  );
  expect(stdout).toMatch(/prod\*\s+\(approved by release-manager\)/);
  expect(stdout).toMatch(/break-glass +\(off\)/);
  expect(stdout).toMatch(/No warnings\. Wrote 12 stacks to .* in \d+\.\d s\./);
});

test("a second synth changes no byte, and keeps what Terraform put beside", async () => {
  const out = join(folder, "out");
  await runCli(["synth", "--out", out, "--quiet"]);
  const lock = join(out, "stacks", "tooling", ".terraform.lock.hcl");
  writeFileSync(lock, "# kept");
  const before = readFileSync(join(out, "stacks", "tooling", "cdk.tf.json"), "utf8");
  const { stdout } = await runCli(["synth", "--out", out, "--quiet"]);
  expect(stdout).toBe("");
  expect(readFileSync(join(out, "stacks", "tooling", "cdk.tf.json"), "utf8")).toBe(before);
  expect(readFileSync(lock, "utf8")).toBe("# kept");
});

test("an empty --out is refused, not taken for the working folder", async () => {
  const { code, stdout, stderr } = await runCommand(["synth", "--out", ""]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("--out names no folder");
});

test("a bad config writes nothing, and leaves an earlier output alone", async () => {
  const out = join(folder, "out");
  await runCommand(["synth", "--out", out, "--quiet"]);
  const before = readFileSync(join(out, "manifest.json"), "utf8");
  const bad = join(folder, "bad.yaml");
  writeFileSync(bad, readFileSync(SHIPPED, "utf8").replace("version: 1", "version: 2"));
  const { code, stderr } = await runCommand(["synth", "--config", bad, "--out", out]);
  expect(code).toBe(2);
  expect(stderr).toContain("Nothing was written");
  expect(readFileSync(join(out, "manifest.json"), "utf8")).toBe(before);
  expect(readdirSync(folder).sort()).toEqual(["bad.yaml", "out"]);
});

test("a stack that the platform no longer has is removed, and said to exist still at AWS", async () => {
  const out = join(folder, "out");
  await runCommand(["synth", "--out", out, "--quiet"]);
  const text = readFileSync(SHIPPED, "utf8");
  const smaller = join(folder, "smaller.yaml");
  writeFileSync(smaller, text.replace(/\n {2}# A library[\s\S]*?\n\n# Jobs/, "\n\n# Jobs"));
  const { code, stdout } = await runCommand(["synth", "--config", smaller, "--out", out]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/No longer written: pipeline-design-system/);
  expect(existsSync(join(out, "stacks", "pipeline-design-system"))).toBe(false);
});

test("a stack's folder that holds a state is never removed", async () => {
  const out = join(folder, "out");
  mkdirSync(join(out, "stacks", "old"), { recursive: true });
  writeFileSync(join(out, "stacks", "old", "cdk.tf.json"), "{}");
  writeFileSync(join(out, "stacks", "old", "terraform.tfstate"), "{}");
  await runCommand(["synth", "--out", out, "--quiet"]);
  expect(existsSync(join(out, "stacks", "old", "terraform.tfstate"))).toBe(true);
});

test("what somebody put beside the stacks stays, and is in nobody's way", async () => {
  const out = join(folder, "out");
  const stacks = join(out, "stacks");
  mkdirSync(stacks, { recursive: true });
  writeFileSync(join(stacks, "notes.txt"), "kept");
  symlinkSync(folder, join(stacks, "link"));
  const { code, stderr } = await runCommand(["synth", "--out", out, "--quiet"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(readFileSync(join(stacks, "notes.txt"), "utf8")).toBe("kept");
  expect(existsSync(join(stacks, "link", "out"))).toBe(true);
});

test("a file in a stack's place is said before anything is written", async () => {
  const out = join(folder, "out");
  mkdirSync(join(out, "stacks"), { recursive: true });
  writeFileSync(join(out, "stacks", "tooling"), "a file");
  const { code, stderr } = await runCli(["synth", "--out", out, "--quiet"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/out can't be written: a file is in the way of a folder/);
  expect(readdirSync(join(out, "stacks"))).toEqual(["tooling"]);
});

test("an output folder that can't be written is said plainly", async () => {
  writeFileSync(join(folder, "out"), "a file");
  const { code, stderr } = await runCli(["synth", "--out", join(folder, "out")]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/out can't be written: a file is in the way of a folder\n {2}fix: /);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("a synth that is killed leaves the earlier output whole, and the next one cleans up", async () => {
  const out = join(folder, "out");
  await runCli(["synth", "--out", out, "--quiet"]);
  const before = snapshot(out);
  const child = spawn(
    process.execPath,
    [join(ROOT, "cli", "gatehouse.js"), "synth", "--out", out, "--quiet"],
    { cwd: ROOT },
  );
  const temporary = `out.tmp-${child.pid ?? 0}`;
  while (!existsSync(join(folder, temporary)) && child.exitCode === null) await sleep(1);
  child.kill("SIGKILL");
  await new Promise((resolve) => child.on("close", resolve));
  expect(snapshot(out)).toEqual(before);
  await runCli(["synth", "--out", out, "--quiet"]);
  expect(readdirSync(folder)).toEqual(["out"]);
  expect(snapshot(out)).toEqual(before);
});

test("--json gives the summary as data", async () => {
  const { stdout } = await runCommand(["synth", "--out", join(folder, "out"), "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    valid: true,
    accounts: expect.arrayContaining([
      { id: "111111111111", name: "management", stacks: ["identity-center"] },
    ]) as unknown,
    warnings: [],
  });
});

function snapshot(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, "utf8")]),
  );
}
