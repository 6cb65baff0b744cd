import type { WorldGroup, WorldRole } from "../../world/world";
import type { Check } from "../check";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/** Who gets a persona is as much access as what it allows. */
export const membership: Check = {
  id: "membership",
  claim: "Personas go to the groups that the config names, and to nobody else",
  run: (scene, inquiry) => {
    for (const role of scene.people)
      if (role.kind === "permission-set") judgeAssignments(role, scene, inquiry);
    for (const group of scene.world.groups) judgeGroup(group, scene, inquiry);
  },
};

function judgeAssignments(role: WorldRole, { platform }: Scene, inquiry: Inquiry): void {
  const meant = platform.groups.filter(({ personas }) =>
    personas.some((name) => name === role.persona),
  );
  const names = new Set<string>(
    meant.flatMap(({ name, externalId }) => [
      name,
      ...(externalId === undefined ? [] : [externalId.id]),
    ]),
  );
  inquiry.count(1);
  const strange = [
    ...(role.assignedGroups ?? [])
      .filter((name) => !names.has(name))
      .map((name) => `group ${name}`),
    ...(role.assignedUsers ?? []).map((name) => `user ${name}`),
  ];
  if (strange.length > 0)
    tell(
      role,
      `${strange.join(", ")} has persona ${role.persona ?? ""} in account ${role.accountId}`,
      inquiry,
    );
}

function tell(role: WorldRole, message: string, inquiry: Inquiry): void {
  const { origin, name } = role;
  inquiry.report({
    kind: "violated",
    message: `${message}, and the config says nothing of it`,
    who: role.arn,
    evidence: [
      {
        source: { name, file: origin.file, at: origin.address },
        path: "$",
        sid: undefined,
        effect: "Allow",
      },
    ],
    config: ["groups"],
    fix: "assign the groups that the config names, or name this one there",
  });
}

/** A group's members take the roles of its personas, and no others. */
function judgeGroup(group: WorldGroup, scene: Scene, inquiry: Inquiry): void {
  const { platform, people, machines, inOrg } = scene;
  const held = platform.groups.find(({ name }) => name === group.name)?.personas ?? [];
  // Somebody who is in no other group.
  const asker = { kind: "member", group, user: "zz-stray" } as const;
  const roles = [...people, ...scene.world.roles.filter(({ arn }) => machines.has(arn))];
  for (const { arn, persona, name } of roles) {
    if (held.some((one) => one === persona)) continue;
    inquiry.mustNot(
      {
        asker,
        action: "sts:AssumeRole",
        resource: arn,
        context: {
          ...inOrg,
          "aws:MultiFactorAuthPresent": "true",
          "aws:MultiFactorAuthAge": "60",
          "sts:RoleSessionName": asker.user,
          ...tagOf(persona, scene),
        },
      },
      {
        who: group.arn,
        what: `take role ${name}, whose persona it doesn't hold`,
        config: ["groups"],
        fix: "let the group's policy name the roles of its own personas",
      },
    );
  }
}

/** Whatever the directory says of the member, the group's policy must not name the role. */
function tagOf(persona: string | undefined, { platform }: Scene): Record<string, string | null> {
  const { identity } = platform;
  if (identity.mode !== "iam" || identity.signIn.by !== "identity-account") return {};
  return { [`aws:PrincipalTag/${identity.signIn.personaTag}`]: persona ?? null };
}
