import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "../../../lib/promotion/terraform/find-terraform";
import { terraformEnvironment } from "../../../scripts/terraform/terraform-environment";
import { HcpRun } from "./hcp-run";
import { HcpWorkspace } from "./hcp-workspace";

export const PROJECT = "prj-default";

/** An organisation: workspaces, configurations and runs. */
export class HcpOrganization {
  readonly workspaces: HcpWorkspace[] = [];
  readonly runs: HcpRun[] = [];
  /** Folders of configuration versions by id; undefined until something is uploaded. */
  readonly configurations = new Map<string, string | undefined>();
  policy: "none" | "passed" | "hard_failed" = "none";
  private made = 0;
  private readonly binary = findTerraform() ?? "terraform";
  private readonly terraformVersion: string;

  constructor(
    readonly name: string,
    private readonly folder: string,
  ) {
    const { stdout } = spawnSync(this.binary, ["version", "-json"], { encoding: "utf8" });
    this.terraformVersion = (
      JSON.parse(stdout) as { readonly terraform_version: string }
    ).terraform_version;
  }

  id(kind: string): string {
    this.made += 1;
    return `${kind}-${String(this.made).padStart(12, "0")}`;
  }

  workspace(nameOrId: string): HcpWorkspace | undefined {
    return this.workspaces.find(({ id, name }) => id === nameOrId || name === nameOrId);
  }

  getWorkspace(nameOrId: string): HcpWorkspace {
    const workspace = this.workspace(nameOrId);
    if (workspace === undefined) throw new Error(`no workspace ${nameOrId}`);
    return workspace;
  }

  addWorkspace(name: string): HcpWorkspace {
    const id = this.id("ws");
    const added = new HcpWorkspace(id, name, this.name, PROJECT, this.terraformVersion);
    this.workspaces.push(added);
    return added;
  }

  addState(workspace: HcpWorkspace, text: string): void {
    const { serial } = JSON.parse(text) as { readonly serial: number };
    const last = workspace.state;
    if (last !== undefined && last.serial >= serial) return;
    workspace.states.push({ id: this.id("sv"), serial, text });
    // A saved plan that starts from another state can't be applied any more, and is thrown away.
    for (const run of this.runs) {
      if (run.workspace === workspace && run.status === "planned_and_saved")
        run.status = "discarded";
    }
  }

  unpack(configuration: string, archive: Buffer): void {
    const folder = join(this.folder, configuration);
    mkdirSync(folder, { recursive: true });
    const file = join(this.folder, `${configuration}.tar.gz`);
    writeFileSync(file, archive);
    const { status, stderr } = spawnSync("tar", ["-xzf", file, "-C", folder], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    this.configurations.set(configuration, folder);
  }

  /** As if it had been uploaded. */
  writeConfiguration(configuration: string, folder: string, content: object): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(content));
    this.configurations.set(configuration, folder);
  }

  startRun(
    workspace: HcpWorkspace,
    configuration: string,
    attributes: Readonly<Record<string, unknown>>,
  ): HcpRun {
    const folder = this.configurations.get(configuration);
    if (folder === undefined) throw new Error(`nothing was uploaded for ${configuration}`);
    const env = terraformEnvironment();
    const run = new HcpRun({
      id: this.id("run"),
      workspace,
      attributes,
      folder,
      binary: this.binary,
      env: Object.fromEntries(Object.entries(env).filter(([name]) => name !== "TF_IN_AUTOMATION")),
      policy: this.policy,
      keepState: (text) => this.addState(workspace, text),
    });
    this.runs.push(run);
    run.plan();
    return run;
  }

  getRun(id: string): HcpRun {
    const run = this.runs.find((each) => each.id === id);
    if (run === undefined) throw new Error(`no run ${id}`);
    return run;
  }
}

export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
