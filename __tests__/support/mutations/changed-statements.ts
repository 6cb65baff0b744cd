import type { CompiledPolicy } from "../../../lib/access/evaluate/policy/compile-policy";
import type { CompiledStatement } from "../../../lib/access/evaluate/policy/compiled-statement";
import type { World, WorldRole } from "../../../lib/access/world/world";

/** What a slip made of the world: whose policies are not what they were, and what was said there before and after. */
export interface ChangedStatements {
  readonly statements: readonly CompiledStatement[];
  /** Roles whose own policies or boundary differ, as they were. */
  readonly roles: readonly WorldRole[];
  /** ARNs of resources, roles among them, whose own policy differs. */
  readonly guarded: readonly string[];
}

export function changedStatements(before: World, after: World): ChangedStatements {
  const rolesAfter = new Map(after.roles.map((role) => [role.arn, role]));
  const resourcesAfter = new Map(after.resources.map(({ arn, policy }) => [arn, policy]));
  const found = new Map<string, CompiledStatement>();
  const differ = (one: readonly CompiledPolicy[], other: readonly CompiledPolicy[]): boolean => {
    const [was, is] = [one, other].map((all) => byText(all)) as [Texts, Texts];
    const changed = [...was, ...is].filter(([text]) => !(was.has(text) && is.has(text)));
    for (const [text, statement] of changed) found.set(text, statement);
    return changed.length > 0;
  };
  const roles = before.roles.filter(({ arn, policies }) => {
    const is = rolesAfter.get(arn)?.policies;
    return differ(allOf(policies), is === undefined ? [] : allOf(is));
  });
  const guarded = [
    ...before.resources.filter(({ arn, policy }) =>
      differ(listOf(policy), listOf(resourcesAfter.get(arn))),
    ),
    ...before.roles.filter(({ arn, trust }) => differ([trust], listOf(rolesAfter.get(arn)?.trust))),
  ];
  return { statements: [...found.values()], roles, guarded: guarded.map(({ arn }) => arn) };
}

type Texts = ReadonlyMap<string, CompiledStatement>;

function allOf({ identity, boundary }: WorldRole["policies"]): readonly CompiledPolicy[] {
  return [...identity, ...listOf(boundary)];
}

function listOf(policy: CompiledPolicy | undefined): readonly CompiledPolicy[] {
  return policy === undefined ? [] : [policy];
}

function byText(policies: readonly CompiledPolicy[]): Texts {
  return new Map(
    policies.flatMap(({ statements }) =>
      statements.map((statement): [string, CompiledStatement] => [textOf(statement), statement]),
    ),
  );
}

function textOf(statement: CompiledStatement): string {
  const { evidence, actions, resources, principals, conditions } = statement;
  return JSON.stringify([
    evidence.effect,
    [actions.negated, actions.texts],
    [resources?.negated, resources?.patterns.map(({ text }) => text)],
    [principals?.negated, principals?.entries.map(({ shape, text }) => [shape, text])],
    conditions.map(({ operatorText, key, texts }) => [operatorText, key, texts]),
  ]);
}
