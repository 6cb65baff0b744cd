import { LIMITS } from "../../model/limits";
import { Names } from "../../model/names";
import type { IamIdentity, Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { accountsOf } from "../../policy/persona/account-allows";
import {
  type CompiledPersona,
  compilePersona,
  compilePersonaIn,
} from "../../policy/persona/compile-persona";
import { personaRole } from "../../policy/persona/persona-role";
import { policySize } from "../../policy/render-policy";
import { packStatements } from "../../policy/pack-statements";
import type { Statement } from "../../policy/statement";
import { accountName } from "../account-name";

/** What a persona becomes: a permission set, or a role in each of its accounts. */
export interface PersonaPolicies {
  readonly holder: "permission-set" | "role" | "nobody";
  readonly name: string;
  /** Only of a role. */
  readonly account?: { readonly id: string; readonly name: string };
  readonly policies: readonly PersonaPolicy[];
}

export interface PersonaPolicy {
  /** trust: who may take the role; only of a role. */
  readonly kind: "trust" | "inline" | "customer-managed";
  /** Only of a customer-managed one. */
  readonly name?: string;
  readonly size: number;
  readonly limit: number;
  readonly statements: readonly Statement[];
}

/** All policies of a persona, in the way in which its people get them. */
export function personaPolicies(platform: Platform, persona: Persona): PersonaPolicies[] {
  const { identity } = platform;
  if (identity.mode === "iam")
    return accountsOf(platform, persona).map((id) => inAccount(platform, identity, persona, id));
  const isSet = identity.mode === "identity-center";
  const { inline, managed } = compilePersona(platform, persona);
  return [
    {
      holder: isSet ? "permission-set" : "nobody",
      name: isSet ? new Names(platform).permissionSet(persona) : persona.name,
      policies: measured(inline, LIMITS.permissionSetInline, managed),
    },
  ];
}

/** How a persona's policies are written, by the one in which most has to fit. */
export function policyForm(
  platform: Platform,
  persona: Persona,
): { readonly style: CompiledPersona["style"]; readonly customerManaged: number } {
  const [first] = accountsOf(platform, persona);
  const { tooling, identity } = platform;
  const fullest = persona.grants.some(({ kind }) => kind === "pipeline")
    ? tooling.accountId
    : first;
  const { style, managed } =
    identity.mode === "iam" && fullest !== undefined
      ? compilePersonaIn(platform, persona, fullest)
      : compilePersona(platform, persona);
  return { style, customerManaged: managed.length };
}

/** As modules/bounded-role.ts makes it. */
function inAccount(
  platform: Platform,
  identity: IamIdentity,
  persona: Persona,
  id: string,
): PersonaPolicies {
  const { name, trust, statements } = personaRole(platform, identity, persona, id);
  const { inline, managed } = packStatements(statements);
  return {
    holder: "role",
    name,
    account: { id, name: accountName(platform, id) },
    policies: [
      { kind: "trust", size: policySize(trust), limit: LIMITS.trustPolicy, statements: trust },
      ...measured(
        inline,
        LIMITS.roleInline,
        managed.map((each, index) => ({ name: `${name}-${index + 1}`, statements: each })),
      ),
    ],
  };
}

function measured(
  inline: readonly Statement[],
  inlineLimit: number,
  managed: CompiledPersona["managed"],
): PersonaPolicy[] {
  return [
    { kind: "inline", size: policySize(inline), limit: inlineLimit, statements: inline },
    ...managed.map(({ name, statements }) => ({
      kind: "customer-managed" as const,
      name,
      size: policySize(statements),
      limit: LIMITS.managedPolicy,
      statements,
    })),
  ];
}
