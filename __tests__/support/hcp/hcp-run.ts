import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HcpWorkspace } from "./hcp-workspace";
import { type Resource, toOne } from "./json-api";

interface HcpRunProps {
  readonly id: string;
  readonly workspace: HcpWorkspace;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The uploaded configuration, unpacked. */
  readonly folder: string;
  readonly binary: string;
  readonly env: NodeJS.ProcessEnv;
  /** What Sentinel says of it. */
  readonly policy: "none" | "passed" | "hard_failed";
  readonly keepState: (text: string) => void;
}

const FINAL = ["applied", "planned_and_finished", "errored", "discarded", "canceled"];

/** A run: the real Terraform on what was uploaded, with the workspace's state in a file. */
export class HcpRun {
  status = "pending";
  readonly logs = { plan: "", apply: "" };
  readonly parts = { plan: "pending", apply: "pending" };
  readonly comments: string[] = [];
  /** What OPA says of it, in a stage of its own: the counts of an evaluation each. */
  readonly evaluations: Readonly<Record<string, number>>[] = [];
  json: object = {};
  /** What the CLI shows a plan by: with the schemas of its providers. */
  redacted: object = {};
  hasChanges = false;
  /** What goes on in it. */
  working: Promise<void> = Promise.resolve();

  constructor(private readonly props: HcpRunProps) {}

  get id(): string {
    return this.props.id;
  }

  get workspace(): HcpWorkspace {
    return this.props.workspace;
  }

  get isFinal(): boolean {
    return FINAL.includes(this.status);
  }

  get isConfirmable(): boolean {
    return this.status === "planned" || this.status === "planned_and_saved";
  }

  private get saves(): boolean {
    return this.props.attributes["save-plan"] === true;
  }

  plan(): void {
    this.working = this.runPlan();
  }

  confirm(): void {
    this.status = "confirmed";
    this.working = this.runApply();
  }

  private async runPlan(): Promise<void> {
    const { folder, attributes, policy } = this.props;
    this.status = "planning";
    this.parts.plan = "running";
    // The cloud block leads here; a backend in an override file stands in its place.
    // https://developer.hashicorp.com/terraform/language/files/override#merging-terraform-blocks
    writeFileSync(
      join(folder, "run_override.tf.json"),
      JSON.stringify({ terraform: { backend: { local: { path: this.stateFile } } } }),
    );
    mkdirSync(join(folder, ".run"), { recursive: true });
    const { state } = this.workspace;
    if (state !== undefined) writeFileSync(this.stateFile, state.text);
    const refreshOnly = attributes["refresh-only"] === true ? ["-refresh-only"] : [];
    const destroy = attributes["is-destroy"] === true ? ["-destroy"] : [];
    const init = await this.terraform("plan", ["init", "-no-color"]);
    const planned =
      init === 0
        ? await this.terraform("plan", [
            ...["plan", "-no-color", "-detailed-exitcode", "-out=.run/tfplan"],
            ...refreshOnly,
            ...destroy,
          ])
        : 1;
    if (planned === 1) {
      this.status = this.parts.plan = "errored";
      return;
    }
    this.json = this.jsonOf(["show", "-json", ".run/tfplan"]);
    this.redacted = { ...this.json, ...this.schemas() };
    this.hasChanges = planned === 2;
    this.parts.plan = "finished";
    if (policy === "hard_failed") this.status = "errored";
    else if (!this.hasChanges || attributes["plan-only"] === true)
      this.status = "planned_and_finished";
    else this.status = this.saves ? "planned_and_saved" : "planned";
  }

  private async runApply(): Promise<void> {
    const { workspace, keepState } = this.props;
    workspace.lockedBy = this.id;
    this.status = "applying";
    this.parts.apply = "running";
    const code = await this.terraform("apply", ["apply", "-no-color", ".run/tfplan"]);
    if (existsSync(this.stateFile)) keepState(readFileSync(this.stateFile, "utf8"));
    workspace.lockedBy = undefined;
    this.parts.apply = code === 0 ? "finished" : "errored";
    this.status = code === 0 ? "applied" : "errored";
  }

  private schemas(): object {
    const { format_version: version, provider_schemas: schemas } = this.jsonOf([
      "providers",
      "schema",
      "-json",
    ]) as { readonly format_version: string; readonly provider_schemas: object };
    return {
      plan_format_version: "1.2",
      provider_format_version: version,
      provider_schemas: schemas,
    };
  }

  private jsonOf(args: readonly string[]): object {
    const { binary, folder: cwd, env } = this.props;
    const { stdout } = spawnSync(binary, [...args], { cwd, env, encoding: "utf8" });
    return JSON.parse(stdout) as object;
  }

  private get stateFile(): string {
    return join(this.props.folder, ".run", "state.tfstate");
  }

  private terraform(part: "plan" | "apply", args: readonly string[]): Promise<number> {
    const { binary, folder, env } = this.props;
    return new Promise((resolve, reject) => {
      const child = spawn(binary, [...args], { cwd: folder, env });
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (text: Buffer) => (this.logs[part] += text.toString()));
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
  }

  asResource(): Resource {
    const { id, attributes, policy } = this.props;
    return {
      id,
      type: "runs",
      attributes: {
        status: this.status,
        message: attributes.message ?? "",
        source: "tfe-api",
        "has-changes": this.hasChanges,
        "is-destroy": attributes["is-destroy"] ?? false,
        "refresh-only": attributes["refresh-only"] ?? false,
        "save-plan": this.saves,
        "plan-only": attributes["plan-only"] ?? false,
        "auto-apply": false,
        refresh: true,
        "position-in-queue": 0,
        actions: {
          "is-confirmable": this.isConfirmable,
          "is-discardable": this.isConfirmable,
          "is-cancelable": !this.isFinal && !this.isConfirmable,
        },
        permissions: { "can-apply": true, "can-discard": true, "can-cancel": true },
      },
      relationships: {
        workspace: toOne("workspaces", this.workspace.id),
        plan: toOne("plans", `plan-${id}`),
        apply: toOne("applies", `apply-${id}`),
        ...(policy === "none" ? {} : { "policy-checks": { data: [this.policyId] } }),
      },
    };
  }

  private get policyId() {
    return { type: "policy-checks", id: `polchk-${this.id}` };
  }

  policyResource(): Resource {
    const failed = this.props.policy === "hard_failed";
    return {
      ...this.policyId,
      attributes: {
        status: this.props.policy,
        scope: "organization",
        result: {
          result: !failed,
          passed: failed ? 0 : 1,
          "total-failed": failed ? 1 : 0,
          "hard-failed": failed ? 1 : 0,
          "soft-failed": 0,
          "advisory-failed": 0,
        },
        actions: { "is-overridable": false },
        permissions: { "can-override": false },
      },
      relationships: { run: toOne("runs", this.id) },
    };
  }

  policyResources(): Resource[] {
    return this.props.policy === "none" ? [] : [this.policyResource()];
  }

  stageResources(): Resource[] {
    const attributes = { stage: "post_plan", status: "passed" };
    return this.evaluations.length === 0
      ? []
      : [{ id: `ts-${this.id}`, type: "task-stages", attributes }];
  }

  evaluationResources(): Resource[] {
    return this.evaluations.map((counts, index) => ({
      id: `poleval-${this.id}-${index}`,
      type: "policy-evaluations",
      attributes: { status: "passed", "policy-kind": "opa", "result-count": counts },
    }));
  }

  partResource(part: "plan" | "apply", origin: string): Resource {
    return {
      id: `${part}-${this.id}`,
      type: part === "plan" ? "plans" : "applies",
      attributes: {
        status: this.parts[part],
        "has-changes": this.hasChanges,
        "log-read-url": `${origin}/_files/logs/${part}/${this.id}`,
      },
    };
  }
}
