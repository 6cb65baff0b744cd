import type { Caller } from "../request/caller";
import { either, type Tri } from "../tri";
import type { PrincipalEntry, PrincipalLevel } from "./principal-entry";

/** Whether an allow names the caller, by what it names it as. */
export type PrincipalGrant = Readonly<Record<PrincipalLevel, Tri>>;

/** The Principal or NotPrincipal element of a statement. */
export class PrincipalElement {
  /** What was asked last; a caller asks many times. */
  #last: { readonly caller: Caller; readonly grant: PrincipalGrant } | undefined;

  constructor(
    readonly entries: readonly PrincipalEntry[],
    /** NotPrincipal: everyone but these. */
    readonly negated: boolean,
  ) {}

  /** For an allow. */
  grant(caller: Caller): PrincipalGrant {
    if (this.#last?.caller === caller) return this.#last.grant;
    const grant = this.negated ? this.#grantToOthers(caller) : this.#grantToNamed(caller);
    this.#last = { caller, grant };
    return grant;
  }

  /** For a deny. @param bounded whether the caller has a permissions boundary */
  denies(caller: Caller, bounded: boolean): Tri {
    if (this.negated) return this.#deniesOthers(caller, bounded);
    let found: Tri = "no";
    for (const entry of this.entries) found = either(found, entry.matches(caller, "unknown"));
    return found;
  }

  #grantToNamed(caller: Caller): PrincipalGrant {
    const grant: Record<PrincipalLevel, Tri> = { direct: "no", role: "no", account: "no" };
    for (const entry of this.entries) {
      const level = entry.levelFor(caller);
      grant[level] = either(grant[level], entry.matches(caller, "no"));
    }
    return grant;
  }

  /** "Using it with "Effect":"Allow" is not supported": so never a plain allow. */
  #grantToOthers(caller: Caller): PrincipalGrant {
    const named = this.entries.some((entry) => entry.matches(caller, "unknown") !== "no");
    return { direct: named ? "no" : "unknown", role: "no", account: "no" };
  }

  /**
   * "Denies access to all principals except the principal specified": the caller itself, and its account and role too,
   * as "AWS might validate the account first, then the role, and then the assumed-role user". Where only some of them
   * are named the answer stays open. It "will always deny any IAM principal that has a permissions boundary policy
   * attached, regardless of the values".
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
   */
  #deniesOthers(caller: Caller, bounded: boolean): Tri {
    if (this.entries.some(({ shape }) => shape === "everyone")) return "no";
    if (bounded && (caller.roleArn !== undefined || caller.kind === "user")) return "yes";
    const { direct, role, account } = this.#grantToNamed(caller);
    const own = either(direct, role);
    if (own === "no") {
      // Beside somebody of the account the account is named for that one's sake, by itself for everyone in it.
      const forAnother = this.entries.some((entry) => entry.isWithin(caller.account));
      const perhaps = this.entries.some((entry) => entry.matches(caller, "unknown") !== "no");
      return perhaps && !(account === "yes" && forAnother) ? "unknown" : "yes";
    }
    const needed = [direct];
    if (caller.roleArn !== undefined) needed.push(role);
    if (HAS_ACCOUNT.has(caller.kind)) needed.push(account);
    return needed.every((one) => one === "yes") ? "no" : "unknown";
  }
}

const HAS_ACCOUNT: ReadonlySet<Caller["kind"]> = new Set([
  "user",
  "role",
  "session",
  "federatedUser",
]);
