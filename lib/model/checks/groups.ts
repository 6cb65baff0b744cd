import type { Finding } from "../../config/problem";
import { membersOf, personasOf } from "../group-entries";
import { nameKey } from "../name-key";
import { type Check, type CheckInput, droppedFrom } from "./check";

/** Groups are named once, and say what can be done with them. */
export const checkGroups: Check = (input) => {
  const { config, platform } = input;
  const findings: Finding[] = config.groups.flatMap((group, index) => {
    const earlier = config.groups.findIndex((other) => nameKey(other.name) === nameKey(group.name));
    if (earlier === index) return [];
    return [
      {
        code: "duplicate-name",
        path: ["groups", index, "name"],
        message: `group "${group.name}" is already defined at groups[${earlier}]; Identity Center ignores case`,
        fix: "merge the two into one group with both lists of personas",
      },
    ];
  });
  findings.push(...sameExternalIds(config.groups), ...sameMembers(config.groups));
  config.groups.forEach((group, index) => {
    const personas = personasOf(group);
    personas.forEach((persona, at) => {
      if (personas.indexOf(persona) === at) return;
      findings.push({
        code: "duplicate-name",
        path: ["groups", index, "personas", at],
        message: `persona "${persona}" is listed twice`,
        fix: "remove one of the two",
      });
    });
  });
  if (!decidesByGroups(config) || droppedFrom(input, "groups", "personas")) return findings;
  for (const persona of platform.personas) {
    if (!persona.enabled || config.groups.some((group) => personasOf(group).includes(persona.name)))
      continue;
    findings.push({
      code: "persona-without-group",
      severity: "warning",
      path: ["personas", persona.name],
      atKey: true,
      got: persona.name,
      message: `no group holds persona "${persona.name}", so nobody has it`,
      fix: "add it to a group, or set enabled: false",
    });
  }
  return findings;
};

/** A SAML or OpenID Connect provider maps people to personas itself; groups here only say who is meant. */
function decidesByGroups({ identity }: CheckInput["config"]): boolean {
  if (identity.mode === "iam") return identity.signIn.by === "identity-account";
  return identity.mode === "identity-center";
}

/** Two names for one group of the directory would keep apart on paper what the same people hold. */
function sameExternalIds(groups: CheckInput["config"]["groups"]): Finding[] {
  const first = new Map<string, number>();
  return groups.flatMap(({ externalId }, index): Finding[] => {
    if (externalId === undefined) return [];
    const key = JSON.stringify([externalId.issuer, externalId.id]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      return [];
    }
    return [
      {
        code: "duplicate-name",
        path: ["groups", index, "externalId"],
        message: `this is the same group of the directory as groups[${earlier}]`,
        fix: "merge the two into one group with both lists of personas",
      },
    ];
  });
}

/** As one person they are one member, and as two users IAM would take the second for the first. */
function sameMembers(groups: CheckInput["config"]["groups"]): Finding[] {
  return groups.flatMap((group, index) => {
    const members = membersOf(group) ?? [];
    return members.flatMap((member, at): Finding[] => {
      const earlier = members.findIndex((other) => nameKey(other) === nameKey(member));
      if (earlier === at) return [];
      return [
        {
          code: "duplicate-name",
          path: ["groups", index, "members", at],
          message: `this is the same user as "${members[earlier] ?? ""}": upper and lower case are one`,
          fix: "remove one of the two",
        },
      ];
    });
  });
}
