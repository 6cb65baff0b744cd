import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { Refusal } from "../refusal";
import { HcpFailure } from "./hcp-failure";

export interface HcpClientProps {
  readonly hostname: string;
  readonly token: string;
  /** @default the platform's */
  readonly fetch?: typeof fetch;
  /** @default real time */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

const DISCOVERY = z.object({ "tfe.v2": z.string() });
const ERRORS = z.object({
  errors: z.array(
    z.union([
      z.string(),
      z.object({ title: z.string().optional(), detail: z.string().optional() }),
    ]),
  ),
});

const ATTEMPTS = 6;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

interface Question {
  readonly method: "GET" | "POST" | "PATCH";
  readonly url: URL;
  /** For messages. */
  readonly what: string;
  readonly body?: unknown;
  /** Whether it is of the API, and not of where it keeps files. */
  readonly authorized: boolean;
}

/**
 * The API of HCP Terraform or Terraform Enterprise. Busy and broken answers are asked again, so many times.
 * https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class HcpClient {
  private base?: Promise<URL>;

  constructor(private readonly props: HcpClientProps) {}

  get hostname(): string {
    return this.props.hostname;
  }

  /** @throws HcpFailure */
  async get<Content>(path: string, what: string, content: z.ZodType<Content>): Promise<Content> {
    const url = new URL(path, await this.api());
    return this.parse(
      await this.ask({ method: "GET", url, what, authorized: true }),
      what,
      content,
    );
  }

  /** Undefined where there is none, or none that may be seen. */
  async find<Content>(
    path: string,
    what: string,
    content: z.ZodType<Content>,
  ): Promise<Content | undefined> {
    try {
      return await this.get(path, what, content);
    } catch (error) {
      if (error instanceof HcpFailure && error.status === 404) return undefined;
      throw error;
    }
  }

  /** @throws HcpFailure */
  async post(path: string, what: string, body?: unknown): Promise<void> {
    const url = new URL(path, await this.api());
    await this.ask({ method: "POST", url, what, body, authorized: true });
  }

  /** A file that the API gave an address of, which is a secret by itself. */
  async download(address: string, what: string): Promise<string> {
    const url = new URL(address);
    // HCP Terraform signs these addresses; Terraform Enterprise may want the token for those of its own.
    const authorized = url.host === this.hostname;
    return (await this.ask({ method: "GET", url, what, authorized })).text();
  }

  private async parse<Content>(
    answer: Response,
    what: string,
    content: z.ZodType<Content>,
  ): Promise<Content> {
    const parsed = content.safeParse(await answer.json().catch(() => undefined));
    if (parsed.success) return parsed.data;
    throw new Refusal(
      `${this.hostname} answers something else than the API does for ${what}`,
      "check the backend's hostname, and what stands between it and you",
    );
  }

  private api(): Promise<URL> {
    this.base ??= this.discover();
    return this.base;
  }

  private async discover(): Promise<URL> {
    const url = new URL(`https://${this.hostname}/.well-known/terraform.json`);
    const what = "its service discovery";
    const answer = await this.ask({ method: "GET", url, what, authorized: false });
    return new URL((await this.parse(answer, what, DISCOVERY))["tfe.v2"], url);
  }

  private async ask(question: Question): Promise<Response> {
    const { sleep = wait } = this.props;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.send(question, attempt);
      if (answer?.ok) return answer;
      if (answer !== undefined && !isPassing(answer.status))
        throw await this.failure(answer, question);
      if (attempt === ATTEMPTS && answer !== undefined) throw await this.failure(answer, question);
      await sleep(waitOf(answer, attempt));
    }
  }

  /** Undefined where nothing was answered. */
  private async send(
    { method, url, body, authorized, what }: Question,
    attempt: number,
  ): Promise<Response | undefined> {
    const { token, fetch: send = fetch } = this.props;
    const authorization = authorized ? { Authorization: `Bearer ${token}` } : undefined;
    try {
      return await send(url, {
        method,
        headers: { "Content-Type": "application/vnd.api+json", ...authorization },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      if (attempt < ATTEMPTS) return undefined;
      throw new Refusal(
        `${this.hostname} can't be reached for ${what}: ${this.redact(reasonOf(error))}`,
        "check the backend's hostname, the network and its proxy; for a certificate of your own set NODE_EXTRA_CA_CERTS",
      );
    }
  }

  private async failure(answer: Response, { what }: Question): Promise<HcpFailure> {
    const { hostname } = this;
    const parsed = ERRORS.safeParse(await answer.json().catch(() => undefined));
    const details = parsed.success
      ? parsed.data.errors.map((each) =>
          typeof each === "string" ? each : (each.detail ?? each.title ?? ""),
        )
      : [];
    return new HcpFailure({
      hostname,
      status: answer.status,
      detail: this.redact(details.filter((each) => each !== "").join("; ")),
      what,
    });
  }

  private redact(text: string): string {
    return text.replaceAll(this.props.token, "…");
  }
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

/** As long as it says, or twice as long as the time before. */
function waitOf(answer: Response | undefined, attempt: number): number {
  const said = answer?.headers.get("retry-after") ?? answer?.headers.get("x-ratelimit-reset");
  const seconds = said === undefined || said === null ? Number.NaN : Number(said);
  const milliseconds = seconds >= 0 ? seconds * 1_000 : FIRST_WAIT * 2 ** (attempt - 1);
  return Math.min(milliseconds, LONGEST_WAIT);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
