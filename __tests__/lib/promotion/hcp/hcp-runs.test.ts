import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HcpClient } from "../../../../lib/promotion/hcp/hcp-client";
import { HcpRuns } from "../../../../lib/promotion/hcp/hcp-runs";
import type { HcpRun } from "../../../support/hcp/hcp-run";
import { HcpServer, TOKEN } from "../../../support/hcp/hcp-server";
import { trustingFetch } from "../../../support/hcp/trusting-fetch";
import { describeWithTerraform } from "../../../support/terraform";

const STACK = { name: "web", folder: "/none", dependencies: [] };

let server: HcpServer;
let folder: string;
let file: string;
let slept: number[];
beforeEach(async () => {
  server = await HcpServer.start();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-runs-"));
  file = join(folder, "tfplan");
  slept = [];
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describeWithTerraform("the saved runs of HCP Terraform", () => {
  test("that can be confirmed are let through, and those that can't are told by why", async () => {
    const run = await savedRun();
    await runs().check(STACK, file);
    for (const [status, why] of [
      ["discarded", "it was discarded, by somebody or because the state has changed"],
      ["policy_soft_failed", "a policy check failed that somebody must override there first"],
      [
        "post_plan_awaiting_decision",
        "a policy check failed that somebody must override there first",
      ],
      ["errored", "it is errored"],
      ["applied", "it is applied"],
    ] as const) {
      run.status = status;
      await expect(runs().check(STACK, file)).rejects.toMatchObject({
        message: `run ${run.id} of web can't be applied: ${why}`,
        fix: "see it in HCP Terraform, and plan again",
      });
    }
  });

  test("that a mandatory policy stopped say so", async () => {
    server.organization.policy = "hard_failed";
    const run = await savedRun();
    expect(run.status).toBe("errored");
    await expect(runs().check(STACK, file)).rejects.toThrow("a mandatory policy failed");
  });

  test("tell what policies said of them, of Sentinel's checks and of evaluations in stages", async () => {
    await savedRun();
    expect(await runs().policies(file)).toBeUndefined();
    server.organization.policy = "passed";
    const run = await savedRun();
    run.evaluations.push(
      { passed: 2, "advisory-failed": 1, "mandatory-failed": 0, errored: 0 },
      { passed: 4, "advisory-failed": 0, "mandatory-failed": 0, errored: 0 },
    );
    expect(await runs().policies(file)).toEqual({
      passed: 7,
      advisoryFailed: 1,
      mandatoryFailed: 0,
      errored: 0,
    });
  });

  test("that OPA stopped say so, too", async () => {
    const run = await savedRun();
    run.status = "errored";
    run.evaluations.push({
      passed: 0,
      "advisory-failed": 0,
      "mandatory-failed": 1,
      errored: 0,
    });
    await expect(runs().check(STACK, file)).rejects.toThrow("a mandatory policy failed");
  });

  test("that the token may not apply are not begun", async () => {
    const run = await savedRun();
    const resource = run.asResource();
    const attributes = { ...resource.attributes, permissions: { "can-apply": false } };
    server.disturb(/runs\/run-/, { body: { data: { ...resource, attributes } } });
    await expect(runs().check(STACK, file)).rejects.toThrow(
      `the token may not apply run ${run.id} of web`,
    );
  });

  test("are waited for while they apply", async () => {
    const run = await savedRun();
    await runs().settle(file);
    expect(slept).toEqual([]);
    run.status = "applying";
    await runs(() => {
      run.status = "applied";
    }).settle(file);
    expect(slept).toEqual([2_000]);
  });

  test("are discarded where that is possible, and left where it isn't", async () => {
    const run = await savedRun();
    await runs().discard(file);
    expect(run.status).toBe("discarded");
    await runs().discard(file);
    expect(server.requests.filter((each) => each.includes("/discard"))).toHaveLength(1);
  });

  test("get comments, and their state is told by lineage and serial", async () => {
    const run = await savedRun();
    await runs().comment(file, "Look");
    expect(run.comments).toEqual(["Look"]);
    expect(await runs().state(STACK)).toBeUndefined();
    run.confirm();
    await run.working;
    expect(await runs().state(STACK)).toEqual({
      serial: run.workspace.state?.serial,
      lineage: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });
});

test("a plan that Terraform made here, and one that is not there, stand for no run", async () => {
  expect(runs().runOf(file)).toBeUndefined();
  writeFileSync(file, "PK\u0003\u0004");
  expect(runs().runOf(file)).toBeUndefined();
  await runs().check(STACK, file);
  await runs().settle(file);
  await runs().discard(file);
  await runs().comment(file, "Look");
  expect(server.requests).toEqual([]);
});

function runs(onSleep: () => void = () => undefined): HcpRuns {
  return new HcpRuns({
    client: new HcpClient({
      hostname: server.hostname,
      token: TOKEN,
      fetch: trustingFetch(server.certificate),
    }),
    organization: "acme",
    workspacePrefix: "gatehouse-",
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      onSleep();
      return Promise.resolve();
    },
  });
}

/** A run with one change, and its plan file. */
async function savedRun(): Promise<HcpRun> {
  const { organization } = server;
  const configuration = join(folder, "configuration");
  organization.writeConfiguration("cv-1", configuration, {
    resource: { terraform_data: { it: { input: "x" } } },
  });
  const workspace = organization.addWorkspace("gatehouse-web");
  const run = organization.startRun(workspace, "cv-1", { "save-plan": true });
  await run.working;
  const bookmark = { remote_plan_format: 1, run_id: run.id, hostname: server.hostname };
  writeFileSync(file, JSON.stringify(bookmark));
  return run;
}
