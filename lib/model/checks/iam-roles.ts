import type { Finding } from "../../config/problem";
import { Names } from "../names";
import type { IamIdentity } from "../people";
import type { Check, CheckInput } from "./check";

/** What makes a persona's role be taken for another, or its sessions for somebody else's. */
export const checkIamRoles: Check = (input) => {
  const { identity } = input.platform;
  if (identity.mode !== "iam") return [];
  return [...rolePath(identity, input), ...keysMeet(identity), ...tagsOfRoles(identity, input)];
};

/** Policies know the roles of pipelines by role/<prefix>-*, and those that deployments create by their path. */
function rolePath(identity: IamIdentity, { config, platform }: CheckInput): Finding[] {
  const { rolePath: path } = identity;
  const names = new Names(platform);
  const given = config.identity.mode === "iam" && config.identity.rolePath !== undefined;
  const finding = (
    message: string,
    at: Pick<Finding, "path" | "atKey" | "got"> = { path: ["identity", "rolePath"] },
  ): Finding => ({
    code: "role-path",
    ...at,
    message,
    fix: `choose another, such as rolePath: /${platform.prefix}/staff/`,
  });
  if (/^\/aws-(reserved|service-role)\//.test(path))
    return [finding("AWS keeps this path for itself")];
  if (path.startsWith(`/${platform.prefix}-`))
    return [finding(`roles below it would be taken for those of pipelines, ${platform.prefix}-…`)];
  const pipeline = platform.pipelines.find((each) => path.startsWith(names.workloadRolePath(each)));
  if (pipeline === undefined) return [];
  const message = `roles below ${path} are those that deployments of pipeline "${pipeline.name}" may create and change`;
  return [
    given
      ? finding(message)
      : finding(message, { path: ["pipelines", pipeline.name], atKey: true, got: pipeline.name }),
  ];
}

/**
 * Each says one thing. Keys that differ by case only are the same.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
function keysMeet(identity: IamIdentity): Finding[] {
  const { signIn, teamTag, mfaTag } = identity;
  const fault = (key: "teamTag" | "mfaTag", message: string, fix: string): Finding => ({
    code: "session-tag",
    path: ["identity", key],
    message,
    fix,
  });
  if (signIn.by === "identity-account" && mfaTag !== undefined) {
    return [
      fault(
        "mfaTag",
        "IAM users pass no such tag, so that nobody could approve",
        "remove mfaTag: users are asked for MFA when they take a role",
      ),
    ];
  }
  const another = "give each tag a key of its own; upper and lower case are one";
  return [
    ...(same(teamTag, signIn.personaTag)
      ? [fault("teamTag", `"${teamTag}" already says which personas a person has`, another)]
      : []),
    ...(same(mfaTag, signIn.personaTag) || same(mfaTag, teamTag)
      ? [fault("mfaTag", `"${mfaTag ?? ""}" already says something else`, another)]
      : []),
  ];
}

/** A role's own tags are its sessions' tags too, unless the sign-in brings others. */
function tagsOfRoles({ teamTag, mfaTag }: IamIdentity, { platform }: CheckInput): Finding[] {
  return Object.keys(platform.tags)
    .filter((key) => same(key, teamTag) || same(key, mfaTag))
    .map((key) => ({
      code: "session-tag" as const,
      path: ["tags", key],
      atKey: true,
      message: `this tag is on people's roles too, so that every session would carry ${key}: ${platform.tags[key] ?? ""}`,
      fix: same(key, mfaTag)
        ? "rename this tag, or name another in identity.mfaTag"
        : "rename this tag, or name another in identity.teamTag",
    }));
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
