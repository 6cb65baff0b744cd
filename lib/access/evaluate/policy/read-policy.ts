import { childPath, Problems } from "./policy-problem";
import { isRecord, type ReadStatement, readStatement } from "./read-statement";
import type { PolicyProblem } from "./policy-problem";

/**
 * Where a policy is used, which decides about its principals: `identity` for identity policies, boundaries, session
 * policies and SCPs, `resource` for resource, key and trust policies.
 */
export type PolicyKind = "identity" | "resource" | "rcp";

export interface ReadPolicy {
  /** Whether `${…}` are variables, which came with 2012-10-17. */
  readonly variables: boolean;
  readonly statements: readonly ReadStatement[];
}

export type PolicyReading =
  | { readonly kind: "read"; readonly policy: ReadPolicy }
  | { readonly kind: "malformed"; readonly problems: readonly PolicyProblem[] };

/** Without a Version it is the older one: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const VERSIONS: readonly unknown[] = ["2012-10-17", "2008-10-17", undefined];

const ELEMENTS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

/**
 * Reads a policy document by AWS's grammar; whatever AWS would refuse is a problem, as nothing can be said of a policy
 * that can't be. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(document: unknown, kind: PolicyKind): PolicyReading {
  const problems = new Problems();
  if (!isRecord(document)) {
    problems.add("$", "a policy is a JSON object", document);
    return { kind: "malformed", problems: problems.found };
  }
  for (const element of Object.keys(document)) {
    if (!ELEMENTS.has(element))
      problems.add(childPath("$", element), "a policy has Version, Id and Statement, no more");
  }
  const { Version: version, Id: id, Statement: statement } = document;
  if (!VERSIONS.includes(version))
    problems.add("$.Version", "the Version is 2012-10-17 or 2008-10-17", version);
  if (id !== undefined && typeof id !== "string") problems.add("$.Id", "an Id is text", id);
  const statements = readStatements(statement, kind, problems);
  return problems.found.length > 0
    ? { kind: "malformed", problems: problems.found }
    : { kind: "read", policy: { variables: version === "2012-10-17", statements } };
}

function readStatements(value: unknown, kind: PolicyKind, problems: Problems): ReadStatement[] {
  const path = "$.Statement";
  if (value === undefined) {
    problems.add(path, "a policy has a Statement");
    return [];
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((one, index) => {
    const at = Array.isArray(value) ? `${path}[${index}]` : path;
    return readStatement(one, at, kind, problems) ?? [];
  });
}
