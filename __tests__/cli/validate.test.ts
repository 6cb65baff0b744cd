import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../support/run-cli";
import { runCommand } from "../support/run-command";
import { SHIPPED } from "../support/synth-platform";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The shipped platform with one text put for another, as a file. */
function changed(from: string, to: string): string {
  const text = readFileSync(SHIPPED, "utf8");
  if (!text.includes(from)) throw new Error(`the shipped platform has no ${from}`);
  const file = join(folder, `${String(Math.random()).slice(2)}.yaml`);
  writeFileSync(file, text.replace(from, to));
  return file;
}

test("the shipped platform is valid, without a warning", async () => {
  const result = await runCli(["validate"]);
  expect(result).toEqual({ code: 0, stdout: "platform.yaml is valid\n", stderr: "" });
});

test("a problem exits with 2, and says where, what was there and what to do", async () => {
  const file = changed(
    "environment: staging\n    ou: Workloads/Staging",
    "environment: stagging\n    ou: Workloads/Staging",
  );
  const { code, stdout, stderr } = await runCommand(["validate", "--config", file]);
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain(
    `${file}:40:18 error there is no environment "stagging" [unknown-environment]`,
  );
  expect(stderr).toContain('got: "stagging"');
  expect(stderr).toContain('fix: did you mean "staging"? known: dev, staging, prod');
  expect(stderr).toContain("npx gatehouse explain unknown-environment");
});

test("--json gives problems as data, on stdout alone", async () => {
  const { code, stdout, stderr } = await runCommand([
    "validate",
    "--json",
    "-c",
    changed('id: "400000000001"', "id: 400000000001"),
  ]);
  expect(code).toBe(2);
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({
    valid: false,
    problems: [
      {
        code: "account-id-not-text",
        severity: "error",
        path: "accounts.shop-dev.id",
        got: "400000000001",
      },
    ],
  });
});

test("GATEHOUSE_CONFIG names the config where --config doesn't", async () => {
  const { code, stderr } = await runCommand(["validate"], {
    env: { GATEHOUSE_CONFIG: join(folder, "none.yaml") },
  });
  expect(code).toBe(2);
  expect(stderr).toContain("none.yaml");
  expect(stderr).toContain("[file-unreadable]");
});

test("an empty GATEHOUSE_CONFIG is as good as none, an empty --config is a mistake", async () => {
  expect(await runCommand(["validate"], { env: { GATEHOUSE_CONFIG: "" } })).toMatchObject({
    code: 0,
  });
  const { code, stderr } = await runCommand(["validate", "--config", ""]);
  expect(code).toBe(2);
  expect(stderr).toContain("--config names no file");
});

test("a warning is shown and does not fail", async () => {
  const file = changed(
    "executionMode: QUEUED",
    "executionMode: QUEUED\n    deleteBucketWithArtifacts: true",
  );
  const { code, stderr } = await runCommand(["validate", "-c", file]);
  expect(code).toBe(0);
  expect(stderr).toContain("warning terraform destroy deletes all artifacts");
});

test.each([
  ["an unknown command", ["valdate"], /unknown command 'valdate'[\s\S]*Did you mean validate/],
  [
    "an unknown option",
    ["validate", "--confg", "x"],
    /unknown option '--confg'[\s\S]*Did you mean --config/,
  ],
  ["too many arguments", ["validate", "a", "b"], /too many arguments/],
])("%s exits with 2 and says what is meant", async (_name, args, message) => {
  const { code, stderr } = await runCommand(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("--help tells of every command and the exit codes", async () => {
  const { code, stdout } = await runCommand(["--help"]);
  expect(code).toBe(0);
  for (const word of ["validate", "synth", "schema", "explain", "Exit codes"])
    expect(stdout).toContain(word);
});

test("output has colours only where they are wanted", async () => {
  const file = changed("protected: true", "protectd: true");
  expect((await runCli(["validate", "-c", file])).stderr).not.toContain("\u001b[");
  expect(
    (await runCli(["validate", "-c", file], { env: { NO_COLOR: "", FORCE_COLOR: "1" } })).stderr,
  ).toContain("\u001b[");
});
