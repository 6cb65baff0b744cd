import { escapeTemplates } from "./escape-templates";
import { isRecord } from "./json-value";
import { fullReferences } from "./plan-configuration";

type Values = Readonly<Record<string, unknown>>;

/** Where a reference leads, as text of a template; undefined where that can't be told. */
type Follow = (reference: string) => string | undefined;

/**
 * A plan leaves out what is only known after apply. Where such an argument plainly refers to an attribute, the reference
 * stands in for it; elsewhere, what says that it isn't known. All other strings are text as it stands.
 */
export function fillIn(values: Values, expressions: unknown, follow: Follow): Values {
  const filled = new Map(
    Object.entries(values).map(([key, value]) => [key, escapeTemplates(value)]),
  );
  if (!isRecord(expressions)) return Object.fromEntries(filled);
  for (const [key, expression] of Object.entries(expressions)) {
    const value = values[key];
    if (value === undefined || value === null) {
      const reference = referenceOf(key, expression, follow);
      if (reference !== undefined) filled.set(key, reference);
    } else if (Array.isArray(expression) && Array.isArray(value)) {
      // Nested blocks; those of a `dynamic` block can't be told apart.
      if (expression.length === value.length)
        filled.set(
          key,
          value.map((one: unknown, index) =>
            isRecord(one) ? fillIn(one, expression[index], follow) : escapeTemplates(one),
          ),
        );
    }
  }
  return Object.fromEntries(filled);
}

function referenceOf(key: string, expression: unknown, follow: Follow): unknown {
  if (Array.isArray(expression)) return undefined;
  const references = fullReferences(expression);
  if (references.length === 0) return undefined;
  if (LISTS.has(key)) return references.map((reference) => template(follow(reference), reference));
  const [only = "", ...others] = references;
  const plain = ARGUMENTS.has(key) && others.length === 0;
  return template(plain ? follow(only) : undefined, references.join(", "));
}

function template(found: string | undefined, otherwise: string): string {
  return `\${${found ?? `(${otherwise})`}}`;
}

/** Arguments that name another resource, and so are nothing but a reference. */
const ARGUMENTS: ReadonlySet<string> = new Set([
  "arn",
  "bucket",
  "event_bus_name",
  "function_name",
  "group",
  "id",
  "key_id",
  "location",
  "managed_policy_arn",
  "permission_set_arn",
  "permissions_boundary",
  "policy_arn",
  "policy_id",
  "principal_id",
  "queue_url",
  "repository",
  "resource_arn",
  "role",
  "role_arn",
  "secret_arn",
  "service_role",
  "target_id",
  "target_key_id",
  "user",
]);

const LISTS: ReadonlySet<string> = new Set(["groups", "managed_policy_arns", "roles", "users"]);
