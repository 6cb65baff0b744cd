import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";
import { Template } from "../../evaluate/match/template";
import type { RolePolicies, WorldRole } from "../../world/world";

/** The allows of a role's own policies that reach an action. */
export function allowsOf(
  { identity }: Pick<RolePolicies, "identity">,
  action: string,
): readonly CompiledStatement[] {
  const [only, ...others] = identity;
  if (only === undefined) return [];
  if (others.length === 0) return ofPolicy(only, action);
  return identity.flatMap((policy) => ofPolicy(policy, action));
}

function ofPolicy(policy: CompiledPolicy, action: string): readonly CompiledStatement[] {
  const { allows } = policy.candidates(action.toLowerCase());
  return allows.length === 0 ? NONE : allows.map(({ statement }) => statement);
}

const NONE: readonly CompiledStatement[] = [];

/** Every allow of a role's own policies. */
export function allAllows({ policies }: WorldRole): CompiledStatement[] {
  return policies.identity.flatMap(({ statements }) =>
    statements.filter(({ evidence }) => evidence.effect === "Allow"),
  );
}

/** Finds, of a fixed set of ARNs, those that a statement's resources may mean; perhaps some more, never fewer. */
export class ArnIndex<T> {
  readonly #exact = new Map<string, T[]>();
  readonly #byText = new Map<string, readonly T[]>();

  /** @param entries each with the ARNs that stand for it */
  constructor(readonly entries: readonly (readonly [arns: readonly string[], value: T])[]) {
    for (const [arns, value] of entries) {
      for (const arn of arns) {
        const there = this.#exact.get(arn);
        if (there === undefined) this.#exact.set(arn, [value]);
        else there.push(value);
      }
    }
  }

  reachedBy({ resources }: CompiledStatement): readonly T[] {
    if (resources === undefined || resources.negated) return this.entries.map(([, value]) => value);
    const [only, ...others] = resources.patterns;
    if (only !== undefined && others.length === 0) return this.#matching(only.text);
    return [...new Set(resources.patterns.flatMap(({ text }) => this.#matching(text)))];
  }

  #matching(text: string): readonly T[] {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const { widest } = new Template(text, { variables: true, wildcards: true });
    const found =
      widest.exact === undefined
        ? this.entries
            .filter(([arns]) => arns.some((arn) => widest.matches(arn)))
            .map(([, value]) => value)
        : (this.#exact.get(widest.exact) ?? []);
    this.#byText.set(text, found);
    return found;
  }
}
