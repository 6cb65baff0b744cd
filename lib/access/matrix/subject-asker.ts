import type { CapabilityRequest } from "../capabilities/capability";
import type { Verdict } from "../evaluate/decide/verdict";
import type { SessionContext } from "../subjects/session-context";
import type { Ask, Question } from "../world/ask";
import { likenessOf } from "../world/likeness";
import type { World, WorldRole } from "../world/world";
import type { Subject } from "./access-matrix";

/** Whether a resource may have a policy, which could name people without theirs saying so. */
export type HasOwnPolicy = (resource: string) => boolean;

export function ownPolicies({ resources }: World): HasOwnPolicy {
  const guarded = new Set(resources.map(({ arn }) => arn));
  return (resource) => guarded.has(resource) || guarded.has(bucketOf(resource) ?? "");
}

/** A bucket's policy is its objects' too. */
function bucketOf(resource: string): string | undefined {
  const slash = resource.indexOf("/");
  return slash === -1 || !resource.includes(":s3:::") ? undefined : resource.slice(0, slash);
}

/** Puts requests in a subject's name, and doesn't ask what its policies say nothing about. */
export class SubjectAsker {
  readonly #byAccount = new Map<string, WorldRole[]>();
  /** By likeness, or by role where it has none. */
  readonly #reached = new Map<string | WorldRole, Map<string, boolean>>();
  readonly #contexts = new WeakMap<CapabilityRequest["context"], CapabilityRequest["context"]>();
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
    if (!this.#mayHaveASay(role, request)) return UNMENTIONED;
    if (request.resource !== "*") return this.#ask(role, request);
    const lists = this.#lists.get(role) ?? new Map<CapabilityRequest, Verdict>();
    this.#lists.set(role, lists);
    const known = lists.get(request);
    if (known !== undefined) return known;
    const verdict = this.#ask(role, request);
    lists.set(request, verdict);
    return verdict;
  }

  /** The same, but evidence may be another account's: see {@link Ask.alike}. */
  judge(role: WorldRole, request: CapabilityRequest): Verdict {
    if (!this.#mayHaveASay(role, request)) return UNMENTIONED;
    const verdict = this.ask.alike(this.#question(role, request));
    // What it hangs on is told in words, which have to be about this account.
    if (verdict === undefined || verdict.kind === "conditional") return this.decide(role, request);
    this.#decisions += 1;
    return verdict;
  }

  /** Whether some policy of the role has an allow for the action. Otherwise only a resource's own policy could let it. */
  reaches(role: WorldRole, action: string): boolean {
    const kind = likenessOf(role) ?? role;
    const reached = this.#reached.get(kind) ?? new Map<string, boolean>();
    this.#reached.set(kind, reached);
    const known = reached.get(action);
    if (known !== undefined) return known;
    const name = action.toLowerCase();
    const found = role.policies.identity.some(
      (policy) => policy.candidates(name).allows.length > 0,
    );
    reached.set(action, found);
    return found;
  }

  #mayHaveASay(role: WorldRole, { action, resource }: CapabilityRequest): boolean {
    return this.reaches(role, action) || this.hasOwnPolicy(resource);
  }

  #ask(role: WorldRole, request: CapabilityRequest): Verdict {
    this.#decisions += 1;
    return this.ask(this.#question(role, request));
  }

  #question(role: WorldRole, { action, resource, context }: CapabilityRequest): Question {
    const whole = this.#contexts.get(context) ?? { ...this.session, ...context };
    this.#contexts.set(context, whole);
    return { asker: { kind: "role", role }, action, resource, context: whole };
  }
}

const NO_ROLES: readonly WorldRole[] = Object.freeze([]);

const UNMENTIONED: Verdict = Object.freeze({
  kind: "implicitlyDenied",
  by: Object.freeze([]),
  lacks: "no identity policy allows it",
});
