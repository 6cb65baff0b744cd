import type { IncomingMessage, ServerResponse } from "node:http";

/** A resource of https://jsonapi.org/format/1.1/#document-resource-objects, as the API has it. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly attributes: object;
  readonly relationships?: Readonly<Record<string, unknown>>;
}

export const toOne = (type: string, id: string) => ({ data: { type, id } });

/** What a handler makes of a request. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of a JSON body. */
  readonly text?: string;
}

export interface Asked {
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly token: string | undefined;
}

export const one = (data: Resource, status = 200): Answer => ({ status, body: { data } });

/** A page, with what the API says of the others. https://developer.hashicorp.com/terraform/cloud-docs/api-docs#pagination */
export function many(all: readonly Resource[], query: URLSearchParams): Answer {
  const size = Number(query.get("page[size]") ?? 20);
  const page = Number(query.get("page[number]") ?? 1);
  const pages = Math.max(1, Math.ceil(all.length / size));
  return {
    body: {
      data: all.slice((page - 1) * size, page * size),
      meta: {
        pagination: {
          "current-page": page,
          "page-size": size,
          "prev-page": page > 1 ? page - 1 : null,
          "next-page": page < pages ? page + 1 : null,
          "total-pages": pages,
          "total-count": all.length,
        },
      },
    },
  };
}

const TITLES: Readonly<Record<number, string>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not found",
  409: "conflict",
  422: "invalid attribute",
  429: "Too many requests",
};

export function failed(status: number, detail?: string): Answer {
  const title = TITLES[status] ?? "internal error";
  return { status, body: { errors: [{ status: String(status), title, detail }] } };
}

/** The attributes of a posted resource. */
export function posted({ body }: Asked): {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, { readonly data?: { readonly id: string } }>>;
} {
  const text = body.toString("utf8");
  const { data } = (text === "" ? {} : JSON.parse(text)) as {
    data?: { attributes?: Record<string, unknown>; relationships?: Record<string, object> };
  };
  return { attributes: data?.attributes ?? {}, relationships: data?.relationships ?? {} };
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function send(response: ServerResponse, answer: Answer): void {
  const { status = 200, headers = {}, body, text } = answer;
  response.writeHead(status, {
    "Content-Type": text === undefined ? "application/vnd.api+json" : "text/plain",
    "TFP-API-Version": "2.6",
    "TFP-AppName": "HCP Terraform",
    ...headers,
  });
  response.end(text ?? (body === undefined ? "" : JSON.stringify(body)));
}
