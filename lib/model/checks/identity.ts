import type { Finding } from "../../config/problem";
import { LIMITS } from "../limits";
import { membersOf } from "../group-entries";
import { nameKey } from "../name-key";
import type { IamIdentity, IdentityCenter } from "../people";
import type { Platform } from "../platform";
import { isPipelineGrant } from "../reach";
import { type Check, type CheckInput, droppedFrom } from "./check";

/** What the way in which people get their personas can and cannot do. */
export const checkIdentity: Check = (input) => {
  const { identity } = input.platform;
  return [
    ...externalIds(input),
    ...(identity.mode === "identity-center" && !droppedFrom(input, "identity")
      ? teamTag(identity, input.platform)
      : []),
    ...(identity.mode === "iam" ? iam(identity, input) : []),
  ];
};

/** A group that Gatehouse creates has no id elsewhere, and only a directory with Identity Center knows one. */
function externalIds({ config }: CheckInput): Finding[] {
  return config.groups.flatMap((group, index): Finding[] => {
    if (group.externalId === undefined || group.source === "lookup") return [];
    return [
      {
        code: "group-source",
        path: ["groups", index, "externalId"],
        atKey: true,
        got: group.name,
        message: `group "${group.name}" is created here, so no directory has an id for it`,
        fix: "remove externalId, or write source: lookup",
      },
    ];
  });
}

function teamTag({ attributes, teamTag: tag }: IdentityCenter, platform: Platform): Finding[] {
  // One in another case is told by itself.
  if (Object.keys(attributes).some((key) => key.toLowerCase() === tag.toLowerCase())) return [];
  return platform.personas.flatMap(({ name, grants }): Finding[] => {
    const grant = grants.filter(isPipelineGrant).find(({ ownTeam }) => ownTeam);
    if (grant === undefined) return [];
    return [
      {
        code: "team-tag-unset",
        severity: "warning",
        path: [...grant.path, "pipelines"],
        message: `"${name}" needs the session tag "${tag}", and identity.attributes does not set it`,
        fix: `add identity.attributes: { ${tag}: "\${path:enterprise.department}" }, unless the directory's SAML assertions bring it`,
      },
    ];
  });
}

/** What an IAM group and an IAM user may be called, which is less than a directory allows. */
function iam({ signIn }: IamIdentity, { config }: CheckInput): Finding[] {
  if (signIn.by !== "identity-account") return [];
  return [
    ...tooManyGroups(config),
    ...config.groups.flatMap((group, index): Finding[] => {
      const path = ["groups", index];
      return [
        ...(group.source === "created"
          ? []
          : [
              {
                code: "group-source" as const,
                path: [...path, "name"],
                message: `in the identity account there is no directory to look group "${group.name}" up in`,
                fix: "add source: created: Gatehouse makes an IAM group whose only policy is to take these personas' roles",
              },
            ]),
        ...(/^[\w+=,.@-]{1,128}$/.test(group.name)
          ? []
          : [
              {
                code: "invalid-name" as const,
                path: [...path, "name"],
                message: "IAM groups have no such name",
                fix: "use letters, digits and _+=,.@- without spaces, such as release-managers",
              },
            ]),
        ...(membersOf(group) ?? []).flatMap((member, at) =>
          /^[\w+=,.@-]{2,64}$/.test(member)
            ? []
            : [
                {
                  code: "invalid-name" as const,
                  path: [...path, "members", at],
                  message: "no IAM user with such a name can take a role",
                  fix: "give the IAM user's name: 2 to 64 letters, digits and _+=,.@-",
                },
              ],
        ),
      ];
    }),
  ];
}

/** A group whose personas are all closed counts as well: it is made the day one is opened. */
function tooManyGroups({ groups }: CheckInput["config"]): Finding[] {
  const limit = LIMITS.groupsPerUser;
  const counts = new Map<string, number>();
  return groups.flatMap((group, index) =>
    (membersOf(group) ?? []).flatMap((member, at): Finding[] => {
      const count = (counts.get(nameKey(member)) ?? 0) + 1;
      counts.set(nameKey(member), count);
      // Told once for each person, where the first is too many.
      if (count !== limit + 1) return [];
      return [
        {
          code: "too-many-groups",
          path: ["groups", index, "members", at],
          message: `"${member}" is in ${limit} groups already, and IAM takes no more for one user`,
          fix: "give one group several personas, or take the user out of some",
        },
      ];
    }),
  );
}
