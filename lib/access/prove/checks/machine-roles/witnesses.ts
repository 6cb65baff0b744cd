import type { CompiledPolicy } from "../../../evaluate/policy/compile-policy";
import type { CompiledStatement } from "../../../evaluate/policy/compiled-statement";
import { Template } from "../../../evaluate/match/template";
import { splitArn } from "../../../evaluate/match/split-arn";

/**
 * A resource that a pattern means and no name of the platform's does: if a glob takes it in, the glob takes in all that
 * the pattern means, since only a wildcard can stand for this text.
 */
export function strayOf(pattern: string): string {
  return pattern.replaceAll(VARIABLES, STRAY).replaceAll(/[*?]+/g, STRAY);
}

const VARIABLES = /\$\{[^}]*\}/g;
const STRAY = "zz-stray";

/** The resources to ask about, one for each pattern that an allow has. */
export function straysOf({ resources }: CompiledStatement): readonly string[] {
  if (resources === undefined || resources.negated) return ["*"];
  return resources.patterns.map(({ text }) => (text === "*" ? text : strayOf(text)));
}

/**
 * More of the resources that an allow means: where a boundary lets only some of them through, one that it lets, and
 * those that the world has.
 */
export function moreOf(
  { resources }: CompiledStatement,
  action: string,
  boundary: CompiledPolicy | undefined,
  known: readonly string[],
): readonly string[] {
  const patterns =
    resources === undefined || resources.negated
      ? ["*"]
      : resources.patterns.map(({ text }) => text.replaceAll(VARIABLES, "*"));
  const bounds = (boundary?.candidates(action.toLowerCase()).allows ?? []).flatMap(
    ({ statement }) => statement.resources?.patterns.map(({ text }) => text) ?? [],
  );
  const found = new Set(
    patterns.flatMap((pattern) => bounds.flatMap((bound) => meet(pattern, bound) ?? [])),
  );
  for (const pattern of patterns) {
    if (!/[*?]/.test(pattern)) continue;
    const { widest } = new Template(pattern, { variables: false, wildcards: true });
    for (const arn of known) {
      if (found.size >= MOST) return [...found];
      if (widest.matches(arn)) found.add(arn);
    }
  }
  return [...found];
}

/** A widened pattern may mean everything there is, and a few show it as well. */
const MOST = 24;

/** A resource that both patterns mean, found part by part. */
function meet(one: string, other: string): string | undefined {
  if (one === "*") return strayOf(other);
  if (other === "*") return strayOf(one);
  const [ours, theirs] = [splitArn(one), splitArn(other)];
  if (ours === undefined || theirs === undefined) return undefined;
  const parts = ours.map((part, index) => meetPart(part, theirs[index] ?? ""));
  return parts.every((part) => part !== undefined) ? parts.join(":") : undefined;
}

function meetPart(one: string, other: string): string | undefined {
  const means = (pattern: string, text: string): boolean =>
    new Template(pattern, { variables: false, wildcards: true }).widest.matches(text);
  if (means(other, strayOf(one))) return strayOf(one);
  return means(one, strayOf(other)) ? strayOf(other) : undefined;
}
