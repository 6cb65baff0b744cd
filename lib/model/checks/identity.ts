import type { Finding } from "../../config/problem";
import type { IamIdentity, IdentityCenter } from "../people";
import type { Platform } from "../platform";
import { isPipelineGrant } from "../reach";
import { type Check, type CheckInput, droppedFrom } from "./check";

/** What the way in which people get their personas can and cannot do. */
export const checkIdentity: Check = (input) => {
  const { identity } = input.platform;
  return [
    ...externalIds(input),
    ...breakGlass(input),
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

/** Not only read, but read as what is written: 30 February would be taken for 2 March. */
function isInstant(value: string): boolean {
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, -5) === value.slice(0, -1);
}

const LONGEST_WINDOW_HOURS = 24;

function breakGlass({ platform }: CheckInput): Finding[] {
  return platform.personas.flatMap(({ name, enabled, sessionDuration, breakGlass: glass }) => {
    if (glass === undefined) return [];
    const path = ["personas", name, "breakGlass"];
    const fault = (message: string, fix: string, at: Finding["path"] = path): Finding => ({
      code: "break-glass-window",
      path: at,
      atKey: at === path,
      message,
      fix,
    });
    const findings: Finding[] = [];
    if (enabled && (glass.until === undefined || glass.reason === undefined)) {
      findings.push(
        fault(
          `"${name}" is enabled without ${glass.until === undefined ? "an end" : "a reason"}`,
          'add until: "2027-01-31T18:00:00Z" and reason: INC-1234, or set enabled: false',
        ),
      );
    }
    for (const key of ["from", "until"] as const) {
      const value = glass[key];
      if (value === undefined || isInstant(value)) continue;
      findings.push(
        fault("there is no such time", "write a time that exists, in UTC", [...path, key]),
      );
    }
    if (glass.from !== undefined && glass.until !== undefined) {
      const hours = (Date.parse(glass.until) - Date.parse(glass.from)) / 3_600_000;
      if (hours <= 0)
        findings.push(fault("it ends before it begins", "set until to a time after from"));
      if (hours > LONGEST_WINDOW_HOURS) {
        findings.push(
          fault(
            `the window is ${Math.ceil(hours)} hours long, and an emergency's is at most ${LONGEST_WINDOW_HOURS}`,
            "end it earlier; it can be opened anew",
          ),
        );
      }
    }
    if (enabled && glass.from === undefined && glass.until !== undefined) {
      findings.push(fault("the window has an end and no beginning", "add from"));
    }
    if (sessionDuration !== "PT1H") {
      findings.push(
        fault(`its sessions last ${sessionDuration}`, "set sessionDuration: PT1H", [
          "personas",
          name,
          "sessionDuration",
        ]),
      );
    }
    return findings;
  });
}

function teamTag({ attributes, teamTag: tag }: IdentityCenter, platform: Platform): Finding[] {
  if (Object.hasOwn(attributes, tag)) return [];
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
  return config.groups.flatMap((group, index): Finding[] => {
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
      ...(group.members ?? []).flatMap((member, at) =>
        /^[\w+=,.@-]{1,64}$/.test(member)
          ? []
          : [
              {
                code: "invalid-name" as const,
                path: [...path, "members", at],
                message: "IAM users have no such name",
                fix: "give the IAM user's name: at most 64 letters, digits and _+=,.@-",
              },
            ],
      ),
    ];
  });
}
