import type { AccountCapability } from "../../config/schema/capabilities";
import type { AccountId, PipelineName } from "../../config/schema/names";
import type { PermissionConfig } from "../../config/schema/permissions";
import { ACCOUNT_ACTIONS, type AccountStatement } from "../../model/account-capabilities";
import { sorted } from "../../model/order";
import type { AccountGrant, CustomCapability, GrantedAccount, Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { isPipelineGrant } from "../../model/reach";
import { compilePermissions } from "../compile-permissions";
import type { Conditions, Reason, Statement } from "../statement";
import { sidOf } from "./pipeline-allows";
import { type RegionExtent, regionExtents } from "./region-extents";

/** Who the statements are for: one permission set in all the persona's accounts, or the role in one of them. */
export type Reach =
  { readonly kind: "everywhere" } | { readonly kind: "account"; readonly id: string };

/** The accounts in which a persona holds something; in the tooling account it does so for pipelines. */
export function accountsOf(platform: Platform, persona: Persona): string[] {
  const granted = accountGrantsOf(persona).flatMap(({ accounts }) => accounts.map(({ id }) => id));
  const tooling = persona.grants.some(isPipelineGrant) ? [platform.tooling.accountId] : [];
  return sorted(new Set<string>([...tooling, ...granted]));
}

/** What a persona is allowed in accounts by some of its grants, those that `part` has, wherever `reach` is. */
export function accountAllows(
  platform: Platform,
  persona: Persona,
  reach: Reach,
  part: Persona,
): Statement[] {
  const all = accountsOf(platform, persona);
  const scope: Scope = {
    platform,
    reach,
    where: (accounts) => (reach.kind === "account" ? [{}] : onlyIn(accounts, all, platform)),
  };
  const there = (accounts: readonly GrantedAccount[]): readonly GrantedAccount[] =>
    reach.kind === "everywhere" ? accounts : accounts.filter(({ id }) => id === reach.id);
  return [
    ...heldCapabilities(part).flatMap(({ capability, accounts, reasons }) =>
      ACCOUNT_ACTIONS[capability].flatMap((statement) =>
        write(statement, there(accounts), scope).map((written) => ({ ...written, reasons })),
      ),
    ),
    ...heldCustom(part).flatMap(({ capability, accounts, reasons }) =>
      custom(capability, there(accounts), scope).map((written) => ({ ...written, reasons })),
    ),
  ];
}

interface Scope {
  readonly platform: Platform;
  readonly reach: Reach;
  /** What narrows a statement to some of the persona's accounts; one for each statement that it takes. */
  readonly where: (accounts: readonly GrantedAccount[]) => readonly Conditions[];
}

/** A statement for the regions that all accounts use, and more for those that some use; without regions, one. */
function write(
  { sid, actions, resources, global = false, conditions = {} }: AccountStatement,
  accounts: readonly GrantedAccount[],
  { platform, where }: Scope,
): Statement[] {
  if (accounts.length === 0) return [];
  const narrowed = global
    ? where(accounts)
    : regionExtents(accounts).flatMap(({ regions, accounts: there }) =>
        where(there).map((narrowing) =>
          both(narrowing, { StringEquals: { "aws:RequestedRegion": regions } }),
        ),
      );
  return narrowed.map((narrowing) => ({
    sid,
    actions,
    resources: resources.map((resource) =>
      resource.replace("{partition}", platform.partition.name),
    ),
    conditions: withoutEmpty(both(conditions, narrowing)),
  }));
}

/** Conditions of which all must hold; no key stands in both with one operator. */
function both(one: Conditions, other: Conditions): Conditions {
  const operators = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    operators.map((operator) => [operator, { ...one[operator], ...other[operator] }]),
  );
}

/**
 * One permission set serves all accounts that it is assigned to, so what holds in target accounts must not hold in the
 * tooling account, where the artifacts and the pipelines' logs are. Where a capability holds in all the others the
 * assignments already say which; listing them would burst the policy at some hundred accounts.
 */
function onlyIn(
  accounts: readonly GrantedAccount[],
  all: readonly string[],
  { tooling }: Platform,
): Conditions[] {
  const held = new Set<string>(accounts.map(({ id }) => id));
  const others = all.filter((id) => !held.has(id));
  if (others.length === 0 && held.has(tooling.accountId)) return [{}];
  if (others.every((id) => id === tooling.accountId))
    return [{ StringNotEquals: { "aws:PrincipalAccount": tooling.accountId } }];
  // The set is assigned to no other accounts than all of these, so naming the few where it doesn't hold says the same.
  if (held.size > LONGEST_LIST && others.length < LONGEST_LIST) {
    const not = held.has(tooling.accountId) ? others : [...others, tooling.accountId];
    return [{ StringNotEquals: { "aws:PrincipalAccount": sorted(new Set(not)) } }];
  }
  const ids = sorted(held);
  return Array.from({ length: Math.ceil(ids.length / LONGEST_LIST) }, (_, index) => ({
    StringEquals: {
      "aws:PrincipalAccount": ids.slice(index * LONGEST_LIST, (index + 1) * LONGEST_LIST),
    },
  }));
}

/** So many accounts stand in one statement, which can't be split where it fills a policy by itself. */
const LONGEST_LIST = 200;

/**
 * A capability that a team made itself; whose account it is in, the assignment and the conditions say. What names no
 * region is written once, for all the accounts.
 */
function custom(
  { name, permissions }: CustomCapability,
  accounts: readonly GrantedAccount[],
  { platform, reach, where }: Scope,
): Statement[] {
  if (accounts.length === 0) return [];
  const compile = (
    regional: boolean,
    { regions, accounts: there }: RegionExtent,
  ): readonly Statement[] =>
    compilePermissions(withResources(permissions, regional), sidOf(name), {
      partition: platform.partition.name,
      account: (reach.kind === "account" ? reach.id : "*") as AccountId,
      prefix: platform.prefix,
      // Refused by the checks: accounts have no pipeline.
      pipeline: "*" as PipelineName,
      regions,
    }).flatMap((statement) =>
      where(there).map((narrowing) => ({ ...statement, conditions: withoutEmpty(narrowing) })),
    );
  return [
    ...compile(false, { regions: [], accounts }),
    ...regionExtents(accounts).flatMap((extent) => compile(true, extent)),
  ];
}

/** Permissions with those of their resources that name a region by its placeholder, or with the others. */
function withResources(
  permissions: CustomCapability["permissions"],
  regional: boolean,
): PermissionConfig[] {
  return permissions
    .map(({ actions, resources }) => ({
      actions,
      resources: resources.filter((resource) => resource.includes("{region}") === regional),
    }))
    .filter(({ resources }) => resources.length > 0);
}

interface HeldInAccounts<T> {
  readonly capability: T;
  readonly accounts: readonly GrantedAccount[];
  readonly reasons: readonly Reason[];
}

function heldCapabilities(persona: Persona): HeldInAccounts<AccountCapability>[] {
  const grants = accountGrantsOf(persona);
  return sorted(new Set(grants.flatMap((grant) => grant.capabilities))).map((capability) =>
    gather(
      capability,
      capability,
      grants.filter((grant) => grant.capabilities.includes(capability)),
    ),
  );
}

function heldCustom(persona: Persona): HeldInAccounts<CustomCapability>[] {
  const grants = accountGrantsOf(persona);
  const byName = new Map(
    grants.flatMap((grant) => grant.custom.map((each) => [each.name, each] as const)),
  );
  return [...byName.values()].map((capability) =>
    gather(
      capability,
      capability.name,
      grants.filter((grant) => grant.custom.some(({ name }) => name === capability.name)),
    ),
  );
}

function gather<T>(
  capability: T,
  text: string,
  grants: readonly AccountGrant[],
): HeldInAccounts<T> {
  return {
    capability,
    accounts: grants.flatMap(({ accounts }) => accounts),
    reasons: grants.map(({ path }) => ({ text, path })),
  };
}

function accountGrantsOf(persona: Persona): AccountGrant[] {
  return persona.grants.filter((grant) => grant.kind === "account");
}

function withoutEmpty(conditions: Conditions): Conditions | undefined {
  return Object.keys(conditions).length === 0 ? undefined : conditions;
}
