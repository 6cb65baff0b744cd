import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, SHIPPED, synthFile } from "../support/synth-platform";

const run = promisify(execFile);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-cdktf-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function cdktf(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return run(
    process.execPath,
    [join(ROOT, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf"), ...args],
    {
      cwd: ROOT,
      env: { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1", ...env },
    },
  );
}

test("cdktf synth writes the same bytes as gatehouse synth", async () => {
  const out = join(folder, "out");
  await cdktf(["synth", "--output", out]);
  const { files } = await synthFile(SHIPPED);
  for (const [file, text] of files)
    expect([file, readFileSync(join(out, file), "utf8")]).toEqual([file, text]);
});

test("cdktf list names every stack", async () => {
  const { stdout } = await cdktf(["list", "--output", join(folder, "out")]);
  for (const stack of ["tooling", "pipeline-storefront", "target-shop-prod", "identity-center"])
    expect(stdout).toContain(stack);
});

test("cdktf synth of a bad config fails, says why, and writes nothing", async () => {
  const bad = join(folder, "bad.yaml");
  writeFileSync(bad, readFileSync(SHIPPED, "utf8").replace("protected: true", "protectd: true"));
  const out = join(folder, "out");
  const failure = await cdktf(["synth", "--output", out], { GATEHOUSE_CONFIG: bad }).then(
    () => undefined,
    (error: unknown) => {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return `${stdout}${stderr}`;
    },
  );
  expect(failure).toContain('there is no setting "protectd" here');
  expect(existsSync(join(out, "manifest.json"))).toBe(false);
  expect(existsSync(join(out, "stacks")) ? readdirSync(join(out, "stacks")) : []).toEqual([]);
});
