import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import { derivedNames } from "../derived-names";
import { type Check, droppedFrom } from "./check";

/** Names that are put together from several parts can become longer than AWS takes, or meet each other. */
export const checkDerivedNames: Check = (input) => {
  const { platform } = input;
  if (droppedFrom(input, "namePrefix")) return [];
  const findings: Finding[] = [];
  const seen = new Map<string, ConfigPath>();
  for (const { kind, scope, name, limit, path } of derivedNames(platform)) {
    if (name.length > limit) {
      const over = name.length - limit;
      findings.push({
        code: "name-too-long",
        path,
        atKey: true,
        got: `${name} (${name.length} characters)`,
        message: `the ${kind} name that is put together here has ${name.length} characters; AWS takes ${limit}`,
        fix: `shorten this name or namePrefix by ${over} ${over === 1 ? "character" : "characters"}`,
      });
    }
    // IAM role names differ by more than case; S3 and the rest are lower case here anyway.
    const key = [kind, scope, name.toLowerCase()].join("|");
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, path);
    else {
      findings.push({
        code: "name-collision",
        path,
        atKey: true,
        got: name,
        message: `two different things would both be the ${kind} "${name}"`,
        fix: "rename one of the two: what is put together with hyphens must stay different",
      });
    }
  }
  return findings;
};
