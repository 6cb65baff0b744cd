import { request } from "node:https";
import type { Certificate } from "./certificate";

/** A fetch of this process that trusts one more certificate, which Node's own can't be told once it runs. */
export function trustingFetch({ cert }: Certificate): typeof fetch {
  return (input, { method = "GET", headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const url = input instanceof Request ? input.url : input;
      const options = {
        method,
        headers: headers as Record<string, string>,
        ca: cert,
        agent: false,
      };
      const asked = request(url, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const status = answer.statusCode ?? 500;
          const content = status === 204 ? null : Buffer.concat(chunks);
          const headers = new Headers();
          for (const [name, value] of Object.entries(answer.headers))
            headers.set(name, String(value));
          resolve(new Response(content, { status, headers }));
        });
      });
      asked.on("error", reject);
      asked.end(body);
    });
}
