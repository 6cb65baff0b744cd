import { Template } from "../../evaluate/match/template";
import type { World, WorldRole } from "../../world/world";

/** The roles of a world, found by ARN, account or pattern without going through all of them each time. */
export class RoleIndex {
  readonly #byArn: ReadonlyMap<string, WorldRole>;
  readonly #byAccount = new Map<string, WorldRole[]>();
  readonly #byPattern = new Map<string, readonly WorldRole[]>();

  constructor(readonly all: readonly WorldRole[]) {
    this.#byArn = new Map(all.map((role) => [role.arn, role]));
    for (const role of all) {
      const there = this.#byAccount.get(role.accountId);
      if (there === undefined) this.#byAccount.set(role.accountId, [role]);
      else there.push(role);
    }
  }

  static of({ roles }: Pick<World, "roles">): RoleIndex {
    return new RoleIndex(roles);
  }

  find(arn: string): WorldRole | undefined {
    return this.#byArn.get(arn);
  }

  inAccount(accountId: string): readonly WorldRole[] {
    return this.#byAccount.get(accountId) ?? [];
  }

  /** Every role that a pattern with wildcards or variables may mean, and perhaps some more. */
  matching(pattern: string): readonly WorldRole[] {
    const known = this.#byPattern.get(pattern);
    if (known !== undefined) return known;
    const found = this.#match(pattern);
    this.#byPattern.set(pattern, found);
    return found;
  }

  #match(pattern: string): readonly WorldRole[] {
    if (!/[*?$]/.test(pattern)) {
      const one = this.#byArn.get(pattern);
      return one === undefined ? [] : [one];
    }
    const { widest } = new Template(pattern, { variables: true, wildcards: true });
    // Where the account stands there in full, roles of others can't be meant.
    const account = /^arn:[^:*?$]+:iam::(\d{12}):/.exec(pattern)?.[1];
    const among = account === undefined ? this.all : this.inAccount(account);
    return among.filter(({ arn }) => widest.matches(arn));
  }
}
