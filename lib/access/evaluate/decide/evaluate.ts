import type { CompiledPolicy } from "../policy/compile-policy";
import type { Evidence } from "../policy/evidence";
import type { EvaluationRequest } from "../request/evaluation-request";
import { both, either, type Tri } from "../tri";
import { hasIdentity, rcpsFor, scpsFor } from "./applicable";
import { reachesOtherAccounts, survivesResourceDeny } from "./cross-account-rules";
import { describeDoubt } from "./describe-doubt";
import type { PolicySet } from "./policy-set";
import { canCall, needsResourcePolicy, resourcePolicyGrants } from "./service-rules";
import type { Verdict } from "./verdict";

/**
 * Decides a request as AWS does: a deny anywhere first; then every level of SCPs and RCPs must allow; then what identity
 * and resource policy grant together, within boundary and session policies. What hangs on something unknown is
 * conditional, never allowed. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: EvaluationRequest, policies: PolicySet): Verdict {
  const denied = findDenies(request, policies);
  if (denied === "yes") return { kind: "explicitlyDenied", by: denies.slice() };
  trail.length = 0;
  lacking = "";
  const allowed = canCall(request) ? isAllowed(request, policies) : missing(NOT_THEIRS);
  if (allowed === "no") return { kind: "implicitlyDenied", by: NO_EVIDENCE, lacks: lacking };
  if (allowed === "yes" && denied === "no") return { kind: "allowed", by: trail.slice() };
  return { kind: "conditional", ...describeDoubt(request, policies, trail.slice()) };
}

const NO_EVIDENCE: readonly Evidence[] = Object.freeze([]);
const CONFINED = "the action does not reach resources of another account";
const NOT_THEIRS = "such a caller can't make this call, whatever the policies say";

// One evaluation at a time, none of which waits: these save an allocation for each.
const denies: Evidence[] = [];
const trail: Evidence[] = [];
let lacking = "";

function missing(what: string): Tri {
  lacking = what;
  return "no";
}

/** The denies of every policy that has a say; those that surely apply are left in `denies`. */
function findDenies(request: EvaluationRequest, policies: PolicySet): Tri {
  denies.length = 0;
  let found: Tri = "no";
  const bounded = policies.boundary !== undefined;
  if (hasIdentity(request.caller)) {
    found = deniesOf(policies.identity, request, bounded, found);
    if (policies.boundary !== undefined) found = denyOf(policies.boundary, request, bounded, found);
    if (policies.session !== undefined) found = deniesOf(policies.session, request, bounded, found);
  }
  for (const level of scpsFor(request, policies)) found = deniesOf(level, request, bounded, found);
  for (const level of rcpsFor(request, policies)) found = deniesOf(level, request, bounded, found);
  return policies.resource === undefined || survivesResourceDeny(request)
    ? found
    : denyOf(policies.resource, request, bounded, found);
}

function deniesOf(
  policies: readonly CompiledPolicy[],
  request: EvaluationRequest,
  bounded: boolean,
  before: Tri,
): Tri {
  let found = before;
  for (const policy of policies) found = denyOf(policy, request, bounded, found);
  return found;
}

function denyOf(
  policy: CompiledPolicy,
  request: EvaluationRequest,
  bounded: boolean,
  before: Tri,
): Tri {
  let found = before;
  for (const { statement, reachesAction } of policy.candidates(request.action).denies) {
    const denied = statement.denies(request, bounded);
    if (denied === "no") continue;
    const one = both(reachesAction, denied);
    if (one === "yes") denies.push(statement.evidence);
    found = either(found, one);
  }
  return found;
}

/** Whether some statement allows; the first that surely does is left in `trail`. */
function allowOf(policies: readonly CompiledPolicy[], request: EvaluationRequest): Tri {
  let found: Tri = "no";
  for (const policy of policies) {
    for (const { statement, reachesAction } of policy.candidates(request.action).allows) {
      const applies = statement.applies(request);
      if (applies === "no") continue;
      const one = both(reachesAction, applies);
      if (one === "yes") {
        trail.push(statement.evidence);
        return "yes";
      }
      found = either(found, one);
    }
  }
  return found;
}

function isAllowed(request: EvaluationRequest, policies: PolicySet): Tri {
  const { caller, sameAccount } = request;
  const granted = grantsOf(request, policies);
  const anyGrant = either(either(granted.direct, granted.role), granted.account);
  let found: Tri;
  if (!hasIdentity(caller)) {
    found = anyGrant === "no" ? missing(lackOfResource(policies)) : anyGrant;
  } else if (!sameAccount && !reachesOtherAccounts(request)) {
    found = missing(CONFINED);
  } else if (!sameAccount) {
    found = anyGrant === "no" ? missing(lackOfResource(policies)) : ofIdentity(request, policies);
    found = both(anyGrant, found);
  } else if (granted.direct === "yes") {
    found = "yes";
  } else {
    found = inOwnAccount(request, policies, granted);
  }
  if (found === "no") return "no";
  return both(found, withinOrganization(request, policies));
}

/** Same account, and no policy of the resource names the very caller for sure. */
function inOwnAccount(request: EvaluationRequest, policies: PolicySet, granted: Granted): Tri {
  const grants = trail.length;
  const byRole = granted.role === "no" ? "no" : both(granted.role, withinLimits(request, policies));
  if (byRole === "yes") return "yes";
  // Elsewhere than with keys and roles it is no matter whether the account is named, so that is no evidence.
  const needed = needsResourcePolicy(request);
  trail.length = needed ? grants : 0;
  const delegated = needed ? granted.account : "yes";
  const byIdentity =
    delegated === "no"
      ? missing(lackOfResource(policies))
      : both(delegated, ofIdentity(request, policies));
  return either(either(granted.direct, byRole), byIdentity);
}

interface Granted {
  readonly direct: Tri;
  readonly role: Tri;
  readonly account: Tri;
}

const NOTHING: Granted = { direct: "no", role: "no", account: "no" };

/** What the resource's policy grants, and to whom: the caller, the role behind it, or its account. */
function grantsOf(request: EvaluationRequest, { resource }: PolicySet): Granted {
  if (resource === undefined || !resourcePolicyGrants(request)) return NOTHING;
  const candidates = resource.candidates(request.action).allows;
  if (candidates.length === 0) return NOTHING;
  let direct: Tri = "no";
  let role: Tri = "no";
  let account: Tri = "no";
  for (const { statement, reachesAction } of candidates) {
    // "You cannot use the NotPrincipal element … in an IAM role trust policy."
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    if (request.service === "sts" && statement.principals?.negated === true) continue;
    const grant = statement.grant(request);
    const named = either(either(grant.direct, grant.role), grant.account);
    if (named === "no") continue;
    const applies = both(reachesAction, statement.applies(request));
    if (applies === "no") continue;
    if (both(applies, named) === "yes") trail.push(statement.evidence);
    direct = either(direct, both(applies, grant.direct));
    role = either(role, both(applies, grant.role));
    account = either(account, both(applies, grant.account));
    if (direct === "yes") break;
  }
  return { direct, role, account };
}

/** Identity policies within boundary and session policies. */
function ofIdentity(request: EvaluationRequest, policies: PolicySet): Tri {
  // "All requests are implicitly denied with the exception of the AWS account root user, which has full access."
  if (request.caller.kind === "root") return "yes";
  const allowed = allowOf(policies.identity, request);
  if (allowed === "no") return missing("no identity policy allows it");
  return both(allowed, withinLimits(request, policies));
}

/** Boundary and session policies, which limit whatever is not granted to the caller itself. */
function withinLimits(request: EvaluationRequest, { boundary, session = [] }: PolicySet): Tri {
  if (request.caller.kind === "root") return "yes";
  const bounded = boundary === undefined ? "yes" : allowOf([boundary], request);
  if (bounded === "no") return missing("the permissions boundary does not allow it");
  if (session.length === 0) {
    // "If there is no session policy, … if the principal is a role session, then the request is Allowed. Otherwise, the
    // request is implicitly denied." https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
    return request.caller.kind === "federatedUser"
      ? missing("a federated user has no more than its session policies allow, and has none")
      : bounded;
  }
  const inSession = allowOf(session, request);
  return inSession === "no" ? missing("no session policy allows it") : both(bounded, inSession);
}

/** Every level of SCPs, and of RCPs, must allow. */
function withinOrganization(request: EvaluationRequest, policies: PolicySet): Tri {
  let found: Tri = "yes";
  for (const [index, level] of scpsFor(request, policies).entries()) {
    const allowed = allowOf(level, request);
    if (allowed === "no") return missing(`no SCP of level ${index + 1} allows it`);
    found = both(found, allowed);
  }
  for (const [index, level] of rcpsFor(request, policies).entries()) {
    const allowed = rcpAllows(level, request);
    if (allowed === "no") return missing(`no RCP of level ${index + 1} allows it`);
    found = both(found, allowed);
  }
  return found;
}

/**
 * RCPFullAWSAccess is attached everywhere and can't be detached, so a level without an allow of its own has that one.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html
 */
function rcpAllows(level: readonly CompiledPolicy[], request: EvaluationRequest): Tri {
  const own = level.some(({ statements }) =>
    statements.some(({ evidence }) => evidence.effect === "Allow"),
  );
  return own ? allowOf(level, request) : "yes";
}

function lackOfResource({ resource }: PolicySet): string {
  return resource === undefined
    ? "the resource has no policy, and without one nobody gets in this way"
    : "the resource's policy does not allow it";
}
