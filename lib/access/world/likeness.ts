import { createHash } from "node:crypto";
import type { OrganizationPolicies, RolePolicies, World, WorldRole } from "./world";

/**
 * Roles of one likeness are each other's copies in different accounts: put another account's id for one's own, in the
 * role and in whatever is asked of it, and every verdict stays the same. A role without likeness is like no other.
 */
export function likenessOf(role: WorldRole): string | undefined {
  return LIKENESS.get(role)?.();
}

/** The first role of each likeness, and each role without one. */
export function oneOfEach(roles: readonly WorldRole[]): readonly WorldRole[] {
  const found = new Map(roles.toReversed().map((role) => [likenessOf(role) ?? role, role]));
  return [...found.values()].reverse();
}

/** Not a part of the role: a copy whose policies somebody changes isn't like the original. */
const LIKENESS = new WeakMap<WorldRole, () => string | undefined>();

/** @param texts of all its policies in order; undefined where one isn't known */
export function setLikeness(role: WorldRole, texts: readonly (string | undefined)[]): void {
  LIKENESS.set(
    role,
    once(() => likenessFrom(role, texts)),
  );
}

/** The same of what Organizations keeps accounts from: "" where it keeps this one from nothing. */
export function likenessOfLimits(
  { organizationPolicies }: Pick<World, "organizationPolicies">,
  accountId: string,
): string | undefined {
  const limits = organizationPolicies.get(accountId);
  return limits === undefined ? "" : LIMITS.get(limits)?.(accountId);
}

const LIMITS = new WeakMap<OrganizationPolicies, (accountId: string) => string | undefined>();

/** @param levels of texts, from the root down, for SCPs and for RCPs */
export function setLimitsLikeness(
  limits: OrganizationPolicies,
  levels: readonly (readonly (readonly (string | undefined)[])[])[],
): void {
  LIMITS.set(limits, (accountId) => digest(levels.flat(2), levels, accountId));
}

/** A role with other policies. @param how what was done to it: it is like others to which the same was done */
export function alterRole(
  role: WorldRole,
  how: string,
  change: (policies: RolePolicies) => RolePolicies,
): WorldRole {
  // Taken as they are, as reading them would compile policies that perhaps nobody asks.
  const altered = Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(role),
    policies: { get: once(() => change(role.policies)), enumerable: true },
  }) as WorldRole;
  LIKENESS.set(
    altered,
    once(() => {
      const likeness = likenessOf(role);
      return likeness === undefined ? undefined : `${likeness} ${how}`;
    }),
  );
  return altered;
}

/** What a text about an account is when the account's id is left open. */
export function withoutAccount(text: string, accountId: string): string {
  return text.replaceAll(accountId, OPEN);
}

/** No name or ARN has such characters. */
const OPEN = "<own account>";

/**
 * Whether an id that was left open stands by itself, as in an ARN, and isn't a part of a name.
 * @param text JSON, from {@link withoutAccount}
 */
export function hasOnlyWholeIds(text: string): boolean {
  return !/[^":]<own account>|<own account>[^":]/.test(text);
}

function likenessFrom(
  { arn, accountId, kind, tags, tagsOpen }: WorldRole,
  texts: readonly (string | undefined)[],
): string | undefined {
  return digest(texts, [kind, arn, tags, tagsOpen, texts], accountId);
}

/** Undefined where a policy isn't known, or may tell one account from another. */
function digest(
  texts: readonly (string | undefined)[],
  all: unknown,
  accountId: string,
): string | undefined {
  if (texts.some((text) => text === undefined || mayTellIdsApart(text))) return undefined;
  const open = withoutAccount(JSON.stringify(all), accountId);
  return hasOnlyWholeIds(open) ? createHash("sha256").update(open).digest("base64") : undefined;
}

/** Whether a policy's patterns may match some ids that stand by themselves, and others not. */
function mayTellIdsApart(text: string): boolean {
  return text.includes(ESCAPE) || PART_OF_ID.test(text) || AT_VARIABLE.test(text);
}

/** JSON may spell any letter of an id or a pattern so, which is then not seen here. */
const ESCAPE = "\\u";
/** Digits that end at a wildcard and begin where an id may, or the other way round. */
const PART_OF_ID = /(^|[":*?])\d+[*?]|[*?]\d+($|[":*?])/;
/** A variable may stand for anything, digits included. */
const AT_VARIABLE = /\}(\d|[*?]|\$\{)|(\d|[*?])\$\{/;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
