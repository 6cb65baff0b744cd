import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudEnvironment } from "../support/hcp/cloud-environment";
import { HcpServer } from "../support/hcp/hcp-server";
import { trustingFetch } from "../support/hcp/trusting-fetch";
import { data } from "../support/promotion/promotion-lab";
import { PromotedRepository } from "../support/promotion/promoted-repository";
import { describeWithTerraform } from "../support/terraform";

const MIGRATE = ["migrate-state", "--from", "cdktf.out"];

let server: HcpServer;
let repository: PromotedRepository;
beforeAll(async () => {
  server = await HcpServer.start();
  jest.spyOn(globalThis, "fetch").mockImplementation(trustingFetch(server.certificate));
  repository = new PromotedRepository({ env: cloudEnvironment(server) });
});
afterAll(async () => {
  jest.restoreAllMocks();
  repository.remove();
  await server.stop();
});

/** One after the other: each begins where the one before ended. */
describeWithTerraform("when the backend changes", () => {
  beforeAll(async () => {
    repository.write("platform.yaml", repository.unprotected());
    repository.commit();
    expect(await repository.plan("1")).toMatchObject({ code: 0 });
    expect(await repository.run("promote", "apply", "bundles/1")).toMatchObject({ code: 0 });
    useCloud();
  });

  test("nothing is planned until the state has moved", async () => {
    const refused = await repository.plan("2");
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(
        /the state of tooling is where it was: state\/tooling\.tfstate, not 127.*\n {2}fix: npx gatehouse migrate-state/,
      ),
    ]);
  });

  test("the commands that move it are shown, and nothing is done", async () => {
    const shown = await repository.run(...MIGRATE);
    const workspace = `${server.hostname}/acme/gatehouse-tooling`;
    expect([shown.code, shown.stdout.split("\n")]).toEqual([
      0,
      [
        "# the journal of promotions, which lies beside the state",
        "npx gatehouse migrate-state --journal --from cdktf.out",
        "",
        `# tooling: from state/tooling.tfstate to ${workspace}`,
        "terraform -chdir=state-migration/tooling/from init",
        "terraform -chdir=state-migration/tooling/from state pull > state-migration/tooling/state.tfstate",
        "terraform -chdir=state-migration/tooling/to init",
        "terraform -chdir=state-migration/tooling/to state push ../state.tfstate",
        "rm -f cdktf.out/stacks/tooling/.terraform/terraform.tfstate",
        "terraform -chdir=cdktf.out/stacks/tooling init",
        "",
        expect.stringMatching(/^# A stack that was never applied has no state/),
        expect.stringContaining("state-migration first"),
        expect.stringContaining("may hold secrets"),
        "rm -r state-migration",
        "rm state/tooling.tfstate state/tooling.tfstate.backup",
        "",
      ],
    ]);
    expect(shown.stderr).toContain("where the state of target-prod, target-test, pipeline-app was");
    expect(server.organization.workspaces).toEqual([]);
  });

  test("they are run once somebody said yes, and the journal comes along", async () => {
    const unasked = await repository.run(...MIGRATE, "--run");
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining("--yes")]);

    const { code, stderr } = await repository.run(...MIGRATE, "--run", "--yes");
    expect([code, stderr]).toEqual([0, expect.stringContaining("Done. Plan each stack")]);
    expect(stderr).toContain(`lines copied to ${server.hostname}/acme/gatehouse-promotion`);
    const workspace = `${server.hostname}/acme/gatehouse-tooling`;
    expect(stderr).toContain(`tooling: serial 1 with 1 resource is in ${workspace} (1 of 1)`);
    const old = readFileSync(join(repository.path, "state", "tooling.tfstate"), "utf8");
    const { text = "{}" } = server.organization.getWorkspace("gatehouse-tooling").state ?? {};
    expect(resourcesOf(text)).toEqual(resourcesOf(old));
    expect(existsSync(join(repository.path, "state/promotion/journal/00000001.jsonl"))).toBe(true);
  });

  test("then promotion goes on, and nothing is left to move", async () => {
    // Its Terraform names another backend, so it is planned once more: there is nothing to do.
    expect((await repository.status()).waves[0]?.stacks[0]).toMatchObject({ state: "changed" });
    const planned = await repository.plan("2");
    expect([planned.code, planned.stderr]).toEqual([
      0,
      expect.stringContaining("tooling: nothing to do"),
    ]);
    const again = await repository.run(...MIGRATE, "--run", "--yes");
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining("Nothing to move")]);
  });
});

function useCloud(): void {
  const { hostname } = server;
  const backend = `backend: { type: cloud, organization: acme, hostname: "${hostname}" }`;
  const text = repository.unprotected().replace(/^backend:.*\n( +.*\n)*/m, "");
  repository.write("platform.yaml", `${text}\n${backend}\n`);
  for (const stack of ["tooling", "target-test", "target-prod", "pipeline-app"]) {
    const workspaces = { name: `gatehouse-${stack}` };
    const cloud = { hostname, organization: "acme", workspaces };
    const json = JSON.stringify({ terraform: { cloud }, ...data(stack) });
    repository.write(`cdktf.out/stacks/${stack}/cdk.tf.json`, json);
  }
  repository.commit();
}

function resourcesOf(state: string): unknown {
  return (JSON.parse(state) as { readonly resources?: unknown }).resources;
}
