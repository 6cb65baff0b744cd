import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CliResult, runCli } from "../support/run-cli";
import { ROOT } from "../support/synth-platform";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-simulate-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, `${String(Math.random()).slice(2)}.json`);
  writeFileSync(path, text);
  return path;
}

function someCase(id: unknown, action = "s3:GetObject"): object {
  return {
    id,
    principal: "arn:aws:iam::111111111111:user/ada",
    action,
    resource: "arn:aws:s3:::artifacts/x",
    context: {},
    identityPolicies: [
      {
        Version: "2012-10-17",
        Statement: [{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
      },
    ],
  };
}

function answers({ stdout }: CliResult): unknown[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

const READ = {
  policy: "identityPolicies[0]",
  statement: "$.Statement[0]",
  effect: "Allow",
  sid: "Read",
};

test("cases of a JSON list get a verdict a line, in order, with what decided", async () => {
  const result = await runCli([
    "simulate",
    file(JSON.stringify([someCase("a"), someCase(2, "s3:PutObject")], null, 2)),
  ]);
  expect(result).toMatchObject({ code: 0, stderr: "" });
  expect(answers(result)).toEqual([
    { id: "a", verdict: "allowed", by: [READ] },
    { id: 2, verdict: "implicitlyDenied", by: [], lacks: "no identity policy allows it" },
  ]);
});

test("a malformed case gets an error, the others their verdicts, and the exit code is 2", async () => {
  const lines = [someCase("a"), { ...someCase("b"), action: 7 }, someCase("c")];
  const text = lines.map((one) => JSON.stringify(one)).join("\n");
  const result = await runCli(["simulate", file(`${text}\nnonsense\n`)]);
  expect(result.code).toBe(2);
  expect(result.stderr).toBe("gatehouse: 2 of 4 cases could not be read\n");
  expect(answers(result)).toMatchObject([
    { id: "a", verdict: "allowed" },
    { id: "b", error: "action: not text" },
    { id: "c", verdict: "allowed" },
    { id: null, error: "line 4 is not JSON" },
  ]);
});

test("a file that isn't there, and one without a case, exit with 2", async () => {
  const missing = await runCli(["simulate", join(folder, "none.json")]);
  expect(missing).toMatchObject({ code: 2, stdout: "" });
  expect(missing.stderr).toContain("there is no such file");
  const empty = await runCli(["simulate", file("")]);
  expect(empty).toMatchObject({ code: 2, stdout: "" });
  expect(empty.stderr).toContain("there is no case");
});

test("--help shows the fields of a case", async () => {
  const { code, stdout } = await runCli(["simulate", "--help"]);
  expect(code).toBe(0);
  for (const field of ["permissionBoundary", "sessionPolicies", "complete", "resourceAccount"])
    expect(stdout).toContain(field);
});

test("lines on stdin are answered as they come", async () => {
  const child = spawn(process.execPath, [join(ROOT, "cli", "gatehouse.js"), "simulate", "-"], {
    cwd: ROOT,
  });
  const output = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (const id of [1, 2, 3]) {
    child.stdin.write(`${JSON.stringify(someCase(id))}\n`);
    const chunk = await output.next();
    expect(String(chunk.value)).toContain(`{"id":${id},"verdict":"allowed"`);
  }
  child.stdin.end();
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(0);
});

test("thousands of lines are answered, each with its id", async () => {
  const count = 5_000;
  const lines = Array.from({ length: count }, (_, id) => JSON.stringify(someCase(id)));
  const result = await runCli(["simulate", file(lines.join("\n"))]);
  expect(result.code).toBe(0);
  const ids = answers(result).map((answer) => (answer as { id: unknown }).id);
  expect(ids).toEqual(Array.from({ length: count }, (_, id) => id));
});
