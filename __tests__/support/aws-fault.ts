import type { AwsProtocol } from "./aws-call";

/** What can be wrong with any call. */
export type AwsFault = "throttled" | "broken" | "expired" | "denied";

export interface AwsErrorAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

type Error = readonly [status: number, code: string, message: string];

const EXPIRED = "The security token included in the request is expired";
const DENIED =
  "User: arn:aws:sts::111111111111:assumed-role/deployer/gatehouse is not authorized to perform: " +
  "iam:CreateRole on resource: arn:aws:iam::300000000001:role/acme-app-deploy because no " +
  "identity-based policy allows the iam:CreateRole action";

/**
 * As the services say it.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const ERRORS: Readonly<Record<AwsFault, Readonly<Record<AwsProtocol, Error>>>> = {
  throttled: {
    json: [400, "ThrottlingException", "Rate exceeded"],
    query: [400, "Throttling", "Rate exceeded"],
    "rest-xml": [503, "SlowDown", "Please reduce your request rate."],
  },
  broken: {
    json: [500, "InternalFailure", "The request processing has failed."],
    query: [500, "ServiceFailure", "The request processing has failed."],
    "rest-xml": [500, "InternalError", "We encountered an internal error. Please try again."],
  },
  expired: {
    json: [400, "ExpiredTokenException", EXPIRED],
    query: [403, "ExpiredToken", EXPIRED],
    "rest-xml": [400, "ExpiredToken", "The provided token has expired."],
  },
  denied: {
    json: [400, "AccessDeniedException", DENIED],
    query: [403, "AccessDenied", DENIED],
    "rest-xml": [403, "AccessDenied", "Access Denied"],
  },
};

const REQUEST = "7a62c49f-347e-4fc4-9331-6e8eEXAMPLE";

/** A fault, as a service of that protocol answers with it. */
export function answerWith(fault: AwsFault, protocol: AwsProtocol): AwsErrorAnswer {
  const [status, code, message] = ERRORS[fault][protocol];
  switch (protocol) {
    case "json":
      return {
        status,
        type: "application/x-amz-json-1.1",
        body: JSON.stringify({ __type: code, message }),
      };
    case "query": {
      const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
      const body = `<ErrorResponse>${error}<RequestId>${REQUEST}</RequestId></ErrorResponse>`;
      return { status, type: "text/xml", body };
    }
    case "rest-xml": {
      const error = `<Code>${code}</Code><Message>${message}</Message><RequestId>${REQUEST}</RequestId>`;
      const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${error}</Error>`;
      return { status, type: "application/xml", body };
    }
  }
}
