import type { Statement } from "../../lib/policy/statement";

/** What statements allow that a boundary doesn't, as `action on resource`; nothing where the boundary covers all. */
export function uncovered(boundary: readonly Statement[], given: readonly Statement[]): string[] {
  const allows = boundary.filter(({ effect }) => effect !== "Deny");
  const denies = boundary.filter(({ effect }) => effect === "Deny");
  return given.flatMap(({ actions, resources = [] }) =>
    actions.flatMap((action) =>
      resources
        .filter(
          (resource) =>
            !allows.some((statement) => reaches(statement, action, resource)) ||
            denies.some((statement) => reaches(statement, action, resource)),
        )
        .map((resource) => `${action} on ${resource}`),
    ),
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
