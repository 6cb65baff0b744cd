import { Names } from "../../model/names";
import type { IamIdentity, Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { sessionMinutes } from "../../model/session-minutes";
import type { CompiledRole } from "../compiled-role";
import { compilePersonaIn } from "./compile-persona";
import { personaTrust } from "./persona-trust";

/** A persona as a role in one account, for organizations without Identity Center. */
export interface PersonaRole extends CompiledRole {
  readonly persona: Persona;
  readonly path: string;
  readonly maxSessionSeconds: number;
  /** Attached besides: AWS's, and the account's own. */
  readonly managedPolicyArns: readonly string[];
}

export function personaRole(
  platform: Platform,
  identity: IamIdentity,
  persona: Persona,
  accountId: string,
): PersonaRole {
  const names = new Names(platform);
  const { inline, managed } = compilePersonaIn(platform, persona, accountId);
  return {
    persona,
    name: names.personaRole(persona),
    path: identity.rolePath,
    description: persona.description,
    trust: personaTrust(platform, identity, persona, accountId),
    statements: [...inline, ...managed.flatMap(({ statements }) => statements)],
    maxSessionSeconds: sessionMinutes(persona.sessionDuration) * 60,
    managedPolicyArns: [
      ...persona.customerManagedPolicies.map((name) => names.policyArn(accountId, name)),
      ...persona.managedPolicies.map((name) => names.arn("iam", "", "aws", `policy/${name}`)),
    ],
  };
}
