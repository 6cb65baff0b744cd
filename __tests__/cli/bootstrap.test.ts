import { chmodSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { RUNS } from "../support/bootstrapped";
import { GOLDEN_TEXT } from "../support/platform-file";
import { runCli } from "../support/run-cli";
import { CliFolder } from "./cli-folder";

let folder: CliFolder;
beforeAll(() => {
  folder = new CliFolder(GOLDEN_TEXT);
  folder.write("hcp.yaml", withRun(RUNS.hcp));
  folder.write("github.yaml", withRun(RUNS.github));
  folder.write(
    "moved.yaml",
    withRun({ ...RUNS.hcp, provisioner: { bootstrap: { state: "backend" } } }),
  );
});
afterAll(() => folder.remove());

function withRun(change: object): string {
  return stringify({ ...(parse(GOLDEN_TEXT) as object), ...change });
}

test("without provisioner.bootstrap there is nothing to do, and the message says what to add", async () => {
  const { code, stderr, stdout } = await folder.run("bootstrap");
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("platform.yaml has no provisioner.bootstrap");
  expect(stderr).toContain("fix: add it");
});

test("prints the steps of each account, the one with the state bucket first", async () => {
  const { code, stdout } = await folder.run("bootstrap", "-c", "github.yaml");
  expect(code).toBe(0);
  const accounts = [...stdout.matchAll(/^# (bootstrap-[\w-]+): account \d{12}/gm)].map(
    ([, stack]) => stack,
  );
  expect(accounts[0]).toBe("bootstrap-tooling");
  expect(accounts.slice(1)).toEqual([...accounts.slice(1)].sort());
  expect(accounts.length).toBeGreaterThan(3);
  expect(stdout).toContain(
    "terraform -chdir=cdktf.out/stacks/bootstrap-tooling init -input=false\nterraform -chdir=cdktf.out/stacks/bootstrap-tooling apply",
  );
  expect(stdout).toContain("# then set provisioner.bootstrap.state: backend");
});

test("afterwards the state moves to the backend, and nothing is left to do", async () => {
  const { code, stdout } = await folder.run("bootstrap", "-c", "moved.yaml", "--json");
  expect(code).toBe(0);
  const { steps, afterwards } = JSON.parse(stdout) as {
    steps: { runs: string[][] }[];
    afterwards: string[];
  };
  // Terraform refuses -migrate-state there, and asks without.
  expect(steps.map(({ runs }) => runs[0]?.slice(1))).toEqual(steps.map(() => ["init"]));
  expect(afterwards).toEqual([]);
  expect(folder.read("cdktf.out/stacks/bootstrap-tooling/cdk.tf.json")).toContain(
    '"name": "gatehouse-bootstrap-tooling"',
  );
});

describe("--run", () => {
  /** Stands for Terraform: says how it was called, and fails in one account. */
  const runWith = (failsIn: string) => {
    const script = `#!/bin/sh\necho "$@"\ncase "$*" in *${failsIn}*apply) exit 1;; esac\n`;
    const terraform = join(folder.path, folder.write("terraform.sh", script));
    chmodSync(terraform, 0o755);
    return runCli(["bootstrap", "-c", "github.yaml", "--run"], {
      cwd: folder.path,
      env: { TERRAFORM_BINARY_NAME: terraform },
    });
  };

  test("runs init and apply in each account, and says what is next", async () => {
    const { code, stdout, stderr } = await runWith("nothing");
    expect(code).toBe(0);
    const calls = stdout.trim().split("\n");
    expect(calls.length % 2).toBe(0);
    expect(calls[0]).toBe("-chdir=cdktf.out/stacks/bootstrap-tooling init -input=false");
    expect(calls[1]).toBe("-chdir=cdktf.out/stacks/bootstrap-tooling apply");
    expect(stderr).toContain("next: set provisioner.bootstrap.state: backend");
  });

  test("stops at the first account that fails, and says that it can be run again", async () => {
    const { code, stdout, stderr } = await runWith("bootstrap-tooling");
    expect(code).toBe(1);
    expect(stdout.trim().split("\n")).toHaveLength(2);
    expect(stderr).toMatch(/bootstrap-tooling: terraform apply ended with exit code 1; 0 of \d+/);
    expect(stderr).toContain("run the same command again");
  });

  test("says so where there is no Terraform", async () => {
    const { code, stderr } = await runCli(["bootstrap", "-c", "github.yaml", "--run"], {
      cwd: folder.path,
      env: { TERRAFORM_BINARY_NAME: join(folder.path, "none") },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/none can't be run: ENOENT\n {2}fix: install Terraform/);
  });
});
