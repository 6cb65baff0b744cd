import { LIMITS } from "../../model/limits";
import { Names } from "../../model/names";
import type { Group, IamIdentity, Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { policySize } from "../render-policy";
import type { Statement } from "../statement";
import { accountsOf } from "./account-allows";
import { asksForTeam, onlyOwnTeam } from "./persona-trust";

/** An IAM group of the identity account: which roles its members may take. */
export interface CompiledGroup {
  readonly group: Group;
  readonly statements: readonly Statement[];
}

/** The groups of IAM users; none where people come from a provider, which maps them to roles itself. */
export function compileGroups(platform: Platform): CompiledGroup[] {
  const { identity } = platform;
  if (identity.mode !== "iam" || identity.signIn.by !== "identity-account") return [];
  return platform.groups.flatMap((group) => {
    const personas = platform.personas.filter(
      ({ name, enabled }) => enabled && group.personas.includes(name),
    );
    // A group whose personas are all off could allow nothing, which IAM takes for no policy at all.
    return personas.length === 0
      ? []
      : [{ group, statements: assume(platform, identity, personas) }];
  });
}

/** Each role by its own ARN; where these are too many, by its name in whatever account of the organization. */
function assume(
  platform: Platform,
  identity: IamIdentity,
  personas: readonly Persona[],
): Statement[] {
  const names = new Names(platform);
  const tagging = tagOwnTeam(platform, identity, personas);
  const roles = (accountsFor: (persona: Persona) => readonly string[]): Statement => ({
    sid: "Assume",
    actions: ["sts:AssumeRole"],
    resources: personas.flatMap((persona) =>
      accountsFor(persona).map((id) => names.personaRoleArn(id, persona, identity)),
    ),
  });
  const exact = [roles((persona) => accountsOf(platform, persona)), ...tagging];
  if (policySize(exact) <= LIMITS.groupInline) return exact;
  const conditions = { StringEquals: { "aws:ResourceOrgID": platform.organizationId } };
  return [{ ...roles(() => ["*"]), conditions }, ...tagging];
}

/** Whoever passes a session tag needs leave on their own side too, as from one account to another for everything. */
function tagOwnTeam(
  platform: Platform,
  identity: IamIdentity,
  personas: readonly Persona[],
): Statement[] {
  const { accountId } = platform.tooling;
  const names = new Names(platform);
  const resources = personas
    .filter((persona) => asksForTeam(platform, persona, accountId))
    .map((persona) => names.personaRoleArn(accountId, persona, identity));
  return resources.length === 0
    ? []
    : [
        {
          sid: "OwnTeam",
          actions: ["sts:TagSession"],
          resources,
          conditions: onlyOwnTeam(identity),
        },
      ];
}
