import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { subjectOf } from "./github-token";
import { RoleNotTaken, type RoleSession, type RoleTaker } from "./role-session";

interface StsRoleTakerProps {
  readonly region: string;
  /** What a job shows to AWS. @default none: roles are assumed with the credentials that the SDK finds */
  readonly token?: () => Promise<string>;
}

/** Takes roles by AWS STS, for an hour: no longer than one role lets another. */
export class StsRoleTaker implements RoleTaker {
  private readonly client: STSClient;

  constructor(private readonly props: StsRoleTakerProps) {
    this.client = new STSClient({ region: props.region });
  }

  async take(roleArn: string, sessionName: string): Promise<RoleSession> {
    const token = await this.props.token?.();
    const asked = { RoleArn: roleArn, RoleSessionName: sessionName };
    try {
      const { Credentials: given } =
        token === undefined
          ? await this.client.send(new AssumeRoleCommand(asked))
          : await this.client.send(
              new AssumeRoleWithWebIdentityCommand({ ...asked, WebIdentityToken: token }),
            );
      return sessionOf(given);
    } catch (error) {
      const { name, message } = error as Error;
      const who = token === undefined ? await this.whoAsks() : subjectOf(token);
      throw new RoleNotTaken(
        `${who} can't take ${roleArn}: ${name}: ${message}`,
        token === undefined
          ? "make the roles with `gatehouse bootstrap`, and promote as a role of provisioner.bootstrap.trustedPrincipals; or, with an administrator's credentials, add --own-credentials"
          : "make the roles with `gatehouse bootstrap`, and plan in a job of provisioner.bootstrap.github.planEnvironment and apply in one of applyEnvironment: a pull request writes no journal",
      );
    }
  }

  /** For messages, as far as it can be found out. */
  private async whoAsks(): Promise<string> {
    const found = await this.client.send(new GetCallerIdentityCommand()).catch(() => undefined);
    return found?.Arn ?? "whoever promotes";
  }
}

interface Given {
  readonly AccessKeyId?: string;
  readonly SecretAccessKey?: string;
  readonly SessionToken?: string;
  readonly Expiration?: Date;
}

function sessionOf(given: Given = {}): RoleSession {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given;
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration)
    throw new Error("AWS STS gave no credentials");
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}
