import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { RoleSession } from "./role-session";

type Supplier = () => Promise<RoleSession>;

/**
 * Gives each Terraform the credentials of its role, and new ones before they end, as containers get theirs: every AWS SDK
 * asks an address of the loopback that its environment names. So none are on disk, and none end with an apply that is long.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export class CredentialServer {
  private readonly suppliers = new Map<string, Supplier>();
  private readonly server: Server;
  private listening: Promise<unknown> | undefined;

  constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request, response);
    });
    // It ends with the process, and keeps none alive.
    this.server.unref();
  }

  /** What a process needs in its environment to be given a role's credentials, and no other's. */
  async environmentFor(supplier: Supplier): Promise<Readonly<Record<string, string>>> {
    this.listening ??= once(this.server.listen(0, "127.0.0.1"), "listening");
    await this.listening;
    const { port } = this.server.address() as AddressInfo;
    const token = randomBytes(32).toString("hex");
    this.suppliers.set(token, supplier);
    return {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    };
  }

  private async answer(
    { headers, method }: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const supplier = this.suppliers.get(headers.authorization ?? "");
    const tell = (status: number, body: object): void => {
      response.writeHead(status, { "Content-Type": "application/json", Connection: "close" });
      response.end(JSON.stringify(body));
    };
    if (supplier === undefined || method !== "GET") {
      tell(403, { code: "AccessDenied", message: "this is for Terraform that Gatehouse runs" });
      return;
    }
    try {
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = await supplier();
      tell(200, {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: expiration.toISOString(),
      });
    } catch (error) {
      tell(400, { code: "RoleNotTaken", message: (error as Error).message });
    }
  }
}
