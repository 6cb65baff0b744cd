import { conditionWords } from "../condition/condition-words";
import { UNKNOWN_VALUES } from "../match/lookup";
import { Template } from "../match/template";
import type { Candidate, CompiledPolicy } from "../policy/compile-policy";
import type { Evidence } from "../policy/evidence";
import type { EvaluationRequest } from "../request/evaluation-request";
import { both, either, type Tri } from "../tri";
import { hasIdentity, rcpsFor, scpsFor } from "./applicable";
import type { PolicySet } from "./policy-set";

interface Doubt {
  readonly when: string;
  readonly keys: readonly string[];
  readonly by: readonly Evidence[];
}

/** What a verdict hangs on: looked for once it is known to hang on something. */
export function describeDoubt(
  request: EvaluationRequest,
  policies: PolicySet,
  allowing: readonly Evidence[],
): Doubt {
  const keys = new Set<string>();
  const by: Evidence[] = [];
  const words: string[] = [];
  const tell = (verb: string, open: readonly Candidate[]): void => {
    for (const { statement, reachesAction } of open) {
      const { evidence } = statement;
      const reasons = reasonsOf({ statement, reachesAction }, request, keys);
      words.push(`${verb} if ${reasons.join(" and ")} (${evidence.source.name} ${evidence.path})`);
      by.push(evidence);
    }
  };
  for (const layer of layersOf(request, policies)) tell("allowed", openAllows(layer, request));
  const bounded = policies.boundary !== undefined;
  for (const layer of layersOf(request, policies)) {
    tell("denied", openDenies(layer, request, bounded));
  }
  return {
    when: words.join("; "),
    keys: [...keys].sort(),
    by: [...by, ...allowing.filter((evidence) => !by.includes(evidence))],
  };
}

type Layer = readonly CompiledPolicy[];

function layersOf(request: EvaluationRequest, policies: PolicySet): Layer[] {
  const { identity, boundary, session = [], resource } = policies;
  const own = hasIdentity(request.caller)
    ? [identity, boundary === undefined ? [] : [boundary], session]
    : [];
  return [
    resource === undefined ? [] : [resource],
    ...own,
    ...scpsFor(request, policies),
    ...rcpsFor(request, policies),
  ];
}

/** The allows that may apply, unless another surely does. */
function openAllows(layer: Layer, request: EvaluationRequest): Candidate[] {
  const open: Candidate[] = [];
  for (const policy of layer) {
    for (const candidate of policy.candidates(request.action).allows) {
      const { statement, reachesAction } = candidate;
      const grant = statement.grant(request);
      const named = either(either(grant.direct, grant.role), grant.account);
      const found: Tri = both(both(named, reachesAction), statement.applies(request));
      if (found === "yes" && grant.direct === "yes") return [];
      if (found === "unknown") open.push(candidate);
    }
  }
  return open;
}

function openDenies(layer: Layer, request: EvaluationRequest, bounded: boolean): Candidate[] {
  return layer.flatMap((policy) =>
    policy
      .candidates(request.action)
      .denies.filter(
        ({ statement, reachesAction }) =>
          both(reachesAction, statement.denies(request, bounded)) === "unknown",
      ),
  );
}

/** The parts of a statement that are open, in words; notes the keys that would settle them. */
function reasonsOf(
  { statement, reachesAction }: Candidate,
  request: EvaluationRequest,
  keys: Set<string>,
): string[] {
  const { principals, resources, conditions, evidence } = statement;
  const reasons: string[] = [];
  if (reachesAction === "unknown") reasons.push("AWS takes the wildcard in its Action's service");
  if (principals !== undefined) {
    const grant = principals.grant(request.caller);
    const named =
      evidence.effect === "Deny"
        ? principals.denies(request.caller, false)
        : either(either(grant.direct, grant.role), grant.account);
    const list = principals.entries.map(({ text }) => text).join(" or ");
    if (named === "unknown")
      reasons.push(`the caller counts as ${principals.negated ? "none of " : ""}${list}`);
  }
  if (resources?.matches(request.resource, request) === "unknown") {
    const open = resources.patterns.filter(
      (pattern) => pattern.matches(request.resource, request) !== "no",
    );
    const list = open.map(({ text }) => text).join(" or ");
    reasons.push(`the resource is ${resources.negated ? "not " : ""}within ${list}`);
    for (const { variables } of open) noteVariables(variables, request, keys);
  }
  for (const condition of conditions) {
    if (condition.holds(request) !== "unknown") continue;
    reasons.push(conditionWords(condition));
    keys.add(condition.key);
    for (const text of condition.texts) {
      const { variables } = new Template(text, { variables: true, wildcards: true });
      noteVariables(variables, request, keys);
    }
  }
  return reasons;
}

function noteVariables(
  variables: Template["variables"],
  request: EvaluationRequest,
  keys: Set<string>,
): void {
  for (const { key, name } of variables) {
    if (request.values(key) === UNKNOWN_VALUES) keys.add(name);
  }
}
