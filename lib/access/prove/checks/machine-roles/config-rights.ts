import { needsOf, type Right } from "./right";

interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What `{…}` in the resources of a permission stands for. */
export interface Placeholders {
  readonly partition: string;
  readonly account: string;
  readonly prefix: string;
  readonly pipeline: string;
  /** A resource with `{region}` is meant once for each. */
  readonly regions: readonly string[];
}

/** Permissions as the config writes them. @param why completes "which", such as `the config lets its build do` */
export function configRights(
  permissions: readonly Permission[],
  why: string,
  placeholders: Placeholders,
): Right[] {
  return permissions.map(({ actions, resources }) => {
    const filled = resources.flatMap((resource) => fill(resource, placeholders));
    // A variable of IAM's own depends on who asks, which nobody knows here.
    const fixed = filled.filter((resource) => !VARIABLE.test(resource));
    return {
      why,
      actions,
      resources: filled.map((resource) => resource.replaceAll(VARIABLES, "*")),
      needs: needsOf(actions, fixed.map(exampleOf)),
    };
  });
}

const VARIABLE = /\$\{[^}]*\}/;
const VARIABLES = /\$\{[^}]*\}/g;

function fill(resource: string, placeholders: Placeholders): string[] {
  const { regions, ...others } = placeholders;
  let filled = resource;
  for (const [name, value] of Object.entries(others))
    filled = filled.replaceAll(`{${name}}`, value);
  return filled.includes("{region}")
    ? regions.map((region) => filled.replaceAll("{region}", region))
    : [filled];
}

/** One of the resources that a pattern means; `*` alone stands for itself. */
function exampleOf(pattern: string): string {
  return pattern === "*" ? pattern : pattern.replaceAll("*", "example").replaceAll("?", "x");
}
