import { createHash } from "node:crypto";
import { LIMITS } from "./limits";
import { Names } from "./names";
import type { Identity } from "./people";
import type { Platform } from "./platform";

/** Terraform plans as one role and applies as another. */
export type Phase = "plan" | "apply";

export const PHASES: readonly Phase[] = ["plan", "apply"];

/**
 * Names of what Terraform itself runs as. They begin otherwise than all else, so that no pattern about pipelines and
 * people means them, such as that of the artifact key.
 */
export class ProvisionerNames {
  private readonly names: Names;

  constructor(private readonly platform: Platform) {
    this.names = new Names(platform);
  }

  role(stack: string, phase: Phase): string {
    return this.fitting(stack, phase);
  }

  roleArn(accountId: string, stack: string, phase: Phase): string {
    return this.names.roleArn(accountId, this.role(stack, phase));
  }

  /** Writes the journal of promotions; no stack is called so, nor ends a role's name without a phase. */
  promotionRole(): string {
    return `${this.beginning}promotion`;
  }

  promotionRoleArn(): string {
    return this.names.roleArn(this.platform.tooling.accountId, this.promotionRole());
  }

  boundary(): string {
    return `${this.beginning}boundary`;
  }

  boundaryArn(accountId: string): string {
    return this.names.policyArn(accountId, this.boundary());
  }

  /** What provisioner roles and their policies have in common. */
  get beginning(): string {
    return `provisioner-${this.platform.prefix}-`;
  }

  /** Of the key that encrypts state, where Gatehouse makes the bucket. Without `alias/`. */
  stateKeyAlias(): string {
    return `${this.platform.prefix}-state`;
  }

  oidcProviderArn(accountId: string, issuer: string): string {
    return this.names.arn("iam", "", accountId, `oidc-provider/${issuer}`);
  }

  /** The stack that prepares an account; the accounts that are no targets go by what they are. */
  bootstrapStack(accountId: string): string {
    const { accounts } = this.platform;
    const target = accounts.find(({ id }) => id === accountId);
    if (target !== undefined) return bootstrapOf(target.name);
    const part = this.partOf(accountId);
    const taken = accounts.some(({ name }) => name.toString() === part);
    return bootstrapOf(taken ? accountId : part);
  }

  /** One account may play several; it goes by the first. */
  private partOf(accountId: string): string {
    const { tooling, managementAccountId, identity, logArchiveAccountId } = this.platform;
    if (accountId === tooling.accountId) return "tooling";
    if (accountId === managementAccountId) return "management";
    if (accountId === identityAccountOf(identity)) return "identity";
    return accountId === logArchiveAccountId ? "log-archive" : "audit";
  }

  /** A long name is cut, and told apart by a hash of the whole. */
  private fitting(stack: string, phase: Phase): string {
    const whole = `${this.beginning}${stack}-${phase}`;
    if (whole.length <= LIMITS.roleName) return whole;
    const hash = createHash("sha256").update(stack).digest("hex").slice(0, HASH_LENGTH);
    const room = LIMITS.roleName - this.beginning.length - hash.length - phase.length - 2;
    return `${this.beginning}${stack.slice(0, room)}-${hash}-${phase}`;
  }
}

const HASH_LENGTH = 8;

/** Where Identity Center is administered, or where users sign in. */
function identityAccountOf(identity: Identity): string | undefined {
  if (identity.mode === "identity-center") return identity.adminAccountId;
  return identity.mode === "iam" && identity.signIn.by === "identity-account"
    ? identity.signIn.accountId
    : undefined;
}

function bootstrapOf(account: string): string {
  return `bootstrap-${account}`;
}
