import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { BundleContent } from "../../lib/promotion/bundle";
import { cloudEnvironment } from "../support/hcp/cloud-environment";
import { HcpServer, READER } from "../support/hcp/hcp-server";
import { failed } from "../support/hcp/json-api";
import { trustingFetch } from "../support/hcp/trusting-fetch";
import { data, FAILING } from "../support/promotion/promotion-lab";
import { PromotedRepository } from "../support/promotion/promoted-repository";
import { describeWithTerraform } from "../support/terraform";

const DRIFT = ["drift", "--from", "cdktf.out", "--wave", "tooling"];
const EMPTY_STATE = { version: 4, serial: 9, lineage: "other", outputs: {}, resources: [] };
/** An output that no Terraform has. */
const ADDED = { added: { value: "by hand", type: "string" } };

let server: HcpServer;
let repository: PromotedRepository;
beforeEach(async () => {
  server = await HcpServer.start();
  // For commands in this process; the one in a process of its own is told by NODE_EXTRA_CA_CERTS.
  jest.spyOn(globalThis, "fetch").mockImplementation(trustingFetch(server.certificate));
  const { hostname } = server;
  repository = new PromotedRepository({ env: cloudEnvironment(server) });
  for (const stack of ["tooling", "target-test", "target-prod", "pipeline-app"])
    writeStack(stack, data(stack));
  const backend = `backend: { type: cloud, organization: acme, hostname: "${hostname}" }`;
  const text = repository.unprotected().replace(/^backend:.*\n( +.*\n)*/m, "");
  repository.write("platform.yaml", `${text}\n${backend}\n`);
  repository.commit();
});
afterEach(async () => {
  jest.restoreAllMocks();
  repository.remove();
  await server.stop();
});

describeWithTerraform("with the stacks in HCP Terraform", () => {
  test("a wave is planned as saved runs, and exactly those are confirmed", async () => {
    server.organization.policy = "passed";
    const planned = await repository.plan("1");
    expect(planned.stdout).toMatch(/1 to add; run-\w+; 1 policy passed/);
    expect([planned.code, planned.stderr]).toEqual([
      0,
      expect.stringContaining("next: gatehouse promote apply"),
    ]);
    const [run] = server.organization.runs;
    expect(bundle("1").stacks).toMatchObject([
      { name: "tooling", kind: "planned", run: run?.id, policies: { passed: 1 } },
    ]);
    expect(run?.comments).toEqual([
      expect.stringMatching(/^Wave tooling of revision [0-9a-f]{40}.*\n.*gatehouse promote apply/),
    ]);
    expect(run?.status).toBe("planned_and_saved");

    const applied = await repository.run("promote", "apply", "bundles/1");
    expect([applied.code, applied.stdout]).toEqual([0, "Wave tooling: 1 stack applied.\n"]);
    expect(server.organization.runs.map(({ status }) => status)).toEqual(["applied"]);
    expect((await repository.status()).waves[0]?.stacks[0]).toMatchObject({ state: "up-to-date" });

    // Whoever asks from another machine reads the same journal.
    expect(server.organization.getWorkspace("gatehouse-promotion")).toMatchObject({
      executionMode: "local",
      lockedBy: undefined,
      state: { serial: 7 },
    });
    const drift = await repository.run(...DRIFT);
    expect([drift.code, drift.stdout]).toEqual([0, "tooling: no drift\n"]);
  });

  test("a run that somebody discarded is not applied, and nothing else is begun", async () => {
    await repository.plan("1");
    const [run] = server.organization.runs;
    if (run !== undefined) run.status = "discarded";
    const { code, stderr } = await repository.run("promote", "apply", "bundles/1");
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(
        `run ${run?.id ?? ""} of tooling can't be applied: it was discarded, by somebody or`,
      ),
    ]);
    expect(server.requests.filter((each) => each.includes("actions/apply"))).toEqual([]);
  });

  test("a state that has changed since is told by its serial", async () => {
    await repository.plan("1");
    const { organization } = server;
    const workspace = organization.getWorkspace("gatehouse-tooling");
    organization.addState(workspace, JSON.stringify(EMPTY_STATE));
    const { code, stderr } = await repository.run("promote", "apply", "bundles/1");
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("has changed since it was planned: none then, serial 9 of other now"),
    ]);
  });

  test("what an earlier process confirmed is waited for and settled, and not done again", async () => {
    await repository.plan("1");
    const killed = repository.start("promote", "apply", "bundles/1");
    const [run] = server.organization.runs;
    while (run?.status === "planned_and_saved") await wait(20);
    killed.kill("SIGKILL");
    const { code, stderr } = await repository.run("promote", "apply", "bundles/1");
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining("tooling: an earlier run applied it"),
    ]);
    const applies = server.requests.filter((each) => each.includes("actions/apply"));
    expect(applies).toHaveLength(1);
  });

  test("what was changed by hand is drift, and no run that looked for it waits to be confirmed", async () => {
    await repository.plan("1");
    await repository.run("promote", "apply", "bundles/1");
    const workspace = server.organization.getWorkspace("gatehouse-tooling");
    const { text = "", serial = 0 } = workspace.state ?? {};
    const edited = { ...(JSON.parse(text) as object), serial: serial + 1, outputs: ADDED };
    server.organization.addState(workspace, JSON.stringify(edited));
    const { code, stdout } = await repository.run(...DRIFT);
    expect([code, stdout]).toEqual([1, "tooling: drifted: output.added\n"]);
    expect(server.organization.runs.map(({ isFinal }) => isFinal)).toEqual([true, true]);
  });

  test("the run of a stack that must wait for others is given up", async () => {
    const path = join(repository.path, "other.tfstate");
    repository.write("other.tfstate", JSON.stringify(EMPTY_STATE));
    const other = { backend: "local", config: { path } };
    writeStack("pipeline-app", {
      ...data("x"),
      data: { terraform_remote_state: { other } },
    });
    repository.commit();
    expect((await repository.plan("1", "--wave", "pipelines")).code).toBe(0);
    expect(bundle("1").stacks).toMatchObject([{ name: "pipeline-app", kind: "deferred" }]);
    expect(server.organization.runs.map(({ status }) => status)).toEqual(["discarded"]);
  });

  test("where one stack can't be planned, the runs of the others are given up", async () => {
    const file = join(repository.path, "cdktf.out", "manifest.json");
    const { stacks } = JSON.parse(readFileSync(file, "utf8")) as { readonly stacks: object };
    const broken = {
      name: "bootstrap-prod",
      dependencies: [],
      workingDirectory: "stacks/bootstrap-prod",
    };
    const manifest = JSON.stringify({ stacks: { ...stacks, [broken.name]: broken } });
    repository.write("cdktf.out/manifest.json", manifest);
    writeStack(broken.name, { output: { x: { value: "${terraform_data.gone.id}" } } });
    const { code, stderr } = await repository.plan("1");
    expect([code, stderr]).toEqual([1, expect.stringContaining("bootstrap-prod can't be planned")]);
    const statuses = server.organization.runs.map(({ status }) => status);
    expect(statuses.sort()).toEqual(["discarded", "errored"]);
  });

  test("a run that a mandatory policy stops is no plan", async () => {
    server.organization.policy = "hard_failed";
    const { code, stderr } = await repository.plan("1");
    expect([code, stderr]).toEqual([1, expect.stringContaining("tooling can't be planned")]);
  });

  test("a token that may only look, and none, are told with what to do", async () => {
    const looks = await repository.run("status");
    expect(looks.code).toBe(0);
    cloudEnvironment(server, READER);
    const reader = await repository.plan("1");
    expect([reader.code, reader.stderr]).toEqual([1, expect.not.stringContaining(READER)]);
    cloudEnvironment(server, "wrong-token");
    const wrong = await repository.run("status");
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringContaining(`fix: give a token that holds: terraform login ${server.hostname}`),
    ]);
    expect(wrong.stderr).not.toContain("wrong-token");
    cloudEnvironment(server, "");
    const none = await repository.run("status");
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining(`there is no token for ${server.hostname}`),
    ]);
  });

  test("an apply that fails there fails here, and limits and hiccups are waited out", async () => {
    writeStack("tooling", FAILING);
    repository.commit();
    server.limit(/current-state-version/, 2);
    server.disturb(/state-versions$/, failed(503), { method: "POST", after: true });
    expect((await repository.plan("1")).code).toBe(0);
    const { code, stdout } = await repository.run("promote", "apply", "bundles/1");
    expect([code, stdout]).toEqual([1, "Wave tooling: 0 stacks applied; failed: tooling.\n"]);
    expect((await repository.status()).waves[0]?.stacks[0]).toMatchObject({ state: "failed" });
  });
});

function writeStack(stack: string, content: object): void {
  const cloud = {
    hostname: server.hostname,
    organization: "acme",
    workspaces: { name: `gatehouse-${stack}` },
  };
  const json = JSON.stringify({ terraform: { cloud }, ...content });
  repository.write(`cdktf.out/stacks/${stack}/cdk.tf.json`, json);
}

function bundle(name: string): BundleContent {
  const file = join(repository.path, "bundles", name, "bundle.json");
  return JSON.parse(readFileSync(file, "utf8")) as BundleContent;
}
