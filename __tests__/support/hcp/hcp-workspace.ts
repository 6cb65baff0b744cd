import type { Resource } from "./json-api";
import { toOne } from "./json-api";

export interface StateVersion {
  readonly id: string;
  readonly serial: number;
  text: string;
}

/** A workspace, with its state versions and who holds it. */
export class HcpWorkspace {
  readonly states: StateVersion[] = [];
  /** Whose token or which run holds it. */
  lockedBy: string | undefined;
  lockReason = "";
  executionMode = "remote";

  constructor(
    readonly id: string,
    readonly name: string,
    readonly organization: string,
    readonly project: string,
    readonly terraformVersion: string,
  ) {}

  get state(): StateVersion | undefined {
    return this.states.at(-1);
  }

  asResource(): Resource {
    return {
      id: this.id,
      type: "workspaces",
      attributes: {
        name: this.name,
        locked: this.lockedBy !== undefined,
        "locked-reason": this.lockReason,
        "auto-apply": false,
        "execution-mode": this.executionMode,
        operations: this.executionMode !== "local",
        "terraform-version": this.terraformVersion,
        "structured-run-output-enabled": false,
        "working-directory": "",
        permissions: Object.fromEntries(
          ["queue-run", "queue-apply", "queue-destroy", "lock", "unlock", "force-unlock"]
            .concat(["read-state-versions", "create-state-versions", "read-settings", "update"])
            .map((name) => [`can-${name}`, true]),
        ),
        actions: { "is-destroyable": true },
      },
      relationships: {
        organization: toOne("organizations", this.organization),
        project: toOne("projects", this.project),
        ...(this.lockedBy === undefined ? {} : { "locked-by": toOne("users", this.lockedBy) }),
      },
    };
  }

  stateResource({ id, serial }: StateVersion, origin: string): Resource {
    return {
      id,
      type: "state-versions",
      attributes: {
        serial,
        status: "finalized",
        "created-at": "2026-01-01T00:00:00Z",
        "hosted-state-download-url": `${origin}/_files/states/${id}`,
        "hosted-state-upload-url": `${origin}/_files/states/${id}`,
        "hosted-json-state-upload-url": `${origin}/_files/json-states/${id}`,
        "resources-processed": true,
      },
      relationships: { workspace: toOne("workspaces", this.id) },
    };
  }
}
