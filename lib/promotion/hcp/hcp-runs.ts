import { existsSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { GeneratedStack } from "../generated";
import { Refusal } from "../refusal";
import type { PolicyCounts } from "../policy-counts";
import type { RemoteRuns } from "../remote-runs";
import { readStateId, type StateId } from "../terraform/state-id";
import type { HcpClient } from "./hcp-client";
import { HcpFailure } from "./hcp-failure";
import { runPolicies } from "./run-policies";

interface HcpRunsProps {
  readonly client: HcpClient;
  readonly organization: string;
  /** Comes before a stack's name in its workspace's. */
  readonly workspacePrefix: string;
  readonly signal?: AbortSignal;
  /** @default real time */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/** What `terraform plan -out` writes under a `cloud` block. */
const BOOKMARK = z.object({ remote_plan_format: z.literal(1), run_id: z.string() });
const WORKSPACE = z.object({ data: z.object({ id: z.string() }) });
const STATE_VERSION = z.object({
  data: z.object({ attributes: z.object({ "hosted-state-download-url": z.string() }) }),
});
const RUN = z.object({
  data: z.object({
    attributes: z.object({
      status: z.string(),
      actions: z.object({ "is-confirmable": z.boolean(), "is-discardable": z.boolean() }),
      permissions: z.object({ "can-apply": z.boolean() }),
    }),
  }),
});

/** https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#run-states */
const APPLYING = [
  "confirmed",
  "apply_queued",
  "queuing_apply",
  "pre_apply_running",
  "pre_apply_completed",
  "applying",
];
const AWAITS_OVERRIDE = ["policy_override", "policy_soft_failed", "post_plan_awaiting_decision"];
const POLL = 2_000;

/** Saved runs of HCP Terraform, a workspace for each stack. */
export class HcpRuns implements RemoteRuns {
  constructor(private readonly props: HcpRunsProps) {}

  async state({ name }: GeneratedStack): Promise<StateId | undefined> {
    const { client, organization, workspacePrefix } = this.props;
    const workspace = `${workspacePrefix}${name}`;
    const what = `the workspace ${workspace}`;
    // Terraform's init has made it.
    const path = `organizations/${organization}/workspaces/${workspace}`;
    const { data } = await client.get(path, what, WORKSPACE);
    const found = await client.find(
      `workspaces/${data.id}/current-state-version`,
      `the state of ${what}`,
      STATE_VERSION,
    );
    if (found === undefined) return undefined;
    const address = found.data.attributes["hosted-state-download-url"];
    return readStateId(await client.download(address, `the state of ${what}`));
  }

  runOf(file: string): string | undefined {
    if (!existsSync(file)) return undefined;
    try {
      return BOOKMARK.parse(JSON.parse(readFileSync(file, "utf8"))).run_id;
    } catch {
      // A workspace of which only the state is there plans here, into a file of Terraform's own.
      return undefined;
    }
  }

  async policies(file: string): Promise<PolicyCounts | undefined> {
    const run = this.runOf(file);
    return run === undefined ? undefined : runPolicies(this.props.client, run);
  }

  async check({ name }: GeneratedStack, file: string): Promise<void> {
    const run = this.runOf(file);
    if (run === undefined) return;
    const { status, actions, permissions } = await this.read(run);
    if (!actions["is-confirmable"]) {
      throw new Refusal(
        `run ${run} of ${name} can't be applied: ${await this.whyNot(run, status)}`,
        "see it in HCP Terraform, and plan again",
      );
    }
    if (permissions["can-apply"]) return;
    throw new Refusal(
      `the token may not apply run ${run} of ${name}`,
      "use a token of somebody who may apply runs in that workspace",
    );
  }

  async settle(file: string): Promise<void> {
    const { signal, sleep = (time: number) => wait(time, undefined, { signal }) } = this.props;
    const run = this.runOf(file);
    if (run === undefined) return;
    while (APPLYING.includes((await this.read(run)).status)) await sleep(POLL);
  }

  async discard(file: string): Promise<void> {
    const run = this.runOf(file);
    if (run === undefined) return;
    const { actions } = await this.read(run);
    if (!actions["is-discardable"]) return;
    try {
      await this.props.client.post(`runs/${run}/actions/discard`, `run ${run}`, {
        comment: "Gatehouse does not apply this plan.",
      });
    } catch (error) {
      // HCP Terraform may have discarded it meanwhile, by itself.
      if (!(error instanceof HcpFailure) || error.status !== 409) throw error;
    }
  }

  async comment(file: string, text: string): Promise<void> {
    const run = this.runOf(file);
    if (run === undefined) return;
    await this.props.client.post(`runs/${run}/comments`, `a comment on run ${run}`, {
      data: { type: "comments", attributes: { body: text } },
    });
  }

  private async read(run: string) {
    const found = await this.props.client.get(`runs/${run}`, `run ${run}`, RUN);
    return found.data.attributes;
  }

  private async whyNot(run: string, status: string): Promise<string> {
    if (status === "discarded")
      return "it was discarded, by somebody or because the state has changed";
    if (AWAITS_OVERRIDE.includes(status))
      return "a policy check failed that somebody must override there first";
    if (status === "errored" && (await this.failedPolicy(run))) return "a mandatory policy failed";
    return `it is ${status}`;
  }

  private async failedPolicy(run: string): Promise<boolean> {
    const counts = await runPolicies(this.props.client, run);
    return counts !== undefined && counts.mandatoryFailed + counts.errored > 0;
  }
}
