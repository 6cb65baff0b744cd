import { createHash, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { HcpClient } from "../hcp/hcp-client";
import { HcpFailure } from "../hcp/hcp-failure";
import type { Holder, ProcessClock } from "../lock";
import { Refusal } from "../refusal";
import type { JournalStore } from "./journal-store";

interface HcpStoreProps {
  readonly client: HcpClient;
  readonly organization: string;
  readonly workspace: string;
  /** The name of its project. @default the organisation's */
  readonly project?: string;
  readonly holder: Holder;
  readonly processBegan: ProcessClock;
  /** @default real time */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

const WORKSPACE = z.object({
  data: z.object({
    id: z.string(),
    // Not everywhere told.
    attributes: z.object({ "locked-reason": z.string().nullish() }),
  }),
});
type Workspace = z.infer<typeof WORKSPACE>["data"];
const PROJECTS = z.object({
  data: z.array(z.object({ id: z.string(), attributes: z.object({ name: z.string() }) })),
});
const STATE_VERSION = z.object({
  data: z.object({
    attributes: z.object({ serial: z.int(), "hosted-state-download-url": z.string() }),
  }),
});
const STATE = z.object({
  lineage: z.string(),
  outputs: z.object({ journal: z.object({ value: z.array(z.string()) }) }),
});
const HOLDER = z.object({ id: z.string(), host: z.string(), pid: z.int(), began: z.string() });

const REASON = "Gatehouse writes the promotion's journal: ";
const ATTEMPTS = 30;
const BETWEEN_ATTEMPTS = 1_000;

interface Kept {
  readonly lines: readonly string[];
  readonly lineage: string;
}

/**
 * A journal in the state of a workspace of its own, a state version for each line: HCP Terraform takes one from who
 * holds the workspace's lock, of a serial that is higher than the last, and keeps all of them.
 * https://developer.hashicorp.com/terraform/cloud-docs/api-docs/state-versions#create-a-state-version
 */
export class HcpStore implements JournalStore {
  readonly place: string;

  constructor(private readonly props: HcpStoreProps) {
    this.place = `${props.client.hostname}/${props.organization}/${props.workspace}`;
  }

  async read(from: number): Promise<string[]> {
    const workspace = await this.find();
    if (workspace === undefined) return [];
    return (await this.kept(workspace, from)).lines.slice(from - 1);
  }

  async add(sequence: number, line: string): Promise<boolean> {
    const workspace = (await this.find()) ?? (await this.create());
    await this.lock(workspace);
    try {
      const { lines, lineage } = await this.kept(workspace);
      // An attempt whose answer got lost may have written it.
      if (lines.length >= sequence) return lines[sequence - 1] === line;
      await this.write(workspace, sequence, { lines: [...lines, line], lineage });
      return true;
    } finally {
      await this.unlock(workspace);
    }
  }

  /** @param from a number below which nothing is asked for */
  private async kept({ id }: Workspace, from = 0): Promise<Kept> {
    const { client } = this.props;
    const what = `the journal ${this.place}`;
    const path = `workspaces/${id}/current-state-version`;
    const found = await client.find(path, what, STATE_VERSION);
    if (found === undefined) return { lines: [], lineage: randomUUID() };
    const { serial, "hosted-state-download-url": address } = found.data.attributes;
    if (serial < from) return { lines: [], lineage: "" };
    const parsed = STATE.safeParse(parse(await client.download(address, what)));
    if (!parsed.success) {
      throw new Refusal(
        `the state of ${this.place} is not a journal of Gatehouse`,
        "bring its last version that was one back in HCP Terraform, and find out who wrote there",
      );
    }
    return { lines: parsed.data.outputs.journal.value, lineage: parsed.data.lineage };
  }

  private async write({ id }: Workspace, serial: number, kept: Kept): Promise<void> {
    const { lines: value, lineage } = kept;
    const journal = { value, type: ["list", "string"], sensitive: true };
    const state = JSON.stringify({
      version: 4,
      terraform_version: "1.10.0",
      serial,
      lineage,
      outputs: { journal },
      resources: [],
    });
    const attributes = {
      serial,
      lineage,
      md5: createHash("md5").update(state).digest("hex"),
      state: Buffer.from(state).toString("base64"),
    };
    await this.orIsDone(
      { id },
      serial,
      this.props.client.post(`workspaces/${id}/state-versions`, `the journal ${this.place}`, {
        data: { type: "state-versions", attributes },
      }),
      value,
    );
  }

  /** Takes a conflict for what it may be: an earlier attempt that was done, and whose answer got lost. */
  private async orIsDone(
    workspace: Pick<Workspace, "id">,
    serial: number,
    writing: Promise<void>,
    lines: readonly string[],
  ): Promise<void> {
    try {
      await writing;
    } catch (error) {
      if (!(error instanceof HcpFailure) || error.status !== 409) throw error;
      const now = await this.kept({ ...workspace, attributes: {} });
      if (now.lines.length !== serial || now.lines.join("\n") !== lines.join("\n")) throw error;
    }
  }

  private async lock({ id }: Workspace): Promise<void> {
    const { client, holder, sleep = wait } = this.props;
    const reason = `${REASON}${JSON.stringify(holder)}`;
    for (let attempt = 1; ; attempt++) {
      try {
        await client.post(`workspaces/${id}/actions/lock`, this.place, { reason });
        return;
      } catch (error) {
        if (!(error instanceof HcpFailure) || error.status !== 409) throw error;
        const held = (await this.find())?.attributes["locked-reason"] ?? "";
        if (held === reason) return;
        if (this.isGone(held))
          await client.post(`workspaces/${id}/actions/force-unlock`, this.place);
        else if (attempt < ATTEMPTS) await sleep(BETWEEN_ATTEMPTS);
        else throw this.heldBy(held);
      }
    }
  }

  private async unlock({ id }: Workspace): Promise<void> {
    await this.props.client.post(`workspaces/${id}/actions/unlock`, this.place);
  }

  /** A process of this machine that ended while it wrote, such as by kill -9. */
  private isGone(reason: string): boolean {
    const { holder, processBegan } = this.props;
    const parsed = HOLDER.safeParse(
      reason.startsWith(REASON) ? parse(reason.slice(REASON.length)) : undefined,
    );
    if (!parsed.success || parsed.data.host !== holder.host) return false;
    return processBegan(parsed.data.pid) !== parsed.data.began;
  }

  private heldBy(reason: string): Refusal {
    return new Refusal(
      `the workspace ${this.place}, which keeps the journal, is locked${reason === "" ? "" : `: ${reason}`}`,
      "wait for who locked it; if nobody is at it any more, unlock the workspace in HCP Terraform",
    );
  }

  private find(): Promise<Workspace | undefined> {
    const { client, organization, workspace } = this.props;
    const path = `organizations/${organization}/workspaces/${workspace}`;
    return client.find(path, this.place, WORKSPACE).then((found) => found?.data);
  }

  private async create(): Promise<Workspace> {
    const { client, organization, workspace: name } = this.props;
    const project = await this.projectId();
    const attributes = {
      name,
      "execution-mode": "local",
      description: "The journal of Gatehouse's promotions. Nothing is planned or applied here.",
    };
    const relationships =
      project === undefined ? {} : { project: { data: { type: "projects", id: project } } };
    try {
      await client.post(`organizations/${organization}/workspaces`, this.place, {
        data: { type: "workspaces", attributes, relationships },
      });
    } catch (error) {
      // Somebody else may have made it meanwhile; if not, it isn't found.
      if (!(error instanceof HcpFailure) || error.status !== 422) throw error;
      const made = await this.find();
      if (made === undefined) throw error;
      return made;
    }
    const path = `organizations/${organization}/workspaces/${name}`;
    return (await client.get(path, this.place, WORKSPACE)).data;
  }

  private async projectId(): Promise<string | undefined> {
    const { client, organization, project } = this.props;
    if (project === undefined) return undefined;
    const query = `filter[names]=${encodeURIComponent(project)}&page[size]=100`;
    const path = `organizations/${organization}/projects?${query}`;
    const { data } = await client.get(path, `the projects of ${organization}`, PROJECTS);
    const found = data.find(({ attributes }) => attributes.name === project);
    if (found !== undefined) return found.id;
    throw new Refusal(
      `${organization} has no project "${project}", or the token may not see it`,
      "check the backend's project in the config",
    );
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
