import { createHash } from "node:crypto";
import {
  hasOnlyWholeIds,
  likenessOf,
  likenessOfLimits,
  withoutAccount,
} from "../../world/likeness";
import type { World, WorldRole } from "../../world/world";

/**
 * Which roles and accounts differ from one another in nothing but an account's id, so that what is found out about one
 * holds for all. A thousand accounts of a platform come to a few dozen kinds.
 */
export class Kinds {
  readonly #accounts = new Map<string, string>();

  constructor(world: World) {
    const arns = new Map<string, string[]>();
    for (const { accountId, arn } of [...world.roles, ...world.resources]) {
      const there = arns.get(accountId) ?? [];
      arns.set(accountId, there);
      there.push(withoutAccount(arn, accountId));
    }
    for (const [accountId, own] of arns) {
      const limits = likenessOfLimits(world, accountId);
      if (limits === undefined) continue;
      const all = [...own, limits].join("\n");
      this.#accounts.set(accountId, createHash("sha256").update(all).digest("base64"));
    }
  }

  /**
   * What a role has in common with those of its kind: its policies, what else is in its account, and what Organizations
   * keeps that account from. Undefined where it is the only one.
   */
  of(role: WorldRole): string | undefined {
    const likeness = likenessOf(role);
    const account = this.#accounts.get(role.accountId);
    return likeness === undefined || account === undefined ? undefined : `${likeness} ${account}`;
  }

  /** A filter that takes the first of each kind. */
  firsts(): FirstOfKind {
    const seen = new Set<string>();
    return (role, ...about) => {
      const kind = this.of(role);
      if (kind === undefined) return true;
      const rest = withoutAccount(JSON.stringify(about), role.accountId);
      if (!hasOnlyWholeIds(rest)) return true;
      const id = `${kind} ${rest}`;
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    };
  }
}

/**
 * Whether nothing of the kind was taken before.
 * @param about what besides the role decides what will be found, as data
 */
export type FirstOfKind = (role: WorldRole, ...about: unknown[]) => boolean;
