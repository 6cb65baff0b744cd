import type { Finding } from "../config/problem";
import type { Check } from "../model/checks/check";
import { WARN_SHARE } from "../model/limits";
import { type PolicyMeasure, measurePolicies } from "./policy-inventory";

/** Policies that AWS would refuse fail before anything is written, with the one named that is too large. */
export const checkPolicySizes: Check = ({ platform }) => {
  const worst = new Map<string, PolicyMeasure>();
  for (const measured of measurePolicies(platform)) {
    // The same policy in a hundred accounts is one thing to mend.
    const key = JSON.stringify([measured.name, measured.path]);
    const earlier = worst.get(key);
    if (earlier === undefined || earlier.size < measured.size) worst.set(key, measured);
  }
  return [...worst.values()].flatMap(({ name, size, limit, path }): Finding[] => {
    if (size <= limit * WARN_SHARE) return [];
    const over = size > limit;
    return [
      {
        code: over ? "policy-too-large" : "policy-nearly-full",
        severity: over ? "error" : "warning",
        path,
        atKey: true,
        got: `${size} of ${limit}`,
        message: `the ${name} takes ${size} of the ${limit} that AWS allows`,
        fix: remedy(path[0]),
      },
    ];
  });
};

function remedy(section: string | number | undefined): string {
  switch (section) {
    case "executionProfiles":
      return "narrow the profile, or split the pipeline into two with a profile each";
    case "personas":
      return "grant fewer pipelines to one persona, or split it by team";
    default:
      return "split the pipeline, or share the same build permissions between pipelines";
  }
}
