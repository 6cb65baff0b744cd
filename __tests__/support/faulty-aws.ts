import { once } from "node:events";
import {
  type IncomingMessage,
  createServer,
  request as forward,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { type AwsCall, readAwsCall } from "./aws-call";
import { type AwsFault, answerWith } from "./aws-fault";

/** Which calls; all of a service where no action is named. */
interface Which {
  readonly service: string;
  readonly action?: string | RegExp;
}

/** A call that gets no answer. */
interface HeldCall {
  /** Resolves once the call is there; where its answer is held, once what it asks for is done. */
  readonly reached: Promise<void>;
  /** Resolves once whoever made it has given up. */
  readonly abandoned: Promise<void>;
  release(): void;
}

interface Rule extends Which {
  left: number;
  readonly does:
    | { readonly kind: "fail"; readonly fault: AwsFault }
    | {
        readonly kind: "hold";
        readonly part: "request" | "answer";
        readonly reach: () => void;
        readonly abandon: () => void;
        readonly released: Promise<void>;
      };
}

/** Stands before an AWS, notes every call, and answers some of them as AWS does when something is wrong. */
export class FaultyAws {
  /** Every call so far, failed ones too. */
  readonly calls: AwsCall[] = [];
  private readonly server: Server;
  private rules: Rule[] = [];

  private constructor(private readonly behind: string) {
    this.server = createServer((request, response) => {
      this.take(request, response).catch(() => response.destroy());
    });
  }

  /** @param behind what answers the calls that nothing is wrong with: `http://127.0.0.1:PORT` */
  static async open(behind: string): Promise<FaultyAws> {
    const opened = new FaultyAws(behind);
    opened.server.listen(0, "127.0.0.1");
    await once(opened.server, "listening");
    return opened;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @param times how often; by default until it is healed */
  fail(which: Which, fault: AwsFault, times = Number.POSITIVE_INFINITY): void {
    this.rules.push({ ...which, left: times, does: { kind: "fail", fault } });
  }

  /** Holds the next such call before AWS gets it, or what AWS answers to it. */
  hold(which: Which, part: "request" | "answer"): HeldCall {
    let reach = (): void => undefined;
    let abandon = (): void => undefined;
    let release = (): void => undefined;
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const abandoned = new Promise<void>((resolve) => (abandon = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    this.rules.push({ ...which, left: 1, does: { kind: "hold", part, reach, abandon, released } });
    return { reached, abandoned, release };
  }

  /** From here on, nothing is wrong. What is held stays so until it is released. */
  heal(): void {
    this.rules = [];
  }

  /** How often a call was made. */
  count(service: string, action: string): number {
    return this.calls.filter((call) => call.service === service && call.action === action).length;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request);
    const call = readAwsCall(request, body);
    this.calls.push(call);
    const rule = this.rules.find((each) => each.left > 0 && isMeant(each, call));
    if (rule === undefined) return this.passOn(request, body, response);
    rule.left -= 1;
    const { does } = rule;
    if (does.kind === "fail") {
      const { status, type, body: error } = answerWith(does.fault, call.protocol);
      response.writeHead(status, { "content-type": type }).end(error);
      return;
    }
    response.once("close", () => {
      if (!response.writableFinished) does.abandon();
    });
    const wait = async (): Promise<void> => {
      does.reach();
      await does.released;
    };
    if (does.part === "answer") return this.passOn(request, body, response, wait);
    await wait();
    // Whoever made it may be gone, and then AWS never got it.
    if (!response.destroyed) await this.passOn(request, body, response);
  }

  private async passOn(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    beforeAnswer: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const passed = forward(new URL(url ?? "/", this.behind), { method, headers }).end(body);
    const [answer] = (await once(passed, "response")) as [IncomingMessage];
    const answered = await readAll(answer);
    await beforeAnswer();
    const { "transfer-encoding": _chunks, ...sent } = answer.headers;
    // The length of the answer to a HEAD is that of a body which isn't sent.
    const length = method === "HEAD" ? {} : { "content-length": answered.length };
    response.writeHead(answer.statusCode ?? 502, { ...sent, ...length }).end(answered);
  }
}

function isMeant({ service, action }: Which, call: AwsCall): boolean {
  if (service !== call.service) return false;
  return action instanceof RegExp
    ? action.test(call.action)
    : action === undefined || action === call.action;
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
