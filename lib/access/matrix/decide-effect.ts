import type { CapabilityRequest, CapabilityRequests } from "../capabilities/capability";
import type { Verdict } from "../evaluate/decide/verdict";
import type { WorldRole } from "../world/world";
import type { Effect } from "./access-matrix";
import type { CellQuestion } from "./cell-question";
import type { SubjectAsker } from "./subject-asker";

type Conditional = Extract<Verdict, { kind: "conditional" }>;

/** What a subject can do of a question, by the best of its roles in that account. */
export function decideEffect(asker: SubjectAsker, question: CellQuestion): Effect {
  let best: Effect = DENIED;
  for (const role of asker.rolesIn(question.accountId)) {
    const effect = ofRole(asker, role, question);
    if (RANK[effect.kind] > RANK[best.kind]) best = effect;
    if (best.kind === "allowed") break;
  }
  return best;
}

export const DENIED: Effect = Object.freeze({ kind: "denied" });
const ALLOWED: Effect = Object.freeze({ kind: "allowed" });
const RANK = { denied: 0, partial: 1, conditional: 2, allowed: 3 } as const;

function ofRole(
  asker: SubjectAsker,
  role: WorldRole,
  { needs, marks }: CapabilityRequests,
): Effect {
  const asked = new Map<CapabilityRequest, Verdict>();
  const decide = (request: CapabilityRequest): Verdict => {
    const verdict = asked.get(request) ?? asker.judge(role, request);
    asked.set(request, verdict);
    return verdict;
  };
  // Without any mark it isn't held, whatever else is allowed; most cells end here.
  const marked = marks.filter((request) => isOpen(decide(request)));
  if (marks.length > 0 && marked.length === 0) return DENIED;
  const open: Conditional[] = [];
  const lacks = new Set<string>();
  for (const request of needs) {
    const verdict = decide(request);
    if (!isOpen(verdict)) lacks.add(request.action);
    else if (verdict.kind === "conditional") open.push(verdict);
  }
  if (lacks.size > 0)
    return marked.length > 0 ? { kind: "partial", lacks: [...lacks].sort() } : DENIED;
  return open.length === 0 ? ALLOWED : conditional(open);
}

/** Allowed, or perhaps. */
export function isOpen({ kind }: Verdict): boolean {
  return kind === "allowed" || kind === "conditional";
}

function conditional(open: readonly Conditional[]): Effect {
  return {
    kind: "conditional",
    when: [...new Set(open.map(({ when }) => when))].join("; "),
    keys: [...new Set(open.flatMap(({ keys }) => keys))].sort(),
  };
}
