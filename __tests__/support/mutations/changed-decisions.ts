import {
  type CompiledPolicy,
  compilePolicy,
} from "../../../lib/access/evaluate/policy/compile-policy";
import type { CompiledStatement } from "../../../lib/access/evaluate/policy/compiled-statement";
import type { ActionCatalogue } from "../../../lib/access/prove/scene/action-catalogue";
import { type Context, inOrganization, onBehalfOf } from "../../../lib/access/prove/scene/contexts";
import { fill } from "../../../lib/access/prove/scene/favourable";
import { stranger, straysOf } from "../../../lib/access/prove/scene/strangers";
import type { Ask, Asker } from "../../../lib/access/world/ask";
import type { World, WorldRole } from "../../../lib/access/world/world";
import type { Platform } from "../../../lib/model/platform";
import { changedStatements } from "./changed-statements";
import { realContexts } from "./real-contexts";
import { realRequests } from "./real-requests";

/** The world as it was and as a slip made it. */
export interface BeforeAndAfter {
  readonly platform: Platform;
  readonly before: Ask;
  readonly after: Ask;
  readonly catalogue: ActionCatalogue;
}

export interface Comparison {
  readonly asked: number;
  /** Requests that one of both lets through, as text. */
  readonly changed: readonly string[];
}

/**
 * Asks both worlds everything that the changed statements may decide: by those who have them, as they are and with
 * AdministratorAccess attached, with their boundary and without; of what they guard, by everybody.
 *
 * @param about of which resources alone
 */
export async function changedDecisions(
  worlds: BeforeAndAfter,
  about?: RegExp,
): Promise<Comparison> {
  const { before, after, platform, catalogue } = worlds;
  const { statements, roles, guarded } = changedStatements(before.world, after.world);
  const strays = straysOf(platform);
  const [target] = platform.accounts;
  const accounts = [platform.tooling.accountId, target?.id ?? strays.member, strays.foreign];
  const requests = await realRequests(statements, { world: before.world, catalogue, accounts });
  const beside = guarded.flatMap((arn) => policyOf(before.world, arn)?.statements ?? []);
  const contexts = realContexts([...statements, ...beside], strays.foreign);
  let asked = 0;
  const changed: string[] = [];
  for (const { action, resource } of requests) {
    if (about?.test(resource) === false) continue;
    const owner = guarded.find((arn) => resource === arn || resource.startsWith(`${arn}/`));
    if (roles.length === 0 && owner === undefined) continue;
    const askers = owner === undefined ? holders(roles, worlds) : callers(statements, worlds);
    const region = resource.split(":")[3] ?? "";
    const where = { "aws:RequestedRegion": region === "" ? platform.tooling.homeRegion : region };
    for (const { who, was, is, context } of askers) {
      for (const given of contexts) {
        const question = { action, resource, context: { ...where, ...context, ...given } };
        asked += 1;
        const [one, other] = [
          before({ ...question, asker: was }),
          after({ ...question, asker: is }),
        ];
        if (isLet(one) !== isLet(other))
          changed.push(`${who} ${action} ${resource} ${JSON.stringify(given)}: ${other.kind}`);
      }
    }
  }
  return { asked, changed };
}

/** Of a resource; a role's trust has nothing beside its one statement. */
function policyOf({ resources }: World, arn: string): CompiledPolicy | undefined {
  return resources.find((resource) => resource.arn === arn)?.policy;
}

function isLet({ kind }: { readonly kind: string }): boolean {
  return kind === "allowed" || kind === "conditional";
}

/** Somebody in both worlds. */
interface Caller {
  readonly who: string;
  readonly was: Asker;
  readonly is: Asker;
  readonly context: Context;
}

/** Roles that share a policy are alike. */
const ENOUGH = 3;

function holders(roles: readonly WorldRole[], { platform, after }: BeforeAndAfter): Caller[] {
  const context = { ...inOrganization(platform), ...SIGNED_IN };
  const step = Math.max(1, Math.floor(roles.length / ENOUGH));
  return roles
    .filter((_, index) => index % step === 0)
    .flatMap((was) => {
      const is = after.world.roles.find(({ arn }) => arn === was.arn);
      if (is === undefined) return [];
      return VARIANTS.map(([how, vary]) => ({
        who: `${was.name} ${how}`,
        was: { kind: "role", role: vary(was) } as const,
        is: { kind: "role", role: vary(is) } as const,
        context,
      }));
    });
}

const SIGNED_IN: Context = { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "60" };

const VARIANTS: readonly (readonly [string, (role: WorldRole) => WorldRole])[] = [
  ["as it is", (role) => role],
  ["without its boundary", (role) => withPolicies(role, { identity: role.policies.identity })],
  [
    "by its boundary alone",
    (role) => withPolicies(role, { ...role.policies, identity: [EVERYTHING] }),
  ],
  [
    "with everything attached",
    (role) =>
      withPolicies(role, {
        ...role.policies,
        identity: [...role.policies.identity, EVERYTHING],
      }),
  ],
  [
    "with everything attached and without its boundary",
    (role) => withPolicies(role, { identity: [...role.policies.identity, EVERYTHING] }),
  ],
];

function withPolicies({ trust, ...role }: WorldRole, policies: WorldRole["policies"]): WorldRole {
  return { ...role, trust, policies };
}

/** Everybody of the world, the same with everything let by their own account, strangers with their names, and services. */
function callers(
  statements: readonly CompiledStatement[],
  { platform, before, after }: BeforeAndAfter,
): Caller[] {
  const strays = straysOf(platform);
  const inOrg = inOrganization(platform);
  const here = [platform.tooling.accountId, ...platform.accounts.map(({ id }): string => id)];
  const arn = (account: string, rest: string) =>
    `arn:${before.world.partition}:iam::${account}:${rest}`;
  const named = conditionTexts(statements, /^aws:PrincipalArn$/i).flatMap(
    (text) => /(?<=:)(role|user)\/.+$/.exec(fill(text))?.[0] ?? [],
  );
  const strange = [...here, strays.member, strays.foreign].flatMap((account) =>
    ["root", "role/admin", "user/admin", ...named].map((rest) => ({
      account,
      who: arn(account, rest),
    })),
  );
  const same = (who: string, asker: Asker, context: Context): Caller => ({
    who,
    was: asker,
    is: asker,
    context,
  });
  return [
    ...before.world.roles.flatMap((was) => {
      const is = after.world.roles.find((role) => role.arn === was.arn);
      if (is === undefined) return [];
      const both = { was: { kind: "role", role: was }, is: { kind: "role", role: is } } as const;
      return [{ who: was.name, ...both, context: inOrg }, same(was.arn, stranger(was.arn), inOrg)];
    }),
    ...strange.map(({ account, who }) =>
      same(who, stranger(who), {
        ...inOrg,
        ...(account === strays.foreign ? { "aws:PrincipalOrgID": strays.foreignOrganization } : {}),
      }),
    ),
    same("anybody", stranger("*"), { ...inOrg, "aws:PrincipalOrgID": null }),
    ...services(statements, platform),
  ];
}

/** A service says the truth of whom it acts for: a resource of its own kind, and that resource's account. */
function services(statements: readonly CompiledStatement[], platform: Platform): Caller[] {
  const { foreign, foreignOrganization } = straysOf(platform);
  const { tooling, organizationId } = platform;
  const sources = conditionTexts(statements, /^aws:SourceArn$/i).map((text) => fill(text));
  const named = statements.flatMap(({ principals }) =>
    (principals?.entries ?? []).flatMap(({ shape, text }) => (shape === "service" ? [text] : [])),
  );
  return [...new Set([...named, "ec2.amazonaws.com", "lambda.amazonaws.com"])].flatMap(
    (service) => {
      const asker = stranger({ service });
      const prefix = service.split(".").at(-3) ?? "";
      const own = sources.filter((source) => source.split(":")[2] === prefix);
      return [
        ...own.map((source) => [source, source.split(":")[4] ?? "", organizationId] as const),
        [
          `arn:aws:${prefix}:eu-west-1:${tooling.accountId}:any`,
          tooling.accountId,
          organizationId,
        ] as const,
        [`arn:aws:${prefix}:eu-west-1:${foreign}:any`, foreign, foreignOrganization] as const,
      ].map(([source, account, organization]) => ({
        who: `${service} for ${source}`,
        was: asker,
        is: asker,
        context: onBehalfOf(source, account === "" ? tooling.accountId : account, organization),
      }));
    },
  );
}

function conditionTexts(statements: readonly CompiledStatement[], wanted: RegExp): string[] {
  return statements.flatMap(({ conditions }) =>
    conditions.filter(({ key }) => wanted.test(key)).flatMap(({ texts }) => texts),
  );
}

const EVERYTHING = everything();

function everything(): CompiledPolicy {
  const compilation = compilePolicy(
    { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    { source: { name: "whatever is attached" } },
  );
  if (compilation.kind === "malformed") throw new Error(compilation.kind);
  return compilation.policy;
}
