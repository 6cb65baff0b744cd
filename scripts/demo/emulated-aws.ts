import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { CREDENTIALS } from "./emulator/seed-of";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What every client of the AWS SDK takes. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly forcePathStyle: true;
  readonly maxAttempts: number;
}

const ACCESS_ROLE = "OrganizationAccountAccessRole";

/** The way into an emulated AWS for the AWS SDK, as whoever it may be. */
export class EmulatedAws {
  constructor(private readonly endpoint: string) {}

  /** As an administrator of an account. */
  async inAccount(accountId: string, region: string): Promise<ClientConfig> {
    return this.as(`arn:aws:iam::${accountId}:role/${ACCESS_ROLE}`, region);
  }

  /** As a role, taken by somebody who has these credentials; by default those of the management account. */
  async as(
    roleArn: string,
    region: string,
    { session = "demo", by = CREDENTIALS }: { session?: string; by?: Credentials } = {},
  ): Promise<ClientConfig> {
    const sts = new STSClient(this.config(region, by));
    const { Credentials: taken } = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: session }),
    );
    sts.destroy();
    const {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken,
    } = taken ?? {};
    if (accessKeyId === undefined || secretAccessKey === undefined)
      throw new Error(`no credentials of ${roleArn}`);
    return this.config(region, { accessKeyId, secretAccessKey, sessionToken: SessionToken });
  }

  private config(region: string, credentials: Credentials): ClientConfig {
    return { endpoint: this.endpoint, region, credentials, forcePathStyle: true, maxAttempts: 2 };
  }
}
