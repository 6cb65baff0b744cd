import type { IncomingMessage } from "node:http";

/** How a service of AWS takes calls and gives errors. S3 alone has `rest-xml`. */
export type AwsProtocol = "json" | "query" | "rest-xml";

/** A call as AWS's services get it. */
export interface AwsCall {
  /** As requests are signed for it: `iam`, `s3`, `codepipeline`. */
  readonly service: string;
  /** `CreateRole`; of S3, which has no names on the wire, `PUT /bucket?policy`. */
  readonly action: string;
  readonly protocol: AwsProtocol;
}

const SIGNED_FOR = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/;

/**
 * Whose call a request is, and which.
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export function readAwsCall(
  { headers, method = "", url = "" }: Pick<IncomingMessage, "headers" | "method" | "url">,
  body: Buffer,
): AwsCall {
  const [, service = "unsigned"] = SIGNED_FOR.exec(headers.authorization ?? "") ?? [];
  const target = headers["x-amz-target"];
  if (typeof target === "string")
    return { service, action: target.split(".").at(-1) ?? target, protocol: "json" };
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true) {
    const action = new URLSearchParams(body.toString()).get("Action") ?? "";
    return { service, action, protocol: "query" };
  }
  return { service, action: `${method} ${subresourceOf(url)}`, protocol: "rest-xml" };
}

/** Without the parameters that have values, which say how and not what. */
function subresourceOf(url: string): string {
  const [whole = "", query = ""] = url.split("?");
  const path = whole.replace(/(?<=.)\/$/, "");
  const named = query
    .split("&")
    .map((parameter) => parameter.replace(/=$/, ""))
    .filter((parameter) => parameter !== "" && !parameter.includes("="));
  return named.length === 0 ? path : `${path}?${named.join("&")}`;
}
