import type { Verdict } from "../evaluate/decide/verdict";
import type { Question } from "./ask";
import { hasOnlyWholeIds, likenessOf, likenessOfLimits, withoutAccount } from "./likeness";
import { guardOf, type Targets } from "./targets";
import type { World, WorldRole } from "./world";

/**
 * Verdicts for roles of one likeness, decided once: a thousand accounts have the same roles, and what each may do in its
 * own account is the same question a thousand times.
 */
export class AlikeVerdicts {
  /** How many roles there are of a name. */
  readonly #namesakes = new Map<string, number>();
  readonly #likeness = new WeakMap<WorldRole, string | typeof UNLIKE>();
  readonly #limits = new Map<string, string | typeof UNLIKE>();
  readonly #contexts = new WeakMap<Context, AccountsContext>();
  readonly #verdicts = new Map<string, Verdict>();

  constructor(
    readonly world: World,
    readonly targets: Targets,
    readonly decide: (question: Question) => Verdict,
  ) {
    for (const role of world.roles) {
      const name = nameOf(role);
      this.#namesakes.set(name, (this.#namesakes.get(name) ?? 0) + 1);
    }
  }

  /** Undefined where nobody else's answer could be this one's. */
  find(question: Question): Verdict | undefined {
    const id = this.#idOf(question);
    if (id === undefined) return undefined;
    const known = this.#verdicts.get(id);
    if (known !== undefined) return known;
    const verdict = this.decide(question);
    if (this.#verdicts.size >= MOST_VERDICTS) this.#verdicts.clear();
    this.#verdicts.set(id, verdict);
    return verdict;
  }

  /** What is equal for questions that differ in the asker's account alone. */
  #idOf({ asker, action, resource, context = NOTHING }: Question): string | undefined {
    if (asker.kind !== "role") return undefined;
    const likeness = this.#likenessOf(asker.role);
    if (likeness === UNLIKE) return undefined;
    const { accountId } = asker.role;
    const guard = this.#guardOf(action, resource, accountId);
    if (guard === UNLIKE) return undefined;
    const said = this.#contextOf(context, accountId);
    const asked = withoutAccount(resource, accountId);
    if (said === UNLIKE || !hasOnlyWholeIds(asked)) return undefined;
    return [likeness, guard, action, asked, said].join("\n");
  }

  /** What else has a say in it, by what it is like. */
  #guardOf(action: string, resource: string, accountId: string): string | typeof UNLIKE {
    const target = this.targets.find(resource);
    const owner = target.accountId ?? accountId;
    const limits = this.#limitsOf(accountId);
    if (limits === UNLIKE) return UNLIKE;
    // What keeps people from another account's resources may speak of some accounts.
    if (owner !== accountId && this.world.organizationPolicies.has(owner)) return UNLIKE;
    if (target.role !== undefined) {
      const role = owner === accountId ? this.#likenessOf(target.role) : UNLIKE;
      return role === UNLIKE ? UNLIKE : `${limits} ${role}`;
    }
    if (target.resource === undefined) return limits;
    // Those of one's own account differ in more than its id, and the policies of others may speak of some accounts.
    if (target.accountId === accountId || resource.includes(accountId)) return UNLIKE;
    const service = action.slice(0, action.indexOf(":")).toLowerCase();
    return guardOf(service, target) === undefined ? limits : UNLIKE;
  }

  #limitsOf(accountId: string): string | typeof UNLIKE {
    const known = this.#limits.get(accountId);
    if (known !== undefined) return known;
    const found = likenessOfLimits(this.world, accountId) ?? UNLIKE;
    this.#limits.set(accountId, found);
    return found;
  }

  #contextOf(context: Context, accountId: string): string | typeof UNLIKE {
    const known = this.#contexts.get(context);
    if (known?.accountId === accountId) return known.said;
    const text = withoutAccount(JSON.stringify(context), accountId);
    const said = hasOnlyWholeIds(text) ? text : UNLIKE;
    this.#contexts.set(context, { accountId, said });
    return said;
  }

  #likenessOf(role: WorldRole): string | typeof UNLIKE {
    const known = this.#likeness.get(role);
    if (known !== undefined) return known;
    const isAlone = (this.#namesakes.get(nameOf(role)) ?? 0) < 2;
    const found = isAlone ? UNLIKE : (likenessOf(role) ?? UNLIKE);
    this.#likeness.set(role, found);
    return found;
  }
}

type Context = NonNullable<Question["context"]>;

interface AccountsContext {
  readonly accountId: string;
  readonly said: string | typeof UNLIKE;
}

const NOTHING: Context = Object.freeze({});

/** Like no other. */
const UNLIKE: unique symbol = Symbol("unlike");

function nameOf({ arn, accountId }: WorldRole): string {
  return withoutAccount(arn, accountId);
}

/** More than are asked about one account after the other; a bound keeps a long run from filling the memory. */
const MOST_VERDICTS = 100_000;
