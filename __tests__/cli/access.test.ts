import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { runCli } from "../support/run-cli";
import { ROOT, STARTUP } from "../support/synth-platform";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-access-"));
const config = join(folder, "platform.yaml");

beforeAll(() => {
  writeFileSync(config, readFileSync(STARTUP));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const ask = (...args: readonly string[]) => runCli([...args, "-c", config]);

describe("gatehouse access", () => {
  it("asks for a lock file, writes it, and is content with it", async () => {
    const missing = await ask("access", "--lock");
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining("--lock --update")]);
    expect((await ask("access", "--lock", "--update")).code).toBe(0);
    expect(await ask("access", "--lock")).toMatchObject({
      code: 0,
      stdout: "No access changes.\n",
    });
  });

  it("says what a changed config gives and takes, and fails", async () => {
    const changed = join(folder, "changed.yaml");
    const text = readFileSync(STARTUP, "utf8").replace(
      /capabilities: \[view, /,
      "capabilities: [view, stop, ",
    );
    writeFileSync(changed, text);
    const args = ["access", "-c", changed, "--diff", join(folder, "access.lock.json")];
    const { code, stdout } = await runCli(args);
    expect([code, stdout]).toEqual([1, expect.stringContaining("+ stop: ")]);
    const markdown = await runCli([...args, "--md"]);
    expect(markdown.stdout).toContain("| who | what | gives | takes |");
  });

  it("tells a near miss of an unknown persona, without a trace", async () => {
    const { code, stderr } = await ask("access", "--persona", "developr");
    expect([code, stderr]).toEqual([2, expect.stringContaining('"developer"')]);
    expect(stderr).not.toContain(" at ");
  });

  it("refuses a ref that git would take for an option", async () => {
    expect((await ask("access", "--diff", "--output=x")).code).toBe(2);
  });
});

describe("gatehouse can and who-can", () => {
  it("answers by exit code, with the statement", async () => {
    const yes = await ask("can", "releaser", "approve", "app/prod");
    expect([yes.code, yes.stdout]).toEqual([0, expect.stringContaining("by Allow")]);
    expect((await ask("can", "developer", "approve", "app/prod")).code).toBe(1);
    const unknown = await ask("can", "developer", "aprove", "app/prod");
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("approve")]);
  });

  it("names who holds a capability, and nobody else", async () => {
    const { code, stdout } = await ask("who-can", "approve", "app/prod", "--json");
    const { holders } = JSON.parse(stdout) as { holders: { who: string }[] };
    expect([code, holders.map(({ who }) => who)]).toEqual([0, ["releaser"]]);
  });
});

describe("gatehouse prove", () => {
  it("proves a platform, and writes SARIF without findings", async () => {
    const sarif = join(folder, "access.sarif");
    const { code, stdout } = await ask("prove", "--sarif", sarif);
    expect([code, stdout]).toEqual([0, expect.stringContaining("Proved: ")]);
    const { runs } = JSON.parse(readFileSync(sarif, "utf8")) as { runs: { results: unknown[] }[] };
    expect(runs.map(({ results }) => results)).toEqual([[]]);
  });

  it("refuses a claim that there is none of, and Terraform that isn't there", async () => {
    expect((await ask("prove", "--check", "intnt")).stderr).toContain('"intent"');
    expect((await ask("prove", "--from", join(folder, "nowhere"))).code).toBe(2);
  });
});

it("the workflow pins what it uses, and may do no more than it needs", () => {
  const text = readFileSync(join(ROOT, ".github", "workflows", "access.yml"), "utf8");
  const workflow = parse(text) as {
    permissions: object;
    jobs: { prove: { permissions: object; steps: { uses?: string }[] } };
  };
  const used = workflow.jobs.prove.steps.flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(2);
  for (const each of used) expect(each).toMatch(/@[0-9a-f]{40}$/);
  expect(workflow.permissions).toEqual({});
  expect(workflow.jobs.prove.permissions).toEqual({
    contents: "read",
    "security-events": "write",
    "pull-requests": "write",
  });
});
