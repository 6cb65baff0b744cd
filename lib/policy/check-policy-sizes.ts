import type { ConfigPath } from "../config/config-path";
import type { Finding } from "../config/problem";
import type { Check } from "../model/checks/check";
import { WARN_SHARE } from "../model/limits";
import type { Platform } from "../model/platform";
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
  return [...worst.values()].flatMap((measured): Finding[] => {
    const { name, size, limit, path, spills = false, counts = false } = measured;
    const over = size > limit;
    if (!over && (spills || size <= limit * WARN_SHARE)) return [];
    return [
      {
        code: over ? "policy-too-large" : "policy-nearly-full",
        severity: over ? "error" : "warning",
        path,
        atKey: true,
        got: `${size} of ${limit}`,
        message: counts
          ? `the ${name} is ${size}, and AWS allows ${limit}`
          : `the ${name} takes ${size} of the ${limit} that AWS allows`,
        fix: counts && attachesOwn(platform, path) ? FEWER_ATTACHED : remedy(path),
      },
    ];
  });
};

const FEWER_ATTACHED =
  "name fewer managedPolicies and customerManagedPolicies: what the persona's own policy has no room for counts as well";

/** Whether some of a persona's policies are there by name. */
function attachesOwn({ personas }: Platform, path: ConfigPath): boolean {
  const persona = personas.find(({ name }) => path[0] === "personas" && path[1] === name);
  return (
    persona !== undefined &&
    persona.managedPolicies.length + persona.customerManagedPolicies.length > 0
  );
}

function remedy(path: ConfigPath): string {
  if (path.length === 1 && path[0] === "personas")
    return "grant fewer different capabilities of your own, or name a policy of your own in identity.permissionsBoundaryPolicy";
  if (path[0] === "audit")
    return "name fewer readers, or more of them by one name with a * at its end";
  if (path[0] === "groups") return "split the group into two, each with some of its personas";
  // What all pipelines share has no pipeline to name.
  if (path.length === 1) {
    return "write build permissions alike, with {pipeline} in place of names, or name a policy of your own in boundary.toolingPolicy";
  }
  switch (path[0]) {
    case "executionProfiles":
      return "narrow the profile, or split the pipeline into two with a profile each";
    case "personas":
      return "grant by pipelines: own-team, whose policy does not grow with their number; or name pipelines of one team alike (shop-…), so that one pattern covers them; or split the persona by team";
    default:
      return "split the pipeline into two, each for some of the accounts or with fewer build permissions";
  }
}
