import type { RoleSession, RoleTaker } from "./role-session";

interface RoleSessionsProps {
  readonly taker: RoleTaker;
  /** @default the machine's */
  readonly now?: () => number;
}

/**
 * Terraform's SDK asks anew five minutes before the end, and then must get what lasts longer.
 * https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/aws#CredentialsCacheOptions
 */
const LEAST_LEFT = 10 * 60_000;

/** Sessions of roles, each taken once and again shortly before it ends. */
export class RoleSessions {
  private readonly taken = new Map<string, Promise<RoleSession>>();

  constructor(private readonly props: RoleSessionsProps) {}

  async get(roleArn: string, sessionName: string): Promise<RoleSession> {
    const { taker, now = Date.now } = this.props;
    const key = `${roleArn} ${sessionName}`;
    const known = this.taken.get(key);
    const session = await known?.catch(() => undefined);
    if (session !== undefined && session.expiration.getTime() - now() > LEAST_LEFT) return session;
    // Of several that ask meanwhile, the first one takes it.
    if (this.taken.get(key) === known) this.taken.set(key, taker.take(roleArn, sessionName));
    return this.taken.get(key) ?? taker.take(roleArn, sessionName);
  }
}
