import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { ClientConfig } from "../../lib/audit/live/client-config";

interface AccountAccess {
  /** The name of a role that may read, the same in each account. */
  readonly role: string;
  readonly partition: string;
  readonly region: string;
}

/**
 * How often a call is made before it counts as failed, and how fast: IAM and Identity Center take few calls a second, and
 * say so by throttling.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const RETRIES = { maxAttempts: 12, retryMode: "adaptive" } as const;

/** Takes a role in an account with the credentials that the AWS SDK finds. */
export function accountAccess({ role, partition, region }: AccountAccess) {
  const sts = new STSClient({ region, ...RETRIES });
  return async (accountId: string): Promise<ClientConfig> => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partition}:iam::${accountId}:role/${role}`,
        RoleSessionName: "gatehouse-review",
      }),
    );
    const {
      AccessKeyId: accessKeyId = "",
      SecretAccessKey: secretAccessKey = "",
      SessionToken: sessionToken,
    } = Credentials ?? {};
    // What stands in AWS's place seldom has a name for each bucket.
    const emulated = process.env["AWS_ENDPOINT_URL"] !== undefined;
    return {
      credentials: { accessKeyId, secretAccessKey, sessionToken },
      ...(emulated ? { forcePathStyle: true } : {}),
      ...RETRIES,
    };
  };
}
