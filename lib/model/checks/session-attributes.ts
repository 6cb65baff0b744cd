import type { Finding } from "../../config/problem";
import type { Check } from "./check";

/**
 * Each attribute that Identity Center sends says one thing, and none says what only the sign-in can. Keys that differ by
 * case only are the same.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/configure-abac.html
 */
export const checkSessionAttributes: Check = ({ config }) => {
  const { identity } = config;
  if (identity.mode !== "identity-center") return [];
  const { attributes, teamTag, mfaTag } = identity;
  const keys = Object.keys(attributes);
  if (same(mfaTag, teamTag)) {
    return [
      fault(
        ["identity", "mfaTag"],
        `"${mfaTag ?? ""}" already says which team a person is in`,
        "give each tag a key of its own; upper and lower case are one",
      ),
    ];
  }
  return keys.flatMap((key, index): Finding[] => {
    const path = ["identity", "attributes", key];
    if (same(key, mfaTag)) {
      return [
        fault(
          path,
          "the directory's value would be sent in place of the sign-in's, so that nobody, or everybody, had MFA",
          "take it out: the identity provider sends identity.mfaTag with its assertions",
        ),
      ];
    }
    if (same(key, teamTag) && key !== teamTag)
      return [fault(path, `this is the tag "${teamTag}" in another case`, `write ${teamTag}`)];
    const earlier = keys.slice(0, index).find((other) => same(key, other));
    return earlier === undefined
      ? []
      : [fault(path, `this is the tag "${earlier}" in another case`, "remove one of the two")];
  });
};

function fault(path: Finding["path"], message: string, fix: string): Finding {
  return { code: "session-tag", path, atKey: true, message, fix };
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
