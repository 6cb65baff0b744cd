import type { CapabilityRequest } from "../capabilities/capability";
import type { Verdict } from "../evaluate/decide/verdict";
import type { SessionContext } from "../subjects/session-context";
import type { Ask } from "../world/ask";
import type { World, WorldRole } from "../world/world";
import type { Subject } from "./access-matrix";

/** Whether a resource may have a policy, which could name people without theirs saying so. */
export type HasOwnPolicy = (resource: string) => boolean;

export function ownPolicies({ resources }: World): HasOwnPolicy {
  const guarded = new Set(resources.map(({ arn }) => arn));
  return (resource) => guarded.has(resource.replace(OBJECT, ""));
}

/** A bucket's policy is its objects' too. */
const OBJECT = /(?<=^arn:[^:]*:s3:::[^/]*)\/.*$/;

/** Puts requests in a subject's name, and doesn't ask what its policies say nothing about. */
export class SubjectAsker {
  readonly #byAccount = new Map<string, WorldRole[]>();
  readonly #reached = new WeakMap<WorldRole["policies"]["identity"], Map<string, boolean>>();
  readonly #lists = new Map<WorldRole, Map<CapabilityRequest, Verdict>>();
  #decisions = 0;

  constructor(
    readonly subject: Subject,
    readonly ask: Ask,
    readonly session: SessionContext,
    readonly hasOwnPolicy: HasOwnPolicy,
  ) {
    for (const role of subject.roles) {
      const there = this.#byAccount.get(role.accountId);
      if (there === undefined) this.#byAccount.set(role.accountId, [role]);
      else there.push(role);
    }
  }

  /** How many requests were decided. */
  get decisions(): number {
    return this.#decisions;
  }

  rolesIn(accountId: string): readonly WorldRole[] {
    return this.#byAccount.get(accountId) ?? NO_ROLES;
  }

  decide(role: WorldRole, request: CapabilityRequest): Verdict {
    if (!this.reaches(role, request.action) && !this.hasOwnPolicy(request.resource))
      return UNMENTIONED;
    if (request.resource !== "*") return this.#ask(role, request);
    const lists = this.#lists.get(role) ?? new Map<CapabilityRequest, Verdict>();
    this.#lists.set(role, lists);
    const known = lists.get(request);
    if (known !== undefined) return known;
    const verdict = this.#ask(role, request);
    lists.set(request, verdict);
    return verdict;
  }

  /** Whether some policy of the role has an allow for the action. Otherwise only a resource's own policy could let it. */
  reaches({ policies: { identity } }: WorldRole, action: string): boolean {
    const reached = this.#reached.get(identity) ?? new Map<string, boolean>();
    this.#reached.set(identity, reached);
    const known = reached.get(action);
    if (known !== undefined) return known;
    const name = action.toLowerCase();
    const found = identity.some((policy) => policy.candidates(name).allows.length > 0);
    reached.set(action, found);
    return found;
  }

  #ask(role: WorldRole, { action, resource, context }: CapabilityRequest): Verdict {
    this.#decisions += 1;
    return this.ask({
      asker: { kind: "role", role },
      action,
      resource,
      context: { ...this.session, ...context },
    });
  }
}

const NO_ROLES: readonly WorldRole[] = Object.freeze([]);

const UNMENTIONED: Verdict = Object.freeze({
  kind: "implicitlyDenied",
  by: Object.freeze([]),
  lacks: "no identity policy allows it",
});
