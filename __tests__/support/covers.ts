import type { Conditions, Statement } from "../../lib/policy/statement";

/** What statements allow that a boundary doesn't, as `action on resource`; nothing where the boundary covers all. */
export function uncovered(boundary: readonly Statement[], given: readonly Statement[]): string[] {
  const allows = boundary.filter(({ effect }) => effect !== "Deny");
  const denies = boundary.filter(({ effect }) => effect === "Deny");
  return given.flatMap(({ actions, resources = [], conditions }) =>
    actions.flatMap((action) =>
      resources
        .filter(
          (resource) =>
            !allows.some((statement) => reaches(statement, action, resource)) ||
            denies.some(
              (statement) =>
                reaches(statement, action, resource) && !isLifted(statement.conditions, conditions),
            ),
        )
        .map((resource) => `${action} on ${resource}`),
    ),
  );
}

/** A deny of all values but one doesn't touch an allow of that one value. */
function isLifted(denied: Conditions | undefined, allowed: Conditions | undefined): boolean {
  const exceptions = Object.entries(denied?.["StringNotEquals"] ?? {});
  return (
    exceptions.length > 0 &&
    exceptions.every(([key, value]) => allowed?.["StringEquals"]?.[key] === value)
  );
}

/** Whether a statement reaches an action on everything that a resource, itself perhaps a pattern, stands for. */
function reaches(
  { actions, resources = [] }: Statement,
  action: string,
  resource: string,
): boolean {
  return (
    actions.some((pattern) => matches(pattern, action)) &&
    resources.some((pattern) => matches(pattern, resource))
  );
}

/** IAM's `*` stands for any run of characters, `/` and `:` among them. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(text);
}
