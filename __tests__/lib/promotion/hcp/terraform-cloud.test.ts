import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "../../../../lib/promotion/terraform/find-terraform";
import { HcpServer } from "../../../support/hcp/hcp-server";
import { cloudEnvironment } from "../../../support/hcp/cloud-environment";
import { terraformEnvironment } from "../../../../scripts/terraform/terraform-environment";
import { describeWithTerraform } from "../../../support/terraform";

let server: HcpServer;
let folder: string;
beforeEach(async () => {
  server = await HcpServer.start();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-cloud-"));
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describeWithTerraform("the terraform CLI takes the server for HCP Terraform", () => {
  test("it makes a saved run, shows it, and confirms that very run", async () => {
    write("first");
    expect(await terraform("init")).toMatchObject({ code: 0 });
    expect(server.organization.workspaces.map(({ name }) => name)).toEqual(["web"]);
    const planned = await terraform("plan", "-out=tfplan");
    expect([planned.code, planned.output]).toEqual([
      0,
      expect.stringContaining("Plan: 1 to add, 0 to change, 0 to destroy."),
    ]);
    const [run] = server.organization.runs;
    expect(run?.status).toBe("planned_and_saved");
    expect(JSON.parse(readFileSync(join(folder, "tfplan"), "utf8"))).toMatchObject({
      run_id: run?.id,
      hostname: server.hostname,
    });
    expect((await terraform("show", "tfplan")).output).toContain("will be created");
    expect((await terraform("show", "-json", "tfplan")).output).toContain('"actions":["create"]');

    write("second");
    const applied = await terraform("apply", "tfplan");
    expect([applied.code, applied.output]).toEqual([
      0,
      expect.stringContaining("Apply complete! Resources: 1 added"),
    ]);
    expect(server.organization.runs).toHaveLength(1);
    expect(run?.status).toBe("applied");
    expect((await terraform("state", "pull")).output).toContain('"first"');
  });

  test("a run that was discarded is not confirmed, and one that errs says why", async () => {
    write("first");
    await terraform("init");
    await terraform("plan", "-out=tfplan");
    const [run] = server.organization.runs;
    if (run !== undefined) run.status = "discarded";
    expect(await terraform("apply", "tfplan")).toMatchObject({
      code: 1,
      output: expect.stringContaining("discarded") as string,
    });
    server.organization.policy = "hard_failed";
    expect(await terraform("plan", "-out=other")).toMatchObject({ code: 1 });
  });
});

function write(input: string): void {
  const cloud = {
    hostname: server.hostname,
    organization: "acme",
    workspaces: { name: "web", project: "Platform" },
  };
  writeFileSync(
    join(folder, "cdk.tf.json"),
    JSON.stringify({ terraform: { cloud }, resource: { terraform_data: { it: { input } } } }),
  );
}

function terraform(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const [command = "", ...rest] = args;
    const flags = ["show", "state"].includes(command) ? [] : ["-no-color"];
    const child = spawn(
      findTerraform() ?? "",
      [command, ...rest.slice(0, -1), ...flags, ...rest.slice(-1)],
      {
        cwd: folder,
        env: { ...terraformEnvironment(), ...cloudEnvironment(server) },
      },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text: Buffer) => (output += text.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
