import type { Platform } from "../../../model/platform";
import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import type { WorldRole } from "../../world/world";
import type { Subject } from "../access-matrix";

/**
 * Roles of which each other role of a subject is a copy: with the same policies, in an account that these don't tell
 * apart, and where the same was granted. A permission set has a role in each of a thousand accounts, and all are alike.
 */
export function representativeRoles(platform: Platform, subject: Subject): readonly WorldRole[] {
  const ids = new Identifiers();
  const persona = platform.personas.find(({ name }) => name === subject.persona);
  const regions = new Map<string, string>(
    platform.accounts.map(({ id, regions: own }) => [id, own.join()]),
  );
  const found = new Map<string, WorldRole>();
  for (const role of subject.roles) {
    const { identity, boundary } = role.policies;
    const all = boundary === undefined ? identity : [...identity, boundary];
    const granted = (persona?.grants ?? []).map(
      (grant) => grant.kind === "account" && grant.accounts.some(({ id }) => id === role.accountId),
    );
    const key = JSON.stringify([
      role.accountId === platform.tooling.accountId,
      regions.get(role.accountId),
      granted,
      all.map((policy) => ids.of(policy)),
      all.map((policy) => mentionsOf(policy, role.accountId)),
    ]);
    if (!found.has(key)) found.set(key, role);
  }
  return [...found.values()];
}

/** Policies that are alike are one text; that of each object is made once. */
class Identifiers {
  readonly #known = new Map<string, number>();

  of(policy: CompiledPolicy): number {
    const text = TEXTS.get(policy) ?? textOf(policy);
    TEXTS.set(policy, text);
    const known = this.#known.get(text) ?? this.#known.size;
    this.#known.set(text, known);
    return known;
  }
}

const TEXTS = new WeakMap<CompiledPolicy, string>();

/** A policy's text, as far as it decides anything. */
function textOf({ statements }: CompiledPolicy): string {
  return JSON.stringify(
    statements.map(({ evidence, actions, resources, conditions }) => [
      evidence.effect,
      actions.negated,
      actions.texts,
      resources?.negated,
      resources?.patterns.map(({ text }) => text),
      conditions.map(({ operatorText, key, texts }) => [operatorText, key, texts]),
    ]),
  );
}

/** Where a policy speaks of this very account, or by a pattern that may mean it. */
function mentionsOf({ statements }: CompiledPolicy, accountId: string): string {
  return statements
    .map(({ conditions, resources }) => {
      const texts = conditions.flatMap(({ key, texts: own }) => (BY_ACCOUNT.test(key) ? own : []));
      const arns = resources?.patterns.map(({ text }) => text) ?? [];
      if (texts.some((text) => /[*?$]/.test(text)) || arns.some((text) => PART_OF_ID.test(text)))
        return accountId;
      return [arns, texts].map((list) => Number(list.some((text) => text.includes(accountId))));
    })
    .join();
}

const BY_ACCOUNT = /^aws:((principal|resource|source)(account|arn)|userid)$/i;
/** A wildcard or variable within an account's id; `*` alone means all alike. */
const PART_OF_ID = /^arn:[^:]*:[^:]*:[^:]*:(?!\*:)[^:]*[*?$]/;
