import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Certificate, makeCertificate } from "./certificate";
import { HcpOrganization } from "./hcp-organization";
import { type Answer, failed, readBody, send } from "./json-api";
import { routesOf } from "./routes";

export const TOKEN = "test.atlasv1.very-secret";
/** Of somebody who may look, and do nothing. */
export const READER = "test.atlasv1.reader";

/** What is answered in place of what would be, so many times. */
interface Disturbance {
  readonly path: RegExp;
  readonly method?: string;
  readonly answer: Answer;
  /** Whether what was asked for is done nevertheless. */
  readonly after?: boolean;
  times: number;
}

/**
 * HCP Terraform, as its documentation and the terraform CLI have it, on this machine and over TLS; its runs run the real
 * Terraform. https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class HcpServer {
  readonly requests: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), "gatehouse-hcp-"));
  readonly certificate: Certificate = makeCertificate(this.folder);
  readonly organization = new HcpOrganization("acme", this.folder);
  private readonly server: Server;
  private readonly disturbances: Disturbance[] = [];

  private constructor() {
    this.server = createServer(this.certificate, (request, response) => {
      void this.handle(request, response);
    });
  }

  static async start(): Promise<HcpServer> {
    const server = new HcpServer();
    await new Promise<void>((resolve) => server.server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get hostname(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  disturb(path: RegExp, answer: Answer, more: Partial<Disturbance> = {}): void {
    this.disturbances.push({ path, answer, times: 1, ...more });
  }

  /** Refuses with limits, as https://developer.hashicorp.com/terraform/cloud-docs/api-docs#rate-limiting says. */
  limit(path: RegExp, times: number): void {
    const headers = {
      "x-ratelimit-limit": "30",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "0.2",
    };
    this.disturb(
      path,
      { ...failed(429, "You have exceeded the API's rate limit."), headers },
      { times },
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.organization.runs.map(({ working }) => working));
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    const body = await readBody(request);
    this.requests.push(`${method} ${url}`);
    const disturbance = this.disturbances.find(
      (each) => each.times > 0 && each.path.test(url) && (each.method ?? method) === method,
    );
    if (disturbance !== undefined) disturbance.times -= 1;
    if (disturbance !== undefined && disturbance.after !== true) {
      send(response, disturbance.answer);
      return;
    }
    const answer = this.answer(method, url, body, request.headers.authorization);
    send(response, disturbance?.answer ?? answer);
  }

  private answer(method: string, address: string, body: Buffer, authorization?: string): Answer {
    const origin = `https://${this.hostname}`;
    const { pathname, searchParams: query } = new URL(address, origin);
    const isOpen = pathname.startsWith("/_files/") || pathname.startsWith("/.well-known/");
    const token = authorization?.replace(/^Bearer /, "");
    if (!isOpen && token !== TOKEN && token !== READER) return failed(401);
    if (token === READER && method !== "GET") return failed(403);
    for (const route of routesOf(this.organization, origin)) {
      const params = route.method === method ? route.path.exec(pathname) : null;
      if (params !== null) return route.handle({ params: params.slice(1), query, body, token });
    }
    return failed(404);
  }
}
