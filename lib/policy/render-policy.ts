import { distinctSids } from "./distinct-sids";
import type { Conditions, Principals, Statement } from "./statement";

/**
 * Policy variables (`${aws:username}`, `${*}`, `${www.amazon.com:user_id}`), which Terraform would otherwise take for
 * its own. What Terraform would call a provider's function, `${provider::…}`, is no variable.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const IAM_VARIABLE = /\$\{(?=[a-z0-9./-]+:(?!:)[^}]*\}|[*?$]\})/gi;

/** `%{` begins a directive of Terraform's. */
const TERRAFORM_DIRECTIVE = /%(?=\{)/g;

/** What stays in `${…}` after IAM's variables are escaped is known when Terraform runs; ARNs are seldom longer. */
const REFERENCE = /(?<!\$)\$\{[^}]*\}/g;
const REFERENCE_LENGTH = 100;

/**
 * The policy as AWS reads it, compact, with sorted lists, so that the same statements always give the same bytes.
 * Terraform references within values are kept; IAM's own variables are not yet escaped: see {@link forTerraform}.
 */
export function renderPolicy(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: distinctSids(statements).map(renderStatement),
  });
}

/** Escapes IAM's policy variables, so that `${aws:username}` reaches AWS instead of being interpolated. */
export function forTerraform(policy: string): string {
  return policy
    .replaceAll(IAM_VARIABLE, (match) => `$${match}`)
    .replaceAll(TERRAFORM_DIRECTIVE, "%%");
}

/**
 * Characters as IAM counts them: without white space, which a rendered policy doesn't have outside of values. A
 * Terraform reference counts as long as an ARN.
 */
export function policySize(statements: readonly Statement[]): number {
  const text = renderPolicy(statements).replaceAll(/\s/g, "");
  if (!text.includes("${")) return text.length;
  const references = forTerraform(text).match(REFERENCE) ?? [];
  return references.reduce(
    (size, reference) => size - reference.length + REFERENCE_LENGTH,
    text.length,
  );
}

function renderStatement({
  sid,
  effect = "Allow",
  actions,
  notActions,
  resources,
  notResources,
  principals,
  conditions,
}: Statement): object {
  return {
    Sid: sid,
    Effect: effect,
    ...(principals === undefined ? {} : { Principal: renderPrincipals(principals) }),
    ...(notActions === undefined ? { Action: list(actions) } : { NotAction: list(notActions) }),
    ...(resources === undefined ? {} : { Resource: list(resources) }),
    ...(notResources === undefined ? {} : { NotResource: list(notResources) }),
    ...(conditions === undefined ? {} : { Condition: renderConditions(conditions) }),
  };
}

function renderPrincipals(principals: Principals): unknown {
  if (principals === "*") return principals;
  return Object.fromEntries(
    Object.entries<readonly string[] | undefined>(principals).flatMap(([type, values]) =>
      values === undefined ? [] : [[type, list(values)]],
    ),
  );
}

function renderConditions(conditions: Conditions): object {
  return sortedObject(conditions, (keys) =>
    sortedObject(keys, (values) => (typeof values === "string" ? values : list(values))),
  );
}

function sortedObject<T>(
  object: Readonly<Record<string, T>>,
  render: (value: T) => unknown,
): object {
  return Object.fromEntries(
    Object.entries(object)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, render(value)]),
  );
}

/** AWS gives a list of one back as a string; writing it so keeps plans empty. */
function list(values: readonly string[]): string | readonly string[] {
  const unique = [...new Set(values)].sort();
  const [only] = unique;
  return unique.length === 1 && only !== undefined ? only : unique;
}
