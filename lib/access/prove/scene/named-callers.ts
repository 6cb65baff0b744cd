import type { Condition } from "../../evaluate/condition/condition";
import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";
import type { CompiledStatement } from "../../evaluate/policy/compiled-statement";
import type { WorldRole } from "../../world/world";
import type { RoleIndex } from "./role-index";

/**
 * The roles that the allows of a resource's policy can mean, so that only these need to be asked about: nobody else gets
 * in by it. Rather too many than too few.
 */
export function namedCallers(
  policy: CompiledPolicy,
  action: string,
  roles: RoleIndex,
  { direct = false }: NamedCallersOptions = {},
): readonly WorldRole[] {
  const found = new Set<WorldRole>();
  for (const { statement } of policy.candidates(action.toLowerCase()).allows) {
    if (direct && !namesDirectly(statement)) continue;
    for (const role of callersOf(statement, roles)) found.add(role);
  }
  return [...found];
}

interface NamedCallersOptions {
  /** Leave out who is meant by their account alone, and so needs an allow of their own too. @default false */
  readonly direct?: boolean;
}

function namesDirectly({ principals }: CompiledStatement): boolean {
  return (
    principals === undefined ||
    principals.negated ||
    principals.entries.some(({ level }) => level !== "account")
  );
}

function callersOf(statement: CompiledStatement, roles: RoleIndex): readonly WorldRole[] {
  const arns = valuesOf(statement, "aws:principalarn");
  const accounts = valuesOf(statement, "aws:principalaccount");
  if (arns !== undefined) {
    const byArn = arns.flatMap((pattern) => roles.matching(pattern));
    if (accounts === undefined || accounts.some((account) => /[*?$]/.test(account))) return byArn;
    const within = new Set(accounts);
    return byArn.filter(({ accountId }) => within.has(accountId));
  }
  if (accounts !== undefined && !accounts.some((account) => /[*?$]/.test(account)))
    return accounts.flatMap((account) => roles.inAccount(account));
  return byPrincipal(statement, roles);
}

function byPrincipal({ principals }: CompiledStatement, roles: RoleIndex): readonly WorldRole[] {
  if (principals === undefined || principals.negated) return roles.all;
  return principals.entries.flatMap(({ shape, text }): readonly WorldRole[] => {
    switch (shape) {
      case "service":
      case "user":
      case "federatedUser":
        return [];
      case "role":
        return roles.matching(text);
      case "account":
        return roles.inAccount(/\d{12}/.exec(text)?.[0] ?? "");
      default:
        return roles.all;
    }
  });
}

/** The values that a key must have, one of them; undefined where the statement doesn't insist. */
function valuesOf({ conditions }: CompiledStatement, key: string): readonly string[] | undefined {
  return conditions.find((condition) => insists(condition, key))?.texts;
}

function insists({ key, operatorText }: Condition, wanted: string): boolean {
  return key.toLowerCase() === wanted && INSISTING.test(operatorText);
}

/** Neither negated nor `IfExists`, and comparing case as it is. */
const INSISTING = /^(Arn(Equals|Like)|String(Equals|Like))$/i;
