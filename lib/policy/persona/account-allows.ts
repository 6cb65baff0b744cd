import type { AccountCapability } from "../../config/schema/capabilities";
import type { AccountId, PipelineName } from "../../config/schema/names";
import { ACCOUNT_ACTIONS, type AccountStatement } from "../../model/account-capabilities";
import { sorted } from "../../model/order";
import type { AccountGrant, CustomCapability, GrantedAccount, Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { isPipelineGrant } from "../../model/reach";
import { compilePermissions } from "../compile-permissions";
import type { Conditions, Reason, Statement } from "../statement";
import { sidOf } from "./pipeline-allows";

/** Who the statements are for: one permission set in all the persona's accounts, or the role in one of them. */
export type Reach =
  { readonly kind: "everywhere" } | { readonly kind: "account"; readonly id: string };

/** The accounts in which a persona holds something; in the tooling account it does so for pipelines. */
export function accountsOf(platform: Platform, persona: Persona): string[] {
  const granted = accountGrantsOf(persona).flatMap(({ accounts }) => accounts.map(({ id }) => id));
  const tooling = persona.grants.some(isPipelineGrant) ? [platform.tooling.accountId] : [];
  return sorted(new Set<string>([...tooling, ...granted]));
}

/** What a persona is allowed in accounts, wherever `reach` is. */
export function accountAllows(platform: Platform, persona: Persona, reach: Reach): Statement[] {
  const all = accountsOf(platform, persona);
  const where = (accounts: readonly GrantedAccount[]): Conditions | undefined =>
    reach.kind === "account" ? {} : onlyIn(accounts, all, platform);
  const reaches = (accounts: readonly GrantedAccount[]): boolean =>
    reach.kind === "everywhere" || accounts.some(({ id }) => id === reach.id);
  return [
    ...heldCapabilities(persona).flatMap(({ capability, accounts, reasons }) =>
      reaches(accounts)
        ? ACCOUNT_ACTIONS[capability].map((statement) =>
            write(statement, platform, accounts, { ...where(accounts) }, reasons),
          )
        : [],
    ),
    ...heldCustom(persona).flatMap(({ capability, accounts, reasons }) =>
      reaches(accounts)
        ? custom(capability, platform, accounts, reach).map((statement) => ({
            ...statement,
            conditions: withoutEmpty(where(accounts)),
            reasons,
          }))
        : [],
    ),
  ];
}

function write(
  { sid, actions, resources, global = false }: AccountStatement,
  platform: Platform,
  accounts: readonly GrantedAccount[],
  where: Conditions,
  reasons: readonly Reason[],
): Statement {
  const regions = sorted(new Set(accounts.flatMap((account) => account.regions)));
  return {
    sid,
    actions,
    resources: resources.map((resource) =>
      resource.replace("{partition}", platform.partition.name),
    ),
    conditions: withoutEmpty(
      global
        ? where
        : {
            ...where,
            StringEquals: { ...where["StringEquals"], "aws:RequestedRegion": regions },
          },
    ),
    reasons,
  };
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
): Conditions | undefined {
  const held = new Set<string>(accounts.map(({ id }) => id));
  const others = all.filter((id) => !held.has(id));
  if (others.length === 0 && held.has(tooling.accountId)) return undefined;
  if (others.every((id) => id === tooling.accountId))
    return { StringNotEquals: { "aws:PrincipalAccount": tooling.accountId } };
  return { StringEquals: { "aws:PrincipalAccount": sorted(held) } };
}

/** A capability that a team made itself; whose account it is in, the assignment and the conditions say. */
function custom(
  { name, permissions }: CustomCapability,
  platform: Platform,
  accounts: readonly GrantedAccount[],
  reach: Reach,
): Statement[] {
  return compilePermissions(permissions, sidOf(name), {
    partition: platform.partition.name,
    account: (reach.kind === "account" ? reach.id : "*") as AccountId,
    prefix: platform.prefix,
    // Refused by the checks: accounts have no pipeline.
    pipeline: "*" as PipelineName,
    regions: sorted(new Set(accounts.flatMap((account) => account.regions))),
  });
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

function withoutEmpty(conditions: Conditions | undefined): Conditions | undefined {
  return conditions === undefined || Object.keys(conditions).length === 0 ? undefined : conditions;
}
