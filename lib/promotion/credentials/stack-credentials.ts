import { devNull } from "node:os";
import type { Platform } from "../../model/platform";
import { type Phase, ProvisionerNames } from "../../model/provisioner-names";
import { accountOf } from "./account-of";
import { CredentialServer } from "./credential-server";
import type { RoleSessions } from "./role-sessions";
import { sessionName } from "./session-name";

type Stack = Parameters<typeof accountOf>[0];

interface StackCredentialsProps {
  readonly platform: Platform;
  readonly phase: Phase;
  readonly sessions: RoleSessions;
  /** Who promotes. */
  readonly who: string;
  readonly waveOf: (stack: string) => string;
}

/** What gets a process credentials by another way, or roles by itself. */
const OTHER_WAYS =
  /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|(DEFAULT_)?PROFILE|ROLE_\w+|WEB_IDENTITY_TOKEN_FILE|CONTAINER_\w+)|ACTIONS_ID_TOKEN_\w+)$/;

/** Has each stack's Terraform run as that stack's plan or apply role, and as nobody else. */
export class StackCredentials {
  private readonly server = new CredentialServer();

  constructor(private readonly props: StackCredentialsProps) {}

  /**
   * The environment of a stack's Terraform, whose provider and state backend both go by it.
   *
   * @throws RoleNotTaken before Terraform would find out
   */
  async environmentFor(stack: Stack, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
    const { platform, phase, sessions, who, waveOf } = this.props;
    const { name } = stack;
    const roleArn = new ProvisionerNames(platform).roleArn(accountOf(stack), name, phase);
    const session = sessionName(who, waveOf(name), name);
    await sessions.get(roleArn, session);
    const kept = Object.entries(env).filter(([variable]) => !OTHER_WAYS.test(variable));
    return {
      ...Object.fromEntries(kept),
      // Else a default profile's keys, or the machine's role, come in where ours fail.
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_EC2_METADATA_DISABLED: "true",
      ...(await this.server.environmentFor(() => sessions.get(roleArn, session))),
    };
  }
}
